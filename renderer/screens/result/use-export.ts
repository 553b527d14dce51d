/** Exports of a run: starts the job, follows it, and says how it ended. */
import { useQueryClient } from '@tanstack/react-query'
import { type Message, message } from '../../../compute/spec/message.ts'
import type { RequestOf, ResponseOf } from '../../../main/ipc/contract/channels.ts'
import type { AnyRunRecord } from '../../../main/ipc/contract/records.ts'
import { type StartedJob, useJob } from '../../bridge/use-job.ts'

export interface ExportJob extends Omit<StartedJob<ExportChannel>, 'start'> {
  readonly start: () => void
}

type ExportChannel = 'runs.export' | 'runs.exportProgram' | 'runs.exportWeights'

/** @param onDone is called with what was written; not where the person dismissed the dialog or cancelled. */
function useExportJob<C extends ExportChannel>(
  channel: C,
  title: Message,
  run: AnyRunRecord,
  onDone: (written: NonNullable<ResponseOf<C>>) => void,
): ExportJob {
  const { start, ...followed } = useJob(channel, title, (written) => {
    if (written !== null) onDone(written)
  })
  // All channels take the same; TypeScript can't see that of any.
  return { ...followed, start: () => start((jobId) => ({ jobId, id: run.id }) as RequestOf<C>) }
}

/** The export of the model. @param onDone is called with the id of what was written. */
export function useExport(run: AnyRunRecord, onDone: (exportId: string) => void): ExportJob {
  const client = useQueryClient()
  return useExportJob('runs.export', message('result.exporting', { name: run.name }), run, ({ id }) => {
    void client.invalidateQueries({ queryKey: ['runs.get', { id: run.id }] })
    onDone(id)
  })
}

/** The export of the training program. */
export function useProgramExport(
  run: AnyRunRecord,
  onDone: (written: NonNullable<ResponseOf<'runs.exportProgram'>>) => void,
): ExportJob {
  return useExportJob('runs.exportProgram', message('result.program.exporting', { name: run.name }), run, onDone)
}

/** The export of the weights alone. @param onDone is called with where they are */
export function useWeightsExport(run: AnyRunRecord, onDone: (path: string) => void): ExportJob {
  const title = message('result.weights.exporting', { name: run.name })
  return useExportJob('runs.exportWeights', title, run, ({ path }) => onDone(path))
}
