/** Columns that only name or number the rows. A model can learn them by heart, but nothing from them. */
import type { ColumnProfile } from '../../spec/dataset.ts'

const idNames =
  /(?:^|[^a-z])(?:id|ids|uuid|guid|index|key|row|rowid|no|nr|number|unnamed|passengerid|customerid|userid|orderid)(?:$|[^a-z])|[a-z]I[Dd]$|编号|序号|学号|工号|身份证|流水号/i

/** Fewer rows can all be different by chance. */
const fewestRows = 20

/** Whether each row has a value of its own, and the values are those of an id rather than of a measurement. */
export function looksLikeId(column: ColumnProfile, rows: number): boolean {
  const present = rows - column.missing
  if (present < fewestRows || column.distinct < 0.99 * present) return false
  const named = idNames.test(column.name) || /^column \d+$/.test(column.name)
  if (column.kind === 'category') return column.distinct === present
  if (column.kind !== 'number' || column.numeric === null) return false
  const { min, max } = column.numeric
  const whole = column.distribution.length > 0 && Number.isInteger(min) && Number.isInteger(max)
  const counted = whole && max - min === present - 1 && column.distinct === present
  return counted || (named && whole && column.distinct === present)
}
