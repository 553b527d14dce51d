/** The export: what the file holds, writing it, and what the check of each written file found. */
import type { ReactNode } from 'react'
import { Check, FileDown, FolderOpen, TriangleAlert } from 'lucide-react'
import type { RunTask } from '../../../compute/spec/generation.ts'
import { clipSamples } from '../../../compute/spec/sound.ts'
import { answeringBeside } from '../../../compute/spec/answering-file.ts'
import { tokenizerBeside } from '../../../compute/spec/tokenizer-file.ts'
import type { AnyRunRecord, ExportRecord, RunRecord } from '../../../main/ipc/contract/records.ts'
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
  const { window, labelling, answering, model } = run.spec
  const sound = model.family === 'cnn' ? model.sound : undefined
  const tokens = fields?.find(({ kind }) => kind === 'tokens')
  const leadOf = (file: string) =>
    answering !== undefined
      ? text('result.answering.exportLead', { file: tokenizerBeside(file), script: answeringBeside(file).script })
      : window !== undefined
        ? text('result.exportLeadForecast', { history: window.history, horizon: window.horizon })
        : tokens === undefined
          ? sound === undefined
            ? text(labelling === undefined ? 'result.exportLead' : 'result.exportLeadWords')
            : text('result.exportLeadSound', { rate: sound.sampleRate, samples: clipSamples(sound) })
          : text(labelling === undefined ? 'result.exportLeadTokens' : 'result.exportLeadWordTokens', {
              file: tokenizerBeside(file),
            })
  const note =
    answering !== undefined
      ? 'result.answering.snippetNote'
      : window !== undefined
        ? 'result.snippetSeries'
        : sound !== undefined
          ? 'result.snippetSound'
          : labelling !== undefined
            ? 'result.snippetWords'
            : 'result.snippetMissing'
  return (
    <Exports
      run={run}
      exporting={exporting}
      leadOf={leadOf}
      snippetOf={(path) =>
        fields === undefined ? null : pythonSnippet(path, fields, { window, labelling, answering })
      }
      note={text(note)}
      {...(answering === undefined ? {} : { agrees: 'result.answering.exportAgrees' })}
    />
  )
}

export interface ExportsProps extends Pick<ExportCardProps, 'note' | 'agrees'> {
  readonly run: AnyRunRecord
  readonly exporting: ExportJob
  /** What the file takes and gives. @param file its name, or the one that it would have */
  readonly leadOf: (file: string) => ReactNode
  /** How to run a file in Python. */
  readonly snippetOf: (path: string) => string | null
}

/** Writing the file, every file that was written, and what else a run can be exported as. */
export function Exports({ run, exporting, leadOf, snippetOf, note, agrees }: ExportsProps) {
  const { text } = useWords()
  const { job, error, start, cancel } = exporting
  const records = [...run.exportRecords].sort((a, b) => b.createdAt - a.createdAt)
  return (
    <div className="export">
      <p className="export-lead">{leadOf(baseName(records[0]?.path ?? `${run.name}.onnx`))}</p>
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
          snippet={index === 0 ? snippetOf(record.path) : null}
          task={run.task}
          note={note}
          agrees={agrees}
        />
      ))}
      <WeightsExport run={run} />
      <ProgramExport run={run} />
    </div>
  )
}

interface ExportCardProps {
  readonly record: ExportRecord
  /** Given for the newest: how to run it in Python. */
  readonly snippet: string | null
  readonly task: RunTask
  /** What the snippet asks for, in words. */
  readonly note?: string | undefined
  /** What is said where its check found nothing, if not of rows. */
  readonly agrees?: string | undefined
}

/** What the largest difference of a check is of. */
const differences = {
  classification: 'result.largestProbabilityDifference',
  regression: 'result.largestValueDifference',
  generation: 'generation.largestDifference',
} as const satisfies Record<RunTask, string>

/** A written file, and what its check found. */
function ExportCard({ record, snippet, task, note, agrees: sentence }: ExportCardProps) {
  const { text, format } = useWords()
  const { check, path, createdAt } = record
  const agrees = check.labelsDiffer === 0
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
            ? text(sentence ?? (task === 'generation' ? 'generation.exportAgrees' : 'result.exportAgrees'), {
                count: check.rows,
              })
            : text('result.exportDiffers', { count: check.labelsDiffer, rows: format.integer(check.rows) })}
        </p>
        <Facts
          facts={[
            [text('result.path'), <code key="path">{path}</code>],
            [text('result.size'), format.bytes(check.bytes)],
            [text('result.rowsChecked'), format.integer(check.rows)],
            [text(differences[task]), format.number(check.largestDifference, 2)],
            [text('result.labelsDiffer'), task === 'classification' ? format.integer(check.labelsDiffer) : null],
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
            {note !== undefined && <p className="caption muted">{note}</p>}
          </figure>
        )}
      </div>
    </Section>
  )
}
