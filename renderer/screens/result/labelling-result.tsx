/** The figures of labels of words: scores, each type of entity, what words are taken for, and the sentences with the most mistakes. */
import { useState } from 'react'
import type { LabellingEvaluation } from '../../../compute/spec/sequence-evaluation.ts'
import { ConfusionMatrix, type ConfusionCell } from '../../charts/static/confusion-matrix.tsx'
import { Button } from '../../components/button.tsx'
import { EntityText } from '../../components/entity-text.tsx'
import { Section } from '../../components/page.tsx'
import { useWords } from '../../i18n/words.ts'
import './labelling-result.css'
import './result-screen.css'
import { ScoreTable } from './score-table.tsx'
import { honestShare, labellingScores } from './scores.ts'
import './tables.css'

/** Sentences that are shown before more are asked for, and with each time they are. */
const [shownFirst, shownMore] = [5, 20]
/** With more types than this the matrix needs the whole width. */
const manyTypes = 10

/** See the file's head. */
export function LabellingResult({ report }: { readonly report: LabellingEvaluation }) {
  const { text } = useWords()
  const [cell, setCell] = useState<ConfusionCell | null>(null)
  const { labels, counts } = report.confusion
  return (
    <>
      <div className={labels.length > manyTypes ? 'result-pair result-pair-below' : 'result-pair'}>
        <div className="result-stack">
          <Section title={text('result.scores')}>
            <ScoreTable scores={labellingScores(report)} />
          </Section>
          {report.perEntity.length > 0 && (
            <Section title={text('result.labelling.types')}>
              <TypeTable report={report} />
            </Section>
          )}
        </div>
        <Section title={text('result.labelling.confusion')} lead={text('result.labelling.confusionLead')}>
          <ConfusionMatrix
            labels={labels}
            counts={counts}
            selected={cell}
            onSelect={setCell}
            label={text('result.labelling.confusion')}
          />
        </Section>
      </div>
      <Mistakes report={report} cell={cell} onAll={() => setCell(null)} />
    </>
  )
}

/** Precision, recall, F1 and number of each type of entity, the most frequent first. */
function TypeTable({ report: { perEntity } }: { readonly report: LabellingEvaluation }) {
  const { text, format } = useWords()
  const share = (value: number) => format.percent(honestShare(value))
  const columns = ['precision', 'recall', 'f1', 'support'] as const
  return (
    <table className="figures-table">
      <thead>
        <tr>
          <th scope="col">{text('result.labelling.columns.type')}</th>
          {columns.map((column) => (
            <th key={column} scope="col" className="number">
              {text(`result.labelling.columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {[...perEntity]
          .sort((a, b) => b.support - a.support)
          .map(({ type, precision, recall, f1, support }) => (
            <tr key={type}>
              <th scope="row" title={type}>
                {type}
              </th>
              <td className="number">{share(precision)}</td>
              <td className="number">{share(recall)}</td>
              <td className="number figures-strong">{share(f1)}</td>
              <td className="number">{format.integer(support)}</td>
            </tr>
          ))}
      </tbody>
    </table>
  )
}

interface MistakesProps {
  readonly report: LabellingEvaluation
  readonly cell: ConfusionCell | null
  readonly onAll: () => void
}

/** The type that a label stands for in the matrix. */
const typeIn = (types: readonly string[], label: string): string => (types.includes(label) ? label : label.slice(2))

/** Sentences with wrong labels as they are and as they were labelled; of a cell of the matrix, those with a word in it. */
function Mistakes({ report, cell, onAll }: MistakesProps) {
  const { text, format } = useWords()
  const [shown, setShown] = useState(shownFirst)
  const types = report.confusion.labels
  const [actualType, predictedType] = cell === null ? [] : [types[cell.actual], types[cell.predicted]]
  const all =
    cell === null
      ? report.mistakes
      : report.mistakes.filter(({ actual, predicted }) =>
          actual.some(
            (label, word) =>
              typeIn(types, label) === actualType && typeIn(types, predicted[word] ?? '') === predictedType,
          ),
        )
  const more = Math.min(shownMore, all.length - shown)
  return (
    <Section
      title={
        cell === null
          ? text('result.labelling.mistakes')
          : text('result.mistake', {
              actual: actualType ?? '',
              predicted: predictedType ?? '',
              count: report.confusion.counts[cell.actual]?.[cell.predicted] ?? 0,
            })
      }
      lead={
        report.wrongRows === 0
          ? text('result.labelling.noMistakes')
          : text('result.labelling.mistakesLead', { count: report.wrongRows, rows: format.integer(report.rows) })
      }
      actions={
        cell !== null && (
          <Button size="small" variant="quiet" onPress={onAll}>
            {text('common.close')}
          </Button>
        )
      }
    >
      {report.shortened > 0 && (
        <p className="caption muted">
          {text('result.labelling.shortened', { count: report.shortened, label: report.baseline.predicts })}
        </p>
      )}
      <ol className="labelled-list">
        {all.slice(0, shown).map((mistake) => (
          <li key={mistake.row}>
            <Sentence mistake={mistake} types={types} />
          </li>
        ))}
      </ol>
      {more > 0 && (
        <Button size="small" onPress={() => setShown(shown + shownMore)}>
          {text('result.labelling.more', { count: more })}
        </Button>
      )}
    </Section>
  )
}

interface SentenceProps {
  readonly mistake: LabellingEvaluation['mistakes'][number]
  readonly types: readonly string[]
}

function Sentence({ mistake: { row, words, actual, predicted, mistakes }, types }: SentenceProps) {
  const { text } = useWords()
  const wrong = new Set(words.flatMap((_, word) => (actual[word] === predicted[word] ? [] : [word])))
  return (
    <>
      <p className="caption muted">
        {text('result.labelling.sentence', { row })} · {text('result.labelling.wrong', { count: mistakes })}
      </p>
      <div className="labelled-pair">
        <span className="caption quiet">{text('result.labelling.actual')}</span>
        <EntityText words={words} labels={actual} types={types} />
        <span className="caption quiet">{text('result.labelling.predicted')}</span>
        <EntityText words={words} labels={predicted} types={types} wrong={wrong} />
      </div>
    </>
  )
}
