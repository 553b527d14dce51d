/** Says that a dataset's source is not as it was, and brings in what has changed: labels, edits and settings stay. */
import { RefreshCw } from 'lucide-react'
import { message } from '../../../../compute/spec/message.ts'
import type { DatasetRecord } from '../../../../main/ipc/contract/records.ts'
import { useRequest } from '../../../bridge/hooks.ts'
import { useJob } from '../../../bridge/use-job.ts'
import { Button } from '../../../components/button.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { Progress } from '../../../components/progress.tsx'
import { notify } from '../../../components/toast.tsx'
import { useWords } from '../../../i18n/words.ts'
import { LeftSource } from './left-source.tsx'
import { useVersionSteps } from '../use-version-steps.ts'

/** See the file's head. */
export function SourceChange({ dataset }: { readonly dataset: DatasetRecord }) {
  const { text } = useWords()
  const { id, table, version } = dataset
  const state = useRequest('datasets.sourceState', { id }).data?.state ?? 'same'
  const steps = useVersionSteps(dataset)
  const title = message('dataset.bringingIn', { name: table.name })
  const job = useJob('datasets.reimport', title, (changed) =>
    notify(
      changed.version === version
        ? { message: message('dataset.sourceAlike', { name: table.name }) }
        : {
            message: message('dataset.broughtIn', { number: changed.version, name: table.name }),
            undo: () => void steps.undo(),
          },
    ),
  )
  const stays = table.stays === true
  if (state === 'same') return stays && <LeftSource dataset={dataset} state={state} />
  if (state === 'missing' && stays) return <LeftSource dataset={dataset} state={state} />
  return (
    <div className="source-change">
      <p>{text(state === 'missing' ? 'dataset.sourceMissing' : 'dataset.sourceChanged')}</p>
      {stays && <p>{text('dataset.leftChanged')}</p>}
      {state === 'changed' && job.job === null && (
        <Button size="small" icon={RefreshCw} onPress={() => job.start((jobId) => ({ jobId, id }))}>
          {text('dataset.bringIn')}
        </Button>
      )}
      {job.job !== null && (
        <Progress
          label={text('dataset.bringingIn', { name: table.name })}
          progress={job.job.progress}
          cancelling={job.job.cancelling}
          onCancel={job.cancel}
        />
      )}
      {job.error !== null && <ErrorNotice error={job.error} />}
    </div>
  )
}
