/** What the tables of reports in the terminal have in common. */
import type { Translator } from '../i18n/translator.ts'
import type { Terminal } from './terminal.ts'
import { type TableColumn, textTable } from './text-table.ts'

export const left = (title: string): TableColumn => ({ title, align: 'left' })
export const right = (title: string): TableColumn => ({ title, align: 'right' })

/** Writes a table, its title row dimmed. */
export type Print = (columns: readonly TableColumn[], rows: readonly (readonly string[])[]) => void

export const printer =
  (terminal: Terminal): Print =>
  (columns, rows) =>
    terminal.lines(textTable(columns, rows, terminal.width, (line) => terminal.style(line, 'dim')))

/** The columns of figures beside a baseline's. */
export const comparedColumns = ({ text }: Translator): readonly TableColumn[] => [
  left(text('evaluation.metric')),
  right(text('evaluation.model')),
  right(text('evaluation.baseline')),
  left(''),
]

/** A share beside the baseline's, of which more is better. */
export const comparedShares = (
  { text, formats }: Translator,
  name: string,
  own: number,
  theirs: number,
): readonly string[] => [
  text(`evaluation.metrics.${name}`),
  formats.percent(own, 1),
  formats.percent(theirs, 1),
  text(own > theirs ? 'evaluation.better' : 'evaluation.notBetter'),
]
