/** Shows how good answers to questions are on the test rows, beside always answering from the same place. */
import type { AnsweringEvaluation } from '../../compute/spec/sequence-evaluation.ts'
import type { Translator } from '../i18n/translator.ts'
import { comparedColumns, comparedShares, left, printer, right } from './report-table.ts'
import type { Terminal } from './terminal.ts'

/** See the file's head. */
export function showAnswering(terminal: Terminal, words: Translator, report: AnsweringEvaluation): void {
  const { text, formats } = words
  const share = (value: number) => formats.percent(value, 1)
  const print = printer(terminal)
  terminal.line(terminal.style(text('evaluation.title', { rows: report.rows }), 'bold'))
  const { model, baseline, answerable, unanswerable, verdicts, scoring } = report
  const line = (name: string, own: number, theirs: number) => comparedShares(words, name, own, theirs)
  print(comparedColumns(words), [
    line('answerF1', model.f1, baseline.f1),
    line('answerExact', model.exactMatch, baseline.exactMatch),
  ])
  terminal.paragraph(
    text(baseline.place === null ? 'evaluation.baselineIs.noAnswer' : 'evaluation.baselineIs.samePlace'),
  )
  terminal.paragraph(text(`evaluation.answering.scoring.${scoring}`))
  terminal.paragraph(text('evaluation.answering.verdicts', { ...verdicts, count: report.rows }))
  if (unanswerable === null) return
  terminal.line()
  print(
    [
      left(text('evaluation.answering.kind')),
      right(text('evaluation.support')),
      ...['answerExact', 'answerF1'].map((key) => right(text(`evaluation.metrics.${key}`))),
    ],
    [
      [
        text('evaluation.answering.answerable'),
        formats.integer(answerable.rows),
        share(answerable.exactMatch),
        share(answerable.f1),
      ],
      [
        text('evaluation.answering.unanswerable'),
        formats.integer(unanswerable.rows),
        share(unanswerable.exactMatch),
        share(unanswerable.f1),
      ],
    ],
  )
}
