/** What a run learns from what, in a line. */
import { Link } from 'react-router'
import { networkName } from '../../../compute/spec/model.ts'
import type { AnyRunRecord } from '../../../main/ipc/contract/records.ts'
import { datasetAddress, historyAddress } from '../../app/addresses.ts'
import { useWords } from '../../i18n/words.ts'
import './training-screen.css'

/** "MLP 64 · 32 learns species from penguins", with the way to the data. */
export function RunSubject({ run }: { readonly run: AnyRunRecord }) {
  const { text, format } = useWords()
  const columns = run.task === 'generation' ? 0 : run.spec.features.length
  return (
    <span className="run-subject">
      <span>{text(`runs.family.${networkName(run.spec.model)}`)}</span>
      {run.architecture !== '' && <span>{run.architecture}</span>}
      <span>
        {run.task === 'generation'
          ? text(run.spec.label === null ? 'generation.learns' : 'generation.learnsOf', { label: run.spec.label ?? '' })
          : text('training.learns', { target: run.target, count: columns, columns: format.integer(columns) })}
      </span>
      <span>
        <Link to={datasetAddress(run.datasetId)}>{run.datasetName}</Link>{' '}
        <Link className="muted" to={historyAddress(run.datasetId)}>
          {text('versions.ofRun', { number: run.datasetVersion })}
        </Link>
      </span>
    </span>
  )
}
