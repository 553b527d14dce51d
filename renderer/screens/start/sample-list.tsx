/** The sample datasets, each with a line on what it is, its size, its task and its licence. */
import { ArrowRight } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'
import { useNavigate } from 'react-router'
import type { SampleSummary } from '../../../main/ipc/contract/records.ts'
import { importAddress } from '../../app/addresses.ts'
import { useCommand, useRequest } from '../../bridge/hooks.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { useWords } from '../../i18n/words.ts'

/** The list of samples; one press opens the sample's import preview. */
export function SampleList() {
  const samples = useRequest('samples.list', {})
  const path = useCommand('samples.path')
  const navigate = useNavigate()
  const error = samples.error ?? path.error
  const use = (id: string) =>
    path.mutate({ id }, { onSuccess: (file) => void navigate(importAddress([file.path], { sample: id })) })
  return (
    <>
      {error !== null && <ErrorNotice error={error} />}
      <ul className="start-samples">
        {(samples.data ?? []).map((sample) => (
          <SampleRow key={sample.id} sample={sample} onUse={() => use(sample.id)} />
        ))}
      </ul>
    </>
  )
}

function SampleRow({ sample, onUse }: { readonly sample: SampleSummary; readonly onUse: () => void }) {
  const { text, format } = useWords()
  const { id, rows, columns, task, target, licence, source } = sample
  const size = text('start.sampleSize', { rows: format.integer(rows), columns: format.integer(columns) })
  return (
    <li>
      <AriaButton className="start-sample" onPress={onUse}>
        <span className="start-sample-name">{text(`samples.${id}.title`)}</span>
        <span className="start-sample-line">{text(`samples.${id}.line`)}</span>
        <span className="start-sample-facts">
          <span>{size}</span>
          <span>{text('start.sampleTask', { task: text(`common.tasks.${task}`), target })}</span>
          <span title={source}>{licence}</span>
        </span>
        <ArrowRight className="icon start-sample-arrow" aria-hidden />
      </AriaButton>
    </li>
  )
}
