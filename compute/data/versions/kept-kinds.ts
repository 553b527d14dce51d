/**
 * Values that are typed into cells have to be of their column's kind. Elsewhere words in a column of numbers make it one of
 * classes; a slip of the finger must not.
 */
import type { AskedEdit } from '../../spec/data-edit.ts'
import type { ColumnProfile, ImportedTable } from '../../spec/dataset.ts'
import { StudioError } from '../../spec/errors.ts'
import { isDateName } from '../kinds/column-kind.ts'
import { findDateFormats, parseDate } from '../kinds/date-format.ts'
import { parseNumber } from '../kinds/number-text.ts'

/**
 * See the file's head.
 * @param table the version whose cells are typed into
 * @throws StudioError value-not-a-number, value-not-a-date
 */
export function requireKinds(edits: readonly AskedEdit[], { profile, dialect }: ImportedTable): void {
  for (const edit of edits) {
    if (edit.kind !== 'set-values' || edit.value === null) continue
    const column = profile.columns.find(({ name }) => name === edit.column)
    const value = edit.value.trim()
    if (column === undefined || value === '' || dialect.missing.includes(value)) continue
    if (column.kind === 'number' && parseNumber(value, dialect.decimal) === null) {
      throw new StudioError('value-not-a-number', { column: column.name, value })
    }
    if (column.kind === 'date' && !isDateOf(column, value)) {
      const [example = '2020-12-31'] = column.examples
      throw new StudioError('value-not-a-date', { column: column.name, value, example })
    }
  }
}

/** Whether a text is a date written as the column has them. */
function isDateOf({ name, examples }: ColumnProfile, text: string): boolean {
  const found = findDateFormats(examples, isDateName(name))
  return parseDate(text, found?.formats ?? ['%Y-%m-%d']) !== null
}
