/** Shows how good labels of words are on the test rows: what was found of each type of entity, beside the baseline. */
import type { LabellingEvaluation } from '../../compute/spec/sequence-evaluation.ts'
import type { Translator } from '../i18n/translator.ts'
import { comparedColumns, comparedShares, left, printer, right } from './report-table.ts'
import type { Terminal } from './terminal.ts'

/** Types beyond these are not listed. */
const mostListed = 30

/** See the file's head. */
export function showLabelling(terminal: Terminal, words: Translator, report: LabellingEvaluation): void {
  const { text, formats } = words
  const share = (value: number) => formats.percent(value, 1)
  const print = printer(terminal)
  terminal.line(terminal.style(text('evaluation.title', { rows: report.rows }), 'bold'))
  const { model, baseline } = report
  const line = (name: string, own: number, theirs: number) => comparedShares(words, name, own, theirs)
  print(comparedColumns(words), [
    ...(model.entities === null || baseline.entities === null
      ? []
      : [
          line('entityF1', model.entities.f1, baseline.entities.f1),
          line('entityPrecision', model.entities.precision, baseline.entities.precision),
          line('entityRecall', model.entities.recall, baseline.entities.recall),
        ]),
    line('wordAccuracy', model.stepAccuracy, baseline.stepAccuracy),
  ])
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
