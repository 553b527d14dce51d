/** A dataset whose files or values stay where they were: what that means, how they come into the project, and how they are found again. */
import { FolderInput, FolderSearch } from 'lucide-react'
import { message } from '../../../../compute/spec/message.ts'
import type { SourceState } from '../../../../compute/spec/data-edit.ts'
import type { DatasetRecord } from '../../../../main/ipc/contract/records.ts'
import { invoke } from '../../../bridge/invoke.ts'
import { type StartedJob, useJob } from '../../../bridge/use-job.ts'
import { Button } from '../../../components/button.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { Progress } from '../../../components/progress.tsx'
import { notify } from '../../../components/toast.tsx'
import { useWords } from '../../../i18n/words.ts'

export interface LeftSourceProps {
  readonly dataset: DatasetRecord
  /** Whether the source is as it was. */
  readonly state: SourceState
}

/** See the file's head. */
export function LeftSource({ dataset, state }: LeftSourceProps) {
  const { text, format } = useWords()
  const { id, table } = dataset
  const { name, source, media } = table
  const copying = useJob('datasets.copyIn', message('dataset.copyingIn', { name }), () =>
    notify({ message: message('dataset.copiedIn', { name }) }),
  )
  const finding = useJob('datasets.findSource', message('dataset.findingSource', { name }), () =>
    notify({ message: message('dataset.foundSource', { name }) }),
  )
  const isBusy = copying.job !== null || finding.job !== null
  const find = async () => {
    const path = await choosePlace(source.path)
    if (path !== null) finding.start((jobId) => ({ jobId, id, path }))
  }
  const what = media === undefined ? 'table' : media.kind
  return (
    <div className={state === 'missing' ? 'source-change' : 'source-left'}>
      <p>
        {state === 'missing'
          ? text('dataset.leftMissing', { path: source.path })
          : text(`dataset.left.${what}`, { size: format.bytes(source.bytes) })}
      </p>
      {!isBusy && (
        <div className="source-path">
          {state !== 'missing' && (
            <Button size="small" icon={FolderInput} onPress={() => copying.start((jobId) => ({ jobId, id }))}>
              {text('dataset.copyIn')}
            </Button>
          )}
          <Button size="small" icon={FolderSearch} onPress={() => void find()}>
            {text('dataset.findSource')}
          </Button>
        </div>
      )}
      <JobState started={copying} label={text('dataset.copyingIn', { name })} />
      <JobState started={finding} label={text('dataset.findingSource', { name })} />
    </div>
  )
}

interface JobStateProps {
  readonly started: Pick<StartedJob<'datasets.copyIn'>, 'job' | 'error' | 'cancel'>
  readonly label: string
}

function JobState({ started: { job, error, cancel }, label }: JobStateProps) {
  return (
    <>
      {job !== null && <Progress label={label} progress={job.progress} cancelling={job.cancelling} onCancel={cancel} />}
      {error !== null && <ErrorNotice error={error} />}
    </>
  )
}

/** Asks for a folder where it was a folder, and for a file where it was one. */
async function choosePlace(path: string): Promise<string | null> {
  if (/\.(zip|csv|tsv|parquet)$/i.test(path)) return (await invoke('files.choose', {}))?.paths[0] ?? null
  return (await invoke('folders.choose', {}))?.path ?? null
}
