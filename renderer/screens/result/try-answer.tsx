/** Try the model on a passage and a question of one's own: the answer is marked in the passage while both are typed. */
import { useState } from 'react'
import type { Prediction } from '../../../compute/spec/evaluation.ts'
import type { Answering } from '../../../compute/spec/answering.ts'
import type { RunRecord } from '../../../main/ipc/contract/records.ts'
import { useRequest } from '../../bridge/hooks.ts'
import { useRested } from '../../bridge/use-rested.ts'
import { Button } from '../../components/button.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { TextField } from '../../components/field.tsx'
import { PassageText } from '../../components/passage-text.tsx'
import { Waiting } from '../../components/progress.tsx'
import { useWords } from '../../i18n/words.ts'
import './answering-result.css'
import './try-panel.css'

/** Long enough that a word is typed to its end: the model reads the whole passage each time. */
const pauseBefore = 400

export interface TryAnswerProps {
  readonly run: RunRecord
  readonly answering: Answering
}

/** See the file's head. It begins with a question of the test rows. */
export function TryAnswer({ run, answering }: TryAnswerProps) {
  const first = useRequest('runs.answers', { id: run.id, verdict: null, offset: 0, limit: 1 })
  if (first.error !== null) return <ErrorNotice error={first.error} />
  if (first.data === undefined) return <Waiting />
  const [one] = first.data.answers
  return (
    <TryForm run={run} answering={answering} example={{ passage: one?.context ?? '', question: one?.question ?? '' }} />
  )
}

interface Asked {
  readonly passage: string
  readonly question: string
}

function TryForm({ run, answering, example }: TryAnswerProps & { readonly example: Asked }) {
  const { text } = useWords()
  const [asked, setAsked] = useState(example)
  const rested = useRested(asked, pauseBefore)
  return (
    <div className="try try-answer">
      <form className="try-form" onSubmit={(event) => event.preventDefault()}>
        <div className="try-head">
          <p className="quiet">{text('result.answering.tryLead')}</p>
          <Button size="small" isDisabled={asked === example} onPress={() => setAsked(example)}>
            {text('result.answering.example')}
          </Button>
        </div>
        <TextField
          label={text('result.answering.yourQuestion')}
          value={asked.question}
          onChange={(question) => setAsked({ ...asked, question })}
          lines={2}
          maxLength={2000}
        />
        <TextField
          label={text('result.answering.yourPassage')}
          value={asked.passage}
          onChange={(passage) => setAsked({ ...asked, passage })}
          lines={12}
          maxLength={50_000}
        />
      </form>
      <aside className="try-result" aria-live="polite" aria-label={text('result.prediction')}>
        <AnswerOf run={run} answering={answering} asked={rested} />
      </aside>
    </div>
  )
}

function AnswerOf({ run, answering, asked }: TryAnswerProps & { readonly asked: Asked }) {
  const { text } = useWords()
  const isEmpty = asked.passage.trim() === '' || asked.question.trim() === ''
  const answer = useRequest(
    'runs.predict',
    { id: run.id, cells: { [answering.context]: asked.passage, [answering.question]: asked.question } },
    { enabled: !isEmpty, keepPrevious: true },
  )
  if (answer.error !== null) return <ErrorNotice error={answer.error} />
  if (isEmpty) return <p className="quiet">{text('result.answering.nothing')}</p>
  if (answer.data?.task !== 'answering') return <Waiting />
  return <Answered found={answer.data} passage={asked.passage} />
}

interface AnsweredProps {
  readonly found: Extract<Prediction, { task: 'answering' }>
  readonly passage: string
}

/** The answer, how sure the model is of it, and where it stands; or that there is none, with what would have been the best. */
function Answered({ found: { answer, probability, otherwise }, passage }: AnsweredProps) {
  const { text, format } = useWords()
  const within =
    answer !== null && answer.end <= passage.length && passage.slice(answer.start, answer.end) === answer.text
  return (
    <>
      <p className="caption muted">{text('result.answering.answer')}</p>
      <p className="answering-best">{answer === null ? text('result.answering.noAnswerHere') : answer.text}</p>
      <p className="caption quiet">{text('result.labelling.sureness', { share: format.percent(probability) })}</p>
      {answer === null && otherwise !== null && (
        <p className="caption muted">{text('result.answering.otherwise', { answer: otherwise.text })}</p>
      )}
      <PassageText passage={passage} found={within ? answer : null} label={text('result.answering.inPassage')} />
    </>
  )
}
