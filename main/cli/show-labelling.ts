/** Shows how good labels of words are on the test rows: what was found of each type of entity, beside the baseline. */
import type { LabellingEvaluation } from '../../compute/spec/sequence-evaluation.ts'
import type { Translator } from '../i18n/translator.ts'
import type { Terminal } from './terminal.ts'
import { type TableColumn, textTable } from './text-table.ts'

/** Types beyond these are not listed. */
const mostListed = 30

/** See the file's head. */
export function showLabelling(terminal: Terminal, words: Translator, report: LabellingEvaluation): void {
  const { text, formats } = words
  const left = (title: string): TableColumn => ({ title, align: 'left' })
  const right = (title: string): TableColumn => ({ title, align: 'right' })
  const share = (value: number) => formats.percent(value, 1)
  const print = (columns: readonly TableColumn[], rows: readonly (readonly string[])[]) =>
    terminal.lines(textTable(columns, rows, terminal.width, (line) => terminal.style(line, 'dim')))
  terminal.line(terminal.style(text('evaluation.title', { rows: report.rows }), 'bold'))
  const { model, baseline } = report
  const line = (name: string, own: number, theirs: number) => [
    text(`evaluation.metrics.${name}`),
    share(own),
    share(theirs),
    text(own > theirs ? 'evaluation.better' : 'evaluation.notBetter'),
  ]
  print(
    [left(text('evaluation.metric')), right(text('evaluation.model')), right(text('evaluation.baseline')), left('')],
    [
      ...(model.entities === null || baseline.entities === null
        ? []
        : [
            line('entityF1', model.entities.f1, baseline.entities.f1),
            line('entityPrecision', model.entities.precision, baseline.entities.precision),
            line('entityRecall', model.entities.recall, baseline.entities.recall),
          ]),
      line('wordAccuracy', model.stepAccuracy, baseline.stepAccuracy),
    ],
  )
  terminal.paragraph(text('evaluation.baselineIs.labelling', { predicts: baseline.predicts }))
  if (report.perEntity.length === 0) return
  terminal.line()
  print(
    [
      left(text('evaluation.entity')),
      ...['precision', 'recall', 'f1', 'entities'].map((key) => right(text(`evaluation.${key}`))),
    ],
    report.perEntity
      .slice(0, mostListed)
      .map(({ type, precision, recall, f1, support }) => [
        type,
        ...[precision, recall, f1].map(share),
        formats.integer(support),
      ]),
  )
}
