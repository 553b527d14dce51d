/** Aligned tables for a terminal. */
import { pad, textWidth, truncate } from './text-width.ts'

export interface TableColumn {
  readonly title: string
  readonly align: 'left' | 'right'
}

const gap = '  '
/** A column is never cut narrower than this. */
const narrowest = 6

/**
 * A table as lines: a title row, a rule, the rows. Where it would be wider than `width`, the widest columns are cut.
 *
 * @param style how the title row is written, for example dimmed
 */
export function textTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  width: number,
  style: (text: string) => string = (text) => text,
): string[] {
  const widths = columns.map(({ title }, at) =>
    Math.max(textWidth(title), ...rows.map((row) => textWidth(row[at] ?? ''))),
  )
  shrink(widths, width - gap.length * (columns.length - 1))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) =>
        pad(truncate(cell, widths[at]!), widths[at]!, columns[at]!.align === 'left' ? 'right' : 'left'),
      )
      .join(gap)
      .trimEnd()
  const rule = widths.map((each) => '─'.repeat(each)).join(gap)
  return [style(line(columns.map(({ title }) => title))), style(rule), ...rows.map(line)]
}

/** Takes from the widest columns, one by one, until all fit. */
function shrink(widths: number[], available: number): void {
  let excess = widths.reduce((sum, width) => sum + width, 0) - available
  for (; excess > 0; excess--) {
    const widest = widths.indexOf(Math.max(...widths))
    if (widths[widest]! <= narrowest) return
    widths[widest]!--
  }
}
