/** Where a dataset came from, how its file was read, by what it is known, and which runs learn from it. */
import { FileUp } from 'lucide-react'
import { Link, useNavigate } from 'react-router'
import type { DatasetRecord, RunSummary } from '../../../../main/ipc/contract/records.ts'
import { importAddress, runAddress } from '../../../app/addresses.ts'
import { useCommand, useRequest } from '../../../bridge/hooks.ts'
import { Button } from '../../../components/button.tsx'
import { CopyButton } from '../../../components/error-notice.tsx'
import { Facts, Section } from '../../../components/page.tsx'
import { useWords } from '../../../i18n/words.ts'
import { SourceChange } from './source-change.tsx'
import { dialectWords } from '../dialect-words.ts'
import type { DatasetViewProps } from './columns-view.tsx'

/** See the file's head. */
export function SourceView({ dataset }: DatasetViewProps) {
  const { text, format } = useWords()
  const reveal = useCommand('shell.reveal')
  const navigate = useNavigate()
  const { source, dialect, fingerprint, fileBytes, importMs, media, stays } = dataset.table
  const { format: tableFormat = 'delimited', furtherPaths = [], part, fileColumn } = source
  return (
    <div className="source">
      <SourceChange dataset={dataset} />
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
                {media === undefined && (
                  <Button
                    size="small"
                    icon={FileUp}
                    onPress={() => void navigate(importAddress([source.path, ...furtherPaths], { part, fileColumn }))}
                  >
                    {text('dataset.importAgain')}
                  </Button>
                )}
              </span>,
            ],
            ...(furtherPaths.length === 0
              ? []
              : [[text('dataset.furtherFiles'), <FileNames key="further" paths={furtherPaths} />] as const]),
            ...(source.part === undefined ? [] : [[text('dataset.part'), source.part] as const]),
            [text('dataset.fileSize'), format.bytes(source.bytes)],
            [text('dataset.fileDate'), format.dateTime(source.modifiedAt)],
            // Files are decoded as what they are.
            ...(media === undefined
              ? [
                  [
                    text('dataset.readAs'),
                    tableFormat === 'delimited' ? dialectWords(dialect, text) : text(`import.formats.${tableFormat}`),
                  ] as const,
                ]
              : []),
            [
              text('dataset.stored'),
              text(`dataset.${stays === true ? 'storedIndex' : media === undefined ? 'storedText' : 'storedFiles'}`, {
                size: format.bytes(fileBytes + (media?.fileBytes ?? 0)),
                time: format.milliseconds(importMs),
              }),
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

function FileNames({ paths }: { readonly paths: readonly string[] }) {
  return (
    <ul className="mono">
      {paths.map((path) => (
        <li key={path}>{path}</li>
      ))}
    </ul>
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
