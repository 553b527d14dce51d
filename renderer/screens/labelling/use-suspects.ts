/** Examples whose class a trained run disputes. */
import { useMemo } from 'react'
import type { LabelSuspect, LabelView } from '../../../compute/spec/data-edit.ts'
import type { DatasetRecord, RunSummary } from '../../../main/ipc/contract/records.ts'
import { useRequest } from '../../bridge/hooks.ts'

export interface Suspicion {
  /** Runs that can be asked, the newest first. */
  readonly runs: readonly RunSummary[]
  /** The one that is asked; null for none. */
  readonly run: RunSummary | null
  /** The worst first. */
  readonly byRow: ReadonlyMap<number, LabelSuspect>
  /** Whether the run learned from rows of another import, which these can't be found in. */
  readonly otherRows: boolean
  readonly error: unknown
}

const noneYet: ReadonlyMap<number, LabelSuspect> = new Map()

/** See the file's head. @param asked the run's id; null: none is asked */
export function useSuspects(
  { id }: DatasetRecord,
  column: string,
  { base }: LabelView,
  asked: string | null,
): Suspicion {
  const all = useRequest('runs.list', {}).data
  const runs = useMemo(() => (all ?? []).filter((run) => judges(run, id, column)), [all, id, column])
  const run = runs.find((each) => each.id === asked) ?? null
  const found = useRequest('runs.suspects', { id: run?.id ?? '' }, { enabled: run !== null })
  const otherRows = found.data !== undefined && found.data.base !== base
  const byRow = useMemo(
    () =>
      run === null || found.data === undefined || found.data.base !== base
        ? noneYet
        : new Map(found.data.suspects.map((suspect) => [suspect.row, suspect])),
    [run, found.data, base],
  )
  return { runs, run, byRow, otherRows, error: found.error }
}

/** Whether a run has been judged on test rows of a dataset by the classes of a column. */
function judges(run: RunSummary, datasetId: string, column: string): boolean {
  const alike = run.datasetId === datasetId && run.target === column && run.task === 'classification'
  return alike && run.score !== null && run.deletedAt === null
}
