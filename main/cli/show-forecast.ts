/** Shows how good forecasts are on the test windows, for each of some steps ahead, beside the naive ones. */
import type { ForecastErrors, ForecastEvaluation } from '../../compute/spec/sequence-evaluation.ts'
import type { Translator } from '../i18n/translator.ts'
import { left, printer, right } from './report-table.ts'
import type { Terminal } from './terminal.ts'
import type { TableColumn } from './text-table.ts'

/** Steps ahead that are listed, at most. */
const mostListed = 12

type Line = Pick<ForecastEvaluation, 'model' | 'naive' | 'seasonal'>

/** See the file's head. */
export function showForecast(terminal: Terminal, words: Translator, report: ForecastEvaluation): void {
  const { text, formats } = words
  const { ahead, seasonal, season } = report
  const figure = (errors: ForecastErrors | null) => (errors === null ? '' : formats.number(errors.mae, 4))
  const lineOf = (name: string, { model, naive, seasonal: own }: Line) => {
    const better = model.mae < naive.mae && (own === null || model.mae < own.mae)
    const figures = [model, naive, ...(seasonal === null ? [] : [own])].map(figure)
    return [name, ...figures, text(better ? 'evaluation.better' : 'evaluation.notBetter')]
  }
  const columns: readonly TableColumn[] = [
    right(text('evaluation.forecast.ahead')),
    right(text('evaluation.model')),
    right(text('evaluation.forecast.naive')),
    ...(seasonal === null ? [] : [right(text('evaluation.forecast.seasonal'))]),
    left(''),
  ]
  const every = Math.ceil(ahead.length / mostListed)
  const listed = ahead.filter(({ steps }) => steps === 1 || steps % every === 0 || steps === ahead.length)
  const rows = [
    ...listed.map((each) => lineOf(formats.integer(each.steps), each)),
    lineOf(text('evaluation.forecast.all'), report),
  ]
  terminal.line(terminal.style(text('evaluation.forecast.title', { count: report.rows }), 'bold'))
  printer(terminal)(columns, rows)
  terminal.paragraph(
    season === null ? text('evaluation.forecast.naiveIs') : text('evaluation.forecast.seasonalIs', { season }),
  )
}
