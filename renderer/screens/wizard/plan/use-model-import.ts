/** Published models of the project, and bringing another one in from a folder. */
import { useQueryClient } from '@tanstack/react-query'
import { message } from '../../../../compute/spec/message.ts'
import { useCommand, useRequest } from '../../../bridge/hooks.ts'
import { useJob } from '../../../bridge/use-job.ts'
import type { Option } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'

/** @param onImported is called with the id of a model that was brought in */
export function useModelImport(onImported: (id: string) => void) {
  const { text, format } = useWords()
  const models = useRequest('pretrained.list', {})
  const chooseFolder = useCommand('folders.choose')
  const client = useQueryClient()
  const { job, error, start, cancel } = useJob('pretrained.import', message('wizard.reader.importing'), ({ id }) => {
    void client.invalidateQueries({ queryKey: ['pretrained.list'] })
    onImported(id)
  })
  const bringIn = () =>
    chooseFolder.mutate(
      {},
      { onSuccess: (chosen) => chosen !== null && start((jobId) => ({ jobId, path: chosen.path })) },
    )
  /** As choices, by their ids. */
  const options: readonly Option<string>[] = (models.data ?? []).map(
    ({ id, name, layers, width, parameters, bytes }) => ({
      value: id,
      label: name,
      hint: text('wizard.reader.model', {
        layers,
        width,
        weights: format.integer(parameters),
        size: format.bytes(bytes),
      }),
    }),
  )
  return { models, options, job, error: error ?? models.error, cancel, bringIn }
}
