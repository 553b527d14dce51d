/** Shows how good a model is on the test rows, beside the baseline. */
import {
  type ClassificationReport,
  type EvaluationReport,
  type MetricName,
  metrics,
} from '../../compute/spec/evaluation.ts'
import type { Formats } from '../../compute/spec/value-formats.ts'
import type { Translator } from '../i18n/translator.ts'
import { comparedColumns, left, type Print, printer, right } from './report-table.ts'
import { showAnswering } from './show-answering.ts'
import { showForecast } from './show-forecast.ts'
import { showLabelling } from './show-labelling.ts'
import type { Terminal } from './terminal.ts'

/** A confusion matrix of more classes than this is shown as a list of what is confused most. */
const mostMatrixClasses = 10
/** Classes beyond these are not listed. */
const mostListedClasses = 30

/** The metrics of a task as they stand in a table. */
export function showReport(terminal: Terminal, words: Translator, report: EvaluationReport): void {
  const { text, formats } = words
  if (report.task === 'forecast') {
    showForecast(terminal, words, report)
    return
  }
  if (report.task === 'answering') {
    showAnswering(terminal, words, report)
    return
  }
  if (report.task === 'labelling') {
    showLabelling(terminal, words, report)
    return
  }
  const print = printer(terminal)
  terminal.line(terminal.style(text('evaluation.title', { rows: report.rows }), 'bold'))
  const names = (Object.keys(metrics) as MetricName[]).filter((name) => metrics[name].task === report.task)
  const figures = (scores: object) => scores as Readonly<Record<MetricName, number>>
  const rows = names.map((name) => {
    const [model, baseline] = [figures(report.model)[name], figures(report.baseline)[name]]
    const better = metrics[name].better === 'higher' ? model > baseline : model < baseline
    return [
      text(`evaluation.metrics.${name}`),
      metricText(name, model, formats),
      metricText(name, baseline, formats),
      text(better ? 'evaluation.better' : 'evaluation.notBetter'),
    ]
  })
  print(comparedColumns(words), rows)
  const predicts =
    report.task === 'classification' ? report.baseline.predicts : formats.number(report.baseline.predicts)
  terminal.paragraph(text(`evaluation.baselineIs.${report.task}`, { predicts }))
  if (report.task !== 'classification') return
  terminal.line()
  showClasses(words, report, print)
  terminal.line()
  terminal.line(terminal.style(text('evaluation.confusion'), 'bold'))
  if (report.labels.length <= mostMatrixClasses) showMatrix(words, report, print)
  else showConfusions(words, report, print)
}

/** A metric's value: shares in per cent, the rest in four significant digits. */
export function metricText(name: MetricName, value: number, formats: Formats): string {
  return metrics[name].percent ? formats.percent(value, 1) : formats.number(value, 4)
}

function showClasses({ text, formats }: Translator, { perClass }: ClassificationReport, print: Print): void {
  const rows = perClass
    .slice(0, mostListedClasses)
    .map(({ label, precision, recall, f1, support }) => [
      label,
      ...[precision, recall, f1].map((share) => formats.percent(share, 1)),
      formats.integer(support),
    ])
  const title = (key: string) => text(`evaluation.${key}`)
  print(
    [
      left(title('class')),
      right(title('precision')),
      right(title('recall')),
      right(title('f1')),
      right(title('support')),
    ],
    rows,
  )
}

/** Actual classes down, predicted ones across; the diagonal is what was right. */
function showMatrix({ text, formats }: Translator, { labels, confusion }: ClassificationReport, print: Print): void {
  const rows = confusion.map((counts, actual) => [
    labels[actual]!,
    ...counts.map((count, predicted) =>
      actual === predicted ? `[${formats.integer(count)}]` : count === 0 ? '·' : formats.integer(count),
    ),
  ])
  print([left(text('evaluation.actualPredicted')), ...labels.map(right)], rows)
}

/** The ten most frequent confusions. */
function showConfusions(
  { text, formats }: Translator,
  { labels, confusion }: ClassificationReport,
  print: Print,
): void {
  const pairs = confusion.flatMap((counts, actual) =>
    counts.flatMap((count, predicted) => (actual === predicted || count === 0 ? [] : [{ actual, predicted, count }])),
  )
  const worst = pairs.sort((a, b) => b.count - a.count).slice(0, 10)
  const rows = worst.map(({ actual, predicted, count }) => [
    labels[actual]!,
    labels[predicted]!,
    formats.integer(count),
  ])
  print([left(text('evaluation.actual')), left(text('evaluation.predicted')), right(text('evaluation.support'))], rows)
}
