/** Try the model on a sentence of one's own: it is cut into words and labelled while it is typed. */
import { useState } from 'react'
import type { Prediction } from '../../../compute/spec/evaluation.ts'
import type { FormField, RunRecord } from '../../../main/ipc/contract/records.ts'
import { useRequest } from '../../bridge/hooks.ts'
import { useRested } from '../../bridge/use-rested.ts'
import { Button } from '../../components/button.tsx'
import { EntityText, marksOf } from '../../components/entity-text.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { TextField } from '../../components/field.tsx'
import { Waiting } from '../../components/progress.tsx'
import { useWords } from '../../i18n/words.ts'
import './labelling-result.css'
import { textOf } from './try-fields.ts'
import './try-panel.css'
import './tables.css'

/** Long enough that a word is typed to its end, short enough to feel live. */
const pauseBefore = 150

export interface TrySentenceProps {
  readonly run: RunRecord
  readonly field: FormField
}

/** See the file's head. */
export function TrySentence({ run, field }: TrySentenceProps) {
  const { text } = useWords()
  const example = textOf(field.usual)
  const [sentence, setSentence] = useState(example)
  const rested = useRested(sentence, pauseBefore)
  return (
    <div className="try">
      <form className="try-form" onSubmit={(event) => event.preventDefault()}>
        <div className="try-head">
          <p className="quiet">{text('result.labelling.tryLead')}</p>
          <Button size="small" isDisabled={sentence === example} onPress={() => setSentence(example)}>
            {text('result.labelling.exampleSentence')}
          </Button>
        </div>
        <TextField
          label={text('result.labelling.yourSentence')}
          value={sentence}
          onChange={setSentence}
          lines={4}
          maxLength={4000}
        />
      </form>
      <aside className="try-result" aria-live="polite" aria-label={text('result.prediction')}>
        <LabelsOf run={run} column={field.column} sentence={rested} />
      </aside>
    </div>
  )
}

interface LabelsOfProps {
  readonly run: RunRecord
  readonly column: string
  readonly sentence: string
}

function LabelsOf({ run, column, sentence }: LabelsOfProps) {
  const { text } = useWords()
  const types = useRequest('runs.report', { id: run.id }).data
  const isEmpty = sentence.trim() === ''
  const answer = useRequest(
    'runs.predict',
    { id: run.id, cells: { [column]: sentence } },
    { enabled: !isEmpty, keepPrevious: true },
  )
  if (answer.error !== null) return <ErrorNotice error={answer.error} />
  if (isEmpty) return <p className="quiet">{text('result.labelling.nothing')}</p>
  if (answer.data?.task !== 'labelling') return <Waiting />
  return <Labelled words={answer.data.words} types={types?.task === 'labelling' ? types.confusion.labels : []} />
}

interface LabelledProps {
  readonly words: Extract<Prediction, { task: 'labelling' }>['words']
  readonly types: readonly string[]
}

/** The sentence with its labels, then each thing that was found with how sure the model is of its least sure word. */
function Labelled({ words, types }: LabelledProps) {
  const { text, format } = useWords()
  const labels = words.map(({ label }) => label)
  const marks = marksOf(labels)
  return (
    <>
      <p className="caption muted">{text('result.labelling.labelled')}</p>
      <EntityText words={words.map((word) => word.text)} labels={labels} types={types} />
      {marks.length === 0 ? (
        <p className="quiet">{text('result.labelling.noEntities')}</p>
      ) : (
        <table className="figures-table labelled-found" aria-label={text('result.labelling.foundIn')}>
          <tbody>
            {marks.map(({ type, first, last }) => {
              const own = words.slice(first, last + 1)
              const sure = Math.min(...own.map(({ probability }) => probability))
              return (
                <tr key={first}>
                  <th scope="row">{own.map((word) => word.text).join(' ')}</th>
                  <td>{type}</td>
                  <td className="number quiet">{text('result.labelling.sureness', { share: format.percent(sure) })}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
    </>
  )
}
