/** The figures of answers to questions: scores, what has an answer and what has none, and the questions with both answers marked. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { answerVerdicts, type AnswerVerdict, type JudgedAnswer } from '../../../compute/spec/answering.ts'
import type { AnsweringEvaluation } from '../../../compute/spec/sequence-evaluation.ts'
import { invoke } from '../../bridge/invoke.ts'
import { Button } from '../../components/button.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Section } from '../../components/page.tsx'
import { PassageText } from '../../components/passage-text.tsx'
import { Waiting } from '../../components/progress.tsx'
import { Segments } from '../../components/select.tsx'
import { useWords } from '../../i18n/words.ts'
import './answering-result.css'
import './result-screen.css'
import { ScoreTable } from './score-table.tsx'
import { answeringScores, honestShare } from './scores.ts'
import './tables.css'

/** Questions that are shown before more are asked for, with each time they are, and at most. */
const [shownFirst, shownMore, most] = [5, 20, 500]

export interface AnsweringResultProps {
  readonly id: string
  readonly report: AnsweringEvaluation
}

/** See the file's head. */
export function AnsweringResult({ id, report }: AnsweringResultProps) {
  const { text } = useWords()
  return (
    <>
      <div className="result-pair">
        <Section title={text('result.scores')}>
          <ScoreTable scores={answeringScores(report)} />
          <p className="caption muted answering-note">{text(`result.answering.scoring.${report.scoring}`)}</p>
        </Section>
        {report.unanswerable !== null && (
          <Section title={text('result.answering.kinds')}>
            <KindTable report={report} unanswerable={report.unanswerable} />
          </Section>
        )}
      </div>
      <Answers id={id} report={report} />
    </>
  )
}

interface KindTableProps {
  readonly report: AnsweringEvaluation
  readonly unanswerable: NonNullable<AnsweringEvaluation['unanswerable']>
}

/** Questions that have an answer beside those that have none. */
function KindTable({ report: { answerable }, unanswerable }: KindTableProps) {
  const { text, format } = useWords()
  const share = (value: number) => format.percent(honestShare(value))
  return (
    <table className="figures-table">
      <thead>
        <tr>
          <th scope="col">{text('result.answering.kind')}</th>
          <th scope="col" className="number">
            {text('result.answering.questions')}
          </th>
          <th scope="col" className="number">
            {text('result.metrics.answerExact.name')}
          </th>
          <th scope="col" className="number">
            {text('result.metrics.answerF1.name')}
          </th>
        </tr>
      </thead>
      <tbody>
        {(
          [
            ['answerable', answerable],
            ['unanswerable', unanswerable],
          ] as const
        ).map(([kind, { rows, exactMatch, f1 }]) => (
          <tr key={kind}>
            <th scope="row">{text(`result.answering.${kind}`)}</th>
            <td className="number">{format.integer(rows)}</td>
            <td className="number">{share(exactMatch)}</td>
            <td className="number figures-strong">{share(f1)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Test questions, of one verdict or of all, the least right first. */
function Answers({ id, report: { verdicts, rows, cut } }: AnsweringResultProps) {
  const { text, format } = useWords()
  const [verdict, setVerdict] = useState<AnswerVerdict | 'all'>('all')
  const [shown, setShown] = useState(shownFirst)
  const asked = { id, verdict: verdict === 'all' ? null : verdict, offset: 0, limit: shown }
  const { data, error } = useQuery({
    queryKey: ['runs.answers', asked],
    queryFn: () => invoke('runs.answers', asked),
    placeholderData: keepPreviousData,
  })
  const more = data === undefined ? 0 : Math.min(shownMore, most - shown, data.total - shown)
  const counts = { all: rows, ...verdicts }
  return (
    <Section
      title={text('result.answering.answers')}
      lead={text('result.answering.answersLead')}
      actions={
        <Segments
          label={text('result.answering.filter')}
          labelHidden
          value={verdict}
          onChange={(chosen) => {
            setVerdict(chosen)
            setShown(shownFirst)
          }}
          options={(['all', ...answerVerdicts] as const).map((value) => ({
            value,
            label: `${text(`result.answering.verdicts.${value}`)} ${format.integer(counts[value])}`,
          }))}
        />
      }
    >
      <p className="caption muted passage-key">
        <span className="passage-given">{text('result.answering.given')}</span>
        {' · '}
        <span className="passage-found">{text('result.answering.found')}</span>
        {cut > 0 && ` · ${text('result.answering.cut', { count: cut })}`}
      </p>
      {error !== null && <ErrorNotice error={error} />}
      {data === undefined && error === null && <Waiting />}
      {data?.total === 0 && <p className="quiet">{text('result.answering.none')}</p>}
      <ol className="answering-list">
        {data?.answers.map((answer) => (
          <li key={answer.row}>
            <Answer answer={answer} />
          </li>
        ))}
      </ol>
      {more > 0 && (
        <Button size="small" onPress={() => setShown(shown + more)}>
          {text('result.answering.more', { count: more })}
        </Button>
      )}
    </Section>
  )
}

function Answer({
  answer: { row, question, context, given, others, found, f1, verdict },
}: {
  readonly answer: JudgedAnswer
}) {
  const { text, format } = useWords()
  const none = text('result.answering.noAnswer')
  return (
    <>
      <p className="caption muted">
        {text('result.labelling.sentence', { row })} · {text(`result.answering.verdict.${verdict}`)}
        {verdict === 'partly' && ` · F1 ${format.percent(f1)}`}
      </p>
      <p className="answering-question">{question}</p>
      <dl className="answering-pair">
        <dt className="caption quiet">{text('result.answering.given')}</dt>
        <dd>
          {given === null ? <span className="quiet">{none}</span> : given.text}
          {others.length > 0 && (
            <span className="caption muted"> {text('result.answering.orAlso', { answers: others.join(' / ') })}</span>
          )}
        </dd>
        <dt className="caption quiet">{text('result.answering.found')}</dt>
        <dd>
          <span className={verdict === 'wrong' ? 'answering-wrong' : undefined}>{found.answer?.text ?? none}</span>{' '}
          <span className="caption muted">
            {text('result.labelling.sureness', { share: format.percent(found.probability) })}
          </span>
        </dd>
      </dl>
      <PassageText passage={context} given={given} found={found.answer} />
    </>
  )
}
