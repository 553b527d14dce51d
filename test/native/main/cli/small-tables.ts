/** Small tables for the command line: one to learn from, and others that something is wrong with. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const rows = Array.from({ length: 120 }, (_, row) => row)
const csvOf = (header: string, line: (row: number) => string) => `${header}\n${rows.map(line).join('\n')}\n`
const colour = (row: number) => (Math.sin(row) > 0.2 ? 'red' : 'blue')

const tables = {
  flowers: csvOf(
    'length,width,colour',
    (row) => `${(10 * Math.sin(row)).toFixed(2)},${Math.cos(row * 3).toFixed(3)},${colour(row)}`,
  ),
  /** Always the same answer. */
  same: csvOf('x,y', (row) => `${Math.sin(row)},always`),
  /** A class of one row. */
  single: csvOf('x,y', (row) => `${Math.sin(row)},${row === 41 ? 'rare' : colour(row)}`),
  /** A column without a value. */
  missing: csvOf('x,y,z', (row) => `${Math.sin(row)},,${colour(row)}`),
  /** Five answers. */
  few: csvOf('x,y', (row) => `${row * 1.5},${row < 5 ? colour(row) : ''}`),
  /** A row with a cell too many. */
  uneven: csvOf('x,y', (row) => `${row * 1.5},${colour(row)}${row === 7 ? ',more' : ''}`),
  /** Nothing to learn from but names. */
  names: csvOf('name,y', (row) => `person ${row},${colour(row)}`),
}

/** Writes tables into a folder, each as `<name>.csv`. */
export async function writeTables(folder: string, ...names: readonly (keyof typeof tables)[]): Promise<void> {
  for (const name of names) await writeFile(join(folder, `${name}.csv`), tables[name])
}
