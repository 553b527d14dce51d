/** Shows how good answers to questions are on the test rows, beside always answering from the same place. */
import type { AnsweringEvaluation } from '../../compute/spec/sequence-evaluation.ts'
import type { Translator } from '../i18n/translator.ts'
import type { Terminal } from './terminal.ts'
import { type TableColumn, textTable } from './text-table.ts'

/** See the file's head. */
export function showAnswering(terminal: Terminal, words: Translator, report: AnsweringEvaluation): void {
  const { text, formats } = words
  const left = (title: string): TableColumn => ({ title, align: 'left' })
  const right = (title: string): TableColumn => ({ title, align: 'right' })
  const share = (value: number) => formats.percent(value, 1)
  const print = (columns: readonly TableColumn[], rows: readonly (readonly string[])[]) =>
    terminal.lines(textTable(columns, rows, terminal.width, (line) => terminal.style(line, 'dim')))
  terminal.line(terminal.style(text('evaluation.title', { rows: report.rows }), 'bold'))
  const { model, baseline, answerable, unanswerable, verdicts, scoring } = report
  const line = (name: string, own: number, theirs: number) => [
    text(`evaluation.metrics.${name}`),
    share(own),
    share(theirs),
    text(own > theirs ? 'evaluation.better' : 'evaluation.notBetter'),
  ]
  print(
    [left(text('evaluation.metric')), right(text('evaluation.model')), right(text('evaluation.baseline')), left('')],
    [line('answerF1', model.f1, baseline.f1), line('answerExact', model.exactMatch, baseline.exactMatch)],
  )
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
