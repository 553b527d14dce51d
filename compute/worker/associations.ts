/** How strongly each column of a dataset goes along with one of them. */
import { associationOf, type Measured } from '../data/profile/association.ts'
import type { TableReader } from '../data/table-reader.ts'
import type { Association } from '../spec/association.ts'
import type { ImportedTable } from '../spec/dataset.ts'

/** Of more rows than this, the first ones are looked at. */
const mostRows = 200_000

/** Columns that have no such measure, such as texts, are left out. @throws StudioError bad-request for a target that isn't there */
export async function associationsWith(
  reader: TableReader,
  { profile }: ImportedTable,
  target: string,
): Promise<Association[]> {
  const kinds = new Map(profile.columns.map(({ name, kind }) => [name, kind]))
  const read = async (name: string): Promise<Measured | null> => {
    const kind = kinds.get(name)
    if (kind === 'date') {
      const times = await reader.times(name)
      return times === null ? null : { kind: 'amounts', values: times.values.subarray(0, mostRows) }
    }
    if (kind !== 'number' && kind !== 'category') return null
    const range = { from: 0, to: Math.min(mostRows, reader.rows) }
    const values = (await reader.columns([name], range)).columns.get(name)
    if (values === undefined) return null
    return values.kind === 'number' ? { kind: 'amounts', values: values.values } : { ...values, kind: 'categories' }
  }
  const answer = await read(target)
  if (answer === null) return []
  const found: Association[] = []
  for (const { name } of profile.columns) {
    const column = name === target ? null : await read(name)
    const association = column === null ? null : associationOf(column, answer)
    if (association !== null) found.push({ column: name, ...association })
  }
  return found
}
