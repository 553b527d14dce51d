/** The export: what the file holds, writing it, and what the check of each written file found. */
import { Check, FileDown, FolderOpen, TriangleAlert } from 'lucide-react'
import type { SeriesWindow } from '../../../compute/spec/series-window.ts'
import { tokenizerBeside } from '../../../compute/spec/tokenizer-file.ts'
import type { ExportRecord, FormField, RunRecord } from '../../../main/ipc/contract/records.ts'
import { useRequest } from '../../bridge/hooks.ts'
import { invoke } from '../../bridge/invoke.ts'
import { Button } from '../../components/button.tsx'
import { CopyButton, ErrorNotice } from '../../components/error-notice.tsx'
import { Facts, Section } from '../../components/page.tsx'
import { Progress } from '../../components/progress.tsx'
import { useWords } from '../../i18n/words.ts'
import './export-panel.css'
import { ProgramExport, WeightsExport } from './further-exports.tsx'
import { baseName, pythonSnippet } from './python-snippet.ts'
import type { ExportJob } from './use-export.ts'

export interface ExportPanelProps {
  readonly run: RunRecord
  readonly exporting: ExportJob
}

export function ExportPanel({ run, exporting }: ExportPanelProps) {
  const { text } = useWords()
  const fields = useRequest('runs.form', { id: run.id }).data?.fields
  const { job, error, start, cancel } = exporting
  const tokens = fields?.find(({ kind }) => kind === 'tokens')
  const records = [...run.exportRecords].sort((a, b) => b.createdAt - a.createdAt)
  return (
    <div className="export">
      <p className="export-lead">
        {run.spec.window !== undefined
          ? text('result.exportLeadForecast', { history: run.spec.window.history, horizon: run.spec.window.horizon })
          : tokens === undefined
            ? text('result.exportLead')
            : text('result.exportLeadTokens', {
                file: tokenizerBeside(baseName(records[0]?.path ?? `${run.name}.onnx`)),
              })}
      </p>
      {job === null ? (
        <Button icon={FileDown} onPress={start}>
          {text(records.length === 0 ? 'result.export' : 'result.exportAgain')}
        </Button>
      ) : (
        <Progress
          label={text('result.exporting', { name: run.name })}
          progress={job.progress}
          cancelling={job.cancelling}
          onCancel={cancel}
        />
      )}
      {error !== null && <ErrorNotice error={error} />}
      {records.map((record, index) => (
        <ExportCard
          key={record.id}
          record={record}
          fields={index === 0 ? fields : undefined}
          regression={run.task === 'regression'}
          window={run.spec.window}
        />
      ))}
      <WeightsExport run={run} />
      <ProgramExport run={run} />
    </div>
  )
}

interface ExportCardProps {
  readonly record: ExportRecord
  /** Given for the newest: how to run it. */
  readonly fields: readonly FormField[] | undefined
  readonly regression: boolean
  /** Of a forecast. */
  readonly window: SeriesWindow | undefined
}

function ExportCard({ record, fields, regression, window }: ExportCardProps) {
  const { text, format } = useWords()
  const { check, path, createdAt } = record
  const agrees = check.labelsDiffer === 0
  const snippet = fields === undefined ? null : pythonSnippet(path, fields, window)
  return (
    <Section
      title={baseName(path)}
      actions={
        <Button size="small" icon={FolderOpen} onPress={() => void invoke('shell.reveal', { path })}>
          {text('result.showInFolder')}
        </Button>
      }
    >
      <div className="export-card">
        <p className={agrees ? 'export-verdict' : 'export-verdict export-verdict-attention'}>
          {agrees ? <Check className="icon" aria-hidden /> : <TriangleAlert className="icon" aria-hidden />}
          {agrees
            ? text('result.exportAgrees', { count: check.rows })
            : text('result.exportDiffers', { count: check.labelsDiffer, rows: format.integer(check.rows) })}
        </p>
        <Facts
          facts={[
            [text('result.path'), <code key="path">{path}</code>],
            [text('result.size'), format.bytes(check.bytes)],
            [text('result.rowsChecked'), format.integer(check.rows)],
            [
              text(regression ? 'result.largestValueDifference' : 'result.largestProbabilityDifference'),
              format.number(check.largestDifference, 2),
            ],
            [text('result.labelsDiffer'), regression ? null : format.integer(check.labelsDiffer)],
            [text('result.written'), format.dateTime(createdAt)],
            ['SHA-256', <code key="sha">{check.sha256}</code>],
          ]}
        />
        {snippet !== null && (
          <figure className="export-snippet">
            <figcaption>
              <span className="quiet">{text('result.inPython')}</span>
              <CopyButton value={snippet} />
            </figcaption>
            <pre>
              <code>{snippet}</code>
            </pre>
            <p className="caption muted">
              {text(window === undefined ? 'result.snippetMissing' : 'result.snippetSeries')}
            </p>
          </figure>
        )}
      </div>
    </Section>
  )
}
