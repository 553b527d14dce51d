/**
 * A table whose values were left in the Parquet file that they were imported from. The project has an index: where the file is, by
 * what it is known, and how its values are read. SQL then makes of them what an imported table has stored.
 */
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { z } from 'zod'
import { StudioError } from '../../spec/errors.ts'
import { hashSource } from '../source/hash-source.ts'
import { openSource } from '../source/source-file.ts'
import { withinTime } from '../source/within-time.ts'
import { parseSql, withHelpersSql } from './column-sql.ts'
import { parquetTextsSql } from './parquet-texts.ts'
import type { StoredTable } from './read-table.ts'
import type { TableEngine } from './table-engine.ts'
import { type TableLayout, tableLayoutSchema } from './table-layout.ts'
import { layoutSql } from './write-table.ts'

const leftValuesSchema = z.object({
  source: z.object({ path: z.string(), bytes: z.number(), modifiedAt: z.number(), sha256: z.string() }),
  /** Types of all fields of the file. */
  types: z.array(z.string()),
})
/** Where values were left, and what they are. */
export type LeftValues = z.infer<typeof leftValuesSchema>

const indexSchema = leftValuesSchema.extend({ version: z.literal(1), rows: z.int().min(0), layout: tableLayoutSchema })
export type LeftIndex = z.infer<typeof indexSchema>

const ending = '.left.json'

/** Whether a project's file is the index of a table that was left where it was. */
export const isLeftTable = (path: string): boolean => path.endsWith(ending)
/** The name of a table's index, and of its own file once it is copied. */
export const leftName = (fingerprint: string): string => `${fingerprint}${ending}`
export const copyOf = (path: string): string => path.replace(ending, '.parquet')

/** The table over what was left. */
export function leftTable(engine: TableEngine, left: LeftValues, layout: TableLayout, rows: number): StoredTable {
  const { path } = left.source
  const parsed = layout.columns.map((column, i) => parseSql(column, i, `c${i}`, layout))
  const from = withHelpersSql(parsed, parquetTextsSql(path, left.types, true))
  return { engine, path, layout, rows, relation: `(${layoutSql(parsed, from, layout, true)})`, left }
}

/** What the index holds. */
export const leftIndex = ({ left, layout, rows }: StoredTable & { readonly left: LeftValues }): LeftIndex => ({
  ...{ version: 1, ...left },
  ...{ rows, layout },
})

/** @throws StudioError file-not-readable where the index is missing or damaged */
export async function readLeftIndex(path: string): Promise<LeftIndex> {
  try {
    return indexSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    throw new StudioError('file-not-readable', { file: basename(path), path }, { cause: error })
  }
}

/** The file of a table in the project: what was left may have been copied since it was last heard of. */
export const fileOfTable = async (path: string): Promise<string> =>
  isLeftTable(path) && (await isCopied(path)) ? copyOf(path) : path

/** The file that reading a table's own takes: what an engine has to be allowed. */
export const valuesOfTable = async (path: string): Promise<string> =>
  isLeftTable(path) ? (await readLeftIndex(path)).source.path : path

/** Whether what was left is in the project by now. */
export const isCopied = (path: string): Promise<boolean> =>
  stat(copyOf(path)).then(
    () => true,
    () => false,
  )

/** Opens a table by its index. @throws StudioError as assertLeftValues, file-not-readable */
export async function openLeftTable(engine: TableEngine, path: string): Promise<StoredTable> {
  const { layout, rows, ...left } = await readLeftIndex(path)
  await assertLeftValues(left)
  return leftTable(engine, left, layout, rows)
}

/** Files of another date that were read and found to be the same. */
const seenSame = new Set<string>()

/**
 * Checks that the values are there and the same. A file of another date is read once.
 * @throws StudioError left-source-missing, left-file-changed, source-not-answering
 */
export async function assertLeftValues({ source }: LeftValues): Promise<void> {
  const { path, bytes, modifiedAt, sha256 } = source
  const told = { file: basename(path), path }
  const found = await withinTime(path, stat(path)).catch((error: unknown) => {
    if (error instanceof StudioError) throw error
    throw new StudioError('left-source-missing', told, { cause: error })
  })
  const key = JSON.stringify([path, found.size, found.mtimeMs, sha256])
  if (found.size === bytes && (Math.floor(found.mtimeMs) === Math.floor(modifiedAt) || seenSame.has(key))) return
  const changed = new StudioError('left-file-changed', told)
  if (found.size !== bytes) throw changed
  const now = await hashSource(await openSource(path), new AbortController().signal, () => undefined)
  if (now !== sha256) throw changed
  seenSame.add(key)
}
