/** Where a dataset came from, how its file was read, by what it is known, and which runs learn from it. */
import { Link } from 'react-router'
import type { DatasetRecord, RunSummary } from '../../../../main/ipc/contract/records.ts'
import { runAddress } from '../../../app/addresses.ts'
import { useCommand, useRequest } from '../../../bridge/hooks.ts'
import { Button } from '../../../components/button.tsx'
import { CopyButton } from '../../../components/error-notice.tsx'
import { Facts, Section } from '../../../components/page.tsx'
import { useWords } from '../../../i18n/words.ts'
import { dialectWords } from '../dialect-words.ts'
import type { DatasetViewProps } from './columns-view.tsx'

/** See the file's head. */
export function SourceView({ dataset }: DatasetViewProps) {
  const { text, format } = useWords()
  const reveal = useCommand('shell.reveal')
  const { source, dialect, fingerprint, fileBytes, importMs } = dataset.table
  return (
    <div className="source">
      <Section title={text('dataset.origin')}>
        <Facts
          facts={[
            [
              text('dataset.file'),
              <span key="file" className="source-path">
                <span className="mono">{source.path}</span>
                <Button size="small" onPress={() => reveal.mutate({ path: source.path })}>
                  {text('dataset.show')}
                </Button>
              </span>,
            ],
            [text('dataset.fileSize'), format.bytes(source.bytes)],
            [text('dataset.fileDate'), format.dateTime(source.modifiedAt)],
            [text('dataset.readAs'), dialectWords(dialect, text)],
            [
              text('dataset.stored'),
              text('dataset.storedText', { size: format.bytes(fileBytes), time: format.milliseconds(importMs) }),
            ],
            [
              text('dataset.fingerprint'),
              <span key="print" className="source-path">
                <span className="mono" title={fingerprint}>
                  {fingerprint.slice(0, 16)}…
                </span>
                <CopyButton value={fingerprint} />
              </span>,
            ],
          ]}
        />
      </Section>
      <UsedBy dataset={dataset} />
    </div>
  )
}

function UsedBy({ dataset }: { readonly dataset: DatasetRecord }) {
  const { text } = useWords()
  const runs = useRequest('runs.list', {}).data ?? []
  const own = runs.filter(({ datasetId, deletedAt }) => datasetId === dataset.id && deletedAt === null)
  return (
    <Section title={text('dataset.usedBy')}>
      {own.length === 0 && <p className="quiet">{text('dataset.notUsed')}</p>}
      <ul className="used-by">
        {own.map((run) => (
          <RunLine key={run.id} run={run} />
        ))}
      </ul>
    </Section>
  )
}

function RunLine({ run }: { readonly run: RunSummary }) {
  const { text, format } = useWords()
  const { score } = run
  return (
    <li>
      <Link to={runAddress(run.id)}>{run.name}</Link>
      <span className="muted">{run.target}</span>
      <span className="muted">{format.ago(run.createdAt, Date.now())}</span>
      <span className="number">
        {score !== null &&
          text(`dataset.scores.${score.metric}`, {
            value: score.metric === 'accuracy' ? format.percent(score.value) : format.number(score.value),
          })}
      </span>
    </li>
  )
}
