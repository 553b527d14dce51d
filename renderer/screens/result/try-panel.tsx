/** Try the model on a row of one's own: the prediction follows what is typed. */
import { useEffect, useMemo, useState } from 'react'
import type { Cell } from '../../../compute/spec/dataset.ts'
import type { Prediction } from '../../../compute/spec/evaluation.ts'
import type { FormField, RunRecord } from '../../../main/ipc/contract/records.ts'
import { useRequest } from '../../bridge/hooks.ts'
import { ProbabilityBars } from '../../charts/static/probability-bars.tsx'
import { Button } from '../../components/button.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Waiting } from '../../components/progress.tsx'
import { useWords } from '../../i18n/words.ts'
import { cellsOf, type TryTexts, usualTexts } from './try-fields.ts'
import { TryAnswer } from './try-answer.tsx'
import { TryField } from './try-field.tsx'
import './try-panel.css'
import { TrySentence } from './try-sentence.tsx'

/** Long enough that a number is typed to its end, short enough to feel live. */
const pauseBefore = 120

export function TryPanel({ run }: { readonly run: RunRecord }) {
  const { answering } = run.spec
  if (answering !== undefined) return <TryAnswer run={run} answering={answering} />
  return <TryColumns run={run} />
}

function TryColumns({ run }: { readonly run: RunRecord }) {
  const form = useRequest('runs.form', { id: run.id })
  if (form.error !== null) return <ErrorNotice error={form.error} />
  if (form.data === undefined) return <Waiting />
  const [first] = form.data.fields
  if (run.spec.labelling !== undefined && first !== undefined) return <TrySentence run={run} field={first} />
  return <TryForm run={run} fields={form.data.fields} />
}

const isFile = ({ kind }: FormField) => kind === 'image' || kind === 'audio'

interface TryFormProps {
  readonly run: RunRecord
  readonly fields: readonly FormField[]
}

function TryForm({ run, fields }: TryFormProps) {
  const { text } = useWords()
  const usual = useMemo(() => usualTexts(fields), [fields])
  const [texts, setTexts] = useState<TryTexts>(usual)
  const cells = useMemo(() => cellsOf(fields, texts), [fields, texts])
  const settled = useSettled(cells)
  const ordered = [...fields.filter(isFile), ...fields.filter((field) => !isFile(field))]
  const chosenFiles = Object.fromEntries(fields.filter(isFile).map(({ column }) => [column, texts[column] ?? '']))
  const lead = fields.some(({ kind }) => kind === 'image')
    ? 'result.tryPictureLead'
    : fields.some(({ kind }) => kind === 'audio')
      ? 'result.tryRecordingLead'
      : 'result.tryLead'
  return (
    <div className="try">
      <form className="try-form" onSubmit={(event) => event.preventDefault()}>
        <div className="try-head">
          <p className="quiet">{text(lead)}</p>
          {!fields.every(isFile) && (
            <Button size="small" isDisabled={texts === usual} onPress={() => setTexts({ ...usual, ...chosenFiles })}>
              {text('result.usualValues')}
            </Button>
          )}
        </div>
        <div className="try-fields">
          {ordered.map((field) => (
            <TryField
              key={field.column}
              field={field}
              value={texts[field.column] ?? ''}
              onChange={(value) => setTexts((before) => ({ ...before, [field.column]: value }))}
            />
          ))}
        </div>
      </form>
      <aside className="try-result" aria-live="polite" aria-label={text('result.prediction')}>
        <PredictionOf run={run} cells={settled} />
      </aside>
    </div>
  )
}

/** The newest value that has stayed for a moment; null values are passed over. */
function useSettled(cells: Record<string, Cell> | null): Record<string, Cell> | null {
  const [settled, setSettled] = useState(cells)
  useEffect(() => {
    if (cells === null) return
    const timer = setTimeout(() => setSettled(cells), pauseBefore)
    return () => clearTimeout(timer)
  }, [cells])
  return settled
}

function PredictionOf({ run, cells }: { readonly run: RunRecord; readonly cells: Record<string, Cell> | null }) {
  const { text } = useWords()
  const answer = useRequest(
    'runs.predict',
    { id: run.id, cells: cells ?? {} },
    { enabled: cells !== null, keepPrevious: true },
  )
  return (
    <>
      <p className="caption muted">{text('result.predictedTarget', { target: run.target })}</p>
      {answer.error !== null ? (
        <ErrorNotice error={answer.error} />
      ) : cells === null && answer.data === undefined ? (
        <p className="quiet">{text('result.nothingChosen')}</p>
      ) : answer.data === undefined ? (
        <Waiting />
      ) : (
        <Predicted prediction={answer.data} />
      )}
    </>
  )
}

function Predicted({ prediction }: { readonly prediction: Prediction }) {
  const { text, format } = useWords()
  // Sentences are labelled and questions answered in panels of their own.
  if (prediction.task === 'labelling' || prediction.task === 'answering') return null
  if (prediction.task === 'regression') return <p className="try-figure">{format.number(prediction.value, 5)}</p>
  return (
    <>
      <p className="try-figure">{prediction.label}</p>
      <ProbabilityBars probabilities={prediction.probabilities} label={text('result.probabilities')} />
    </>
  )
}
