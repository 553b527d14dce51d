/** Shows what is in a table. */
import type { ColumnProfile, TableProfile } from '../../compute/spec/dataset.ts'
import type { Translator } from '../i18n/translator.ts'
import { printer } from './report-table.ts'
import type { Terminal } from './terminal.ts'

/** Columns beyond these are only counted. */
const shownColumns = 30
/** Rising bars, for a distribution in a line. */
const bars = '▁▂▃▄▅▆▇█'

/** The profile as a table, a row a column, the target marked. */
export function showProfile(terminal: Terminal, words: Translator, profile: TableProfile, target: string): void {
  const { text, formats } = words
  const title = text('cli.profile.title', { rows: profile.rows, columns: profile.columns.length })
  terminal.line(terminal.style(title, 'bold'))
  const heading = (key: string) => text(`cli.profile.${key}`)
  const shown = profile.columns.slice(0, shownColumns)
  const rows = shown.map((column) => [
    column.name === target ? `${column.name} ◂ ${heading('target')}` : column.name,
    text(`common.kinds.${column.kind}`),
    column.missing === 0
      ? '–'
      : `${formats.integer(column.missing)} (${formats.percent(column.missing / profile.rows)})`,
    formats.integer(column.distinct),
    sparkline(column),
    describeValues(column, words),
  ])
  const columns = [
    { title: heading('column'), align: 'left' },
    { title: heading('kind'), align: 'left' },
    { title: heading('missing'), align: 'right' },
    { title: heading('distinct'), align: 'right' },
    { title: heading('distribution'), align: 'left' },
    { title: heading('values'), align: 'left' },
  ] as const
  printer(terminal)(columns, rows)
  const hidden = profile.columns.length - shown.length
  if (hidden > 0) terminal.line(text('cli.profile.more', { count: hidden }))
}

/** The distribution as a line of bars, at most twelve. */
function sparkline({ distribution }: ColumnProfile): string {
  const step = Math.max(1, Math.ceil(distribution.length / 12))
  const counts: number[] = []
  for (let at = 0; at < distribution.length; at += step) {
    counts.push(distribution.slice(at, at + step).reduce((sum, { count }) => sum + count, 0))
  }
  const most = Math.max(...counts, 1)
  return counts.map((count) => bars[Math.min(bars.length - 1, Math.floor((count / most) * bars.length))]).join('')
}

/** Range and median of numbers, the most frequent of other values. */
function describeValues({ numeric, distribution, examples }: ColumnProfile, { text, formats }: Translator): string {
  if (numeric !== null) {
    const { min, max, median } = numeric
    return text('cli.profile.range', {
      min: formats.number(min),
      max: formats.number(max),
      median: formats.number(median),
    })
  }
  const frequent = distribution.filter(({ label }) => label !== '').slice(0, 3)
  return frequent.length === 0
    ? examples.slice(0, 2).join(', ')
    : frequent.map(({ label, count }) => `${label} (${formats.integer(count)})`).join(', ')
}
