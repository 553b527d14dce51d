/**
 * A version of a dataset: the imported table with a list of edits, settled into a table that can be looked at and learned
 * from like any other. The imported table stays as it is.
 */
import { writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { AskedEdit, DataEdit, RowEdit, VersionChange } from '../../spec/data-edit.ts'
import type { ColumnProfile, ImportedTable } from '../../spec/dataset.ts'
import { StudioError } from '../../spec/errors.ts'
import type { ColumnKind } from '../../spec/table-dialect.ts'
import type { ImportOptions } from '../import-table.ts'
import { parseNumber } from '../kinds/number-text.ts'
import { writtenCell } from '../records/clean-copy.ts'
import { chosenLayout } from '../chosen-layout.ts'
import { type FilteredRows, rowsWhere } from '../health/rows-where.ts'
import { rewriteTable, type Rewriting } from '../rewrite-table.ts'
import type { EditFiles } from '../storage/write-table.ts'
import { writeFromTable } from '../storage/write-table.ts'
import type { TableReader } from '../table-reader.ts'
import { addedLayout, requireNewNames, textsOrNone, withClasses } from './added-columns.ts'
import { applyEdits, editedColumns, type EditedRows, type TextColumn } from './apply-edits.ts'
import { repeatedRows } from './repeated-rows.ts'
import { type RowRefs, toDataEdit, toRowEdits } from './row-refs.ts'

/** An imported table whose rows are edited. */
export interface EditedTable {
  readonly projectFolder: string
  /** As it was imported. */
  readonly base: ImportedTable
  readonly reader: TableReader
  readonly refs: RowRefs
  /** What was changed before. */
  readonly edits: readonly DataEdit[]
}

export interface SettledVersion {
  readonly table: ImportedTable
  /** What was asked for, as it is kept, and what each changed. */
  readonly steps: readonly { readonly edit: DataEdit; readonly change: VersionChange }[]
  /** Rows that earlier edits name and that are not in the table. */
  readonly lost: readonly string[]
}

/** The rows of an imported table after edits. */
export async function editedRows(
  { reader, refs, edits }: Pick<EditedTable, 'reader' | 'refs' | 'edits'>,
  further: readonly RowEdit[] = [],
): Promise<{ rows: EditedRows; earlier: number; lost: readonly string[]; imported: ReadonlyMap<string, TextColumn> }> {
  const known = toRowEdits(edits, refs)
  const all = [...known.edits, ...further]
  const imported = new Map<string, TextColumn>()
  for (const name of editedColumns(all)) imported.set(name, await textsOrNone(reader, name, all))
  return { rows: applyEdits(refs.rows, imported, all), earlier: known.edits.length, lost: known.lost, imported }
}

/**
 * Adds what is asked for to the edits, and settles all.
 * @throws StudioError bad-request for rows or columns that are not there, column-name-taken, and as rewriteTable
 */
export async function settleVersion(
  edited: EditedTable,
  asked: readonly AskedEdit[],
  options: ImportOptions,
): Promise<SettledVersion> {
  const { base, refs, projectFolder } = edited
  const further: RowEdit[] = []
  for (const edit of asked) further.push(...(await resolved(edit, edited, further)))
  requireRows(further, refs.rows)
  requireNewNames(further, edited.reader.columnNames, edited.edits)
  const { rows, earlier, lost, imported } = await editedRows(edited, further)
  const steps = further.map((edit, at) => ({ edit: toDataEdit(edit, refs), change: rows.changes[earlier + at]! }))
  const kinds = withWords(rows, base)
  const kept = Array.from(rows.excluded.keys()).filter((row) => rows.excluded[row] === 0)
  if (kept.length === 0) throw new StudioError('too-few-rows', { column: base.name, rows: 0, least: 1 })
  const texts = changedTexts(rows, imported)
  const added = rows.added.filter((name) => !edited.reader.columnNames.includes(name) && !rows.dropped.has(name))
  const columns = keptColumns(base, rows)
  const isWhole = kept.length === refs.rows && columns.length === base.profile.columns.length && added.length === 0
  if (isWhole && texts.size === 0 && !changesKinds(kinds, base)) return { table: base, steps, lost }
  const settled = await rewriteTable(projectFolder, base, options, async (rewriting) => {
    await writeEdits(rewriting, { rows, texts, kinds, columns, added }, basename(base.file))
    return { sourceOf: (row) => kept[row]!, keeps: (row) => rows.excluded[row] === 0 }
  })
  return { table: withClasses(withReasons(settled, base, kinds), added), steps, lost }
}

/** What is asked for as edits of rows. Rows that are to be left out and are already make no edit. */
async function resolved(edit: AskedEdit, edited: EditedTable, before: readonly RowEdit[]): Promise<RowEdit[]> {
  if (edit.kind !== 'exclude-where') return [edit]
  const { rows } = await editedRows(edited, before)
  const found = await rowsWhere(filteredRows(edited, rows), edit.where)
  const left = Array.from(found).filter((row) => rows.excluded[row] === 0)
  return left.length === 0 ? [] : [{ kind: 'exclude', rows: left, reason: edit.reason }]
}

/** The rows after edits, under the numbers that they were imported with. */
function filteredRows({ reader, refs, base }: EditedTable, rows: EditedRows): FilteredRows {
  const { columns, kinds } = rows
  const kindOf = (column: string) => kinds[column] ?? base.profile.columns.find(({ name }) => name === column)?.kind
  return {
    ...{ rows: refs.rows, decimal: base.dialect.decimal, kindOf },
    texts: async (column) => columns.get(column) ?? (await reader.texts(column)),
    repeated: () => repeatedRows(reader, rows),
    importedRow: (row) => row,
  }
}

function requireRows(edits: readonly RowEdit[], rows: number): void {
  const wrong = edits.flatMap((edit) => ('rows' in edit ? edit.rows : [])).find((row) => row >= rows)
  if (wrong !== undefined) throw new StudioError('bad-request', { message: `row ${wrong} is not one of ${rows}` })
}

/**
 * Names of the imported columns that are not left out.
 * @throws StudioError bad-request where none would be left, or not the one that names the dataset's files
 */
function keptColumns({ profile, media }: ImportedTable, { dropped }: EditedRows): string[] {
  const kept = profile.columns.map(({ name }) => name).filter((name) => !dropped.has(name))
  if (kept.length === 0) throw new StudioError('bad-request', { message: 'no column would be left' })
  if (media !== undefined && dropped.has(media.column)) {
    throw new StudioError('bad-request', { message: `${media.column} names the files` })
  }
  return kept
}

const changesKinds = (kinds: EditedRows['kinds'], { profile }: ImportedTable): boolean =>
  profile.columns.some(({ name, kind }) => (kinds[name] ?? kind) !== kind)

/** The kinds that were chosen; a column of numbers that was given words holds categories. */
function withWords({ columns, kinds }: EditedRows, base: ImportedTable): Record<string, ColumnKind> {
  const isNumber = (text: string) => parseNumber(text, base.dialect.decimal) !== null
  const worded = base.profile.columns.filter(({ name, kind }) => {
    const column = columns.get(name)
    if (kind !== 'number' || column === undefined || Object.hasOwn(kinds, name)) return false
    const used = new Set(column.codes)
    return column.dictionary.some((text, code) => used.has(code) && !isNumber(text))
  })
  return { ...Object.fromEntries(worded.map(({ name }) => [name, 'category' as const])), ...kinds }
}

/** By column that is not left out, the rows that have another text than they were imported with, and which. */
function changedTexts(
  { columns, excluded, dropped }: EditedRows,
  imported: ReadonlyMap<string, TextColumn>,
): ReadonlyMap<string, ReadonlyMap<number, string | null>> {
  const changed = Array.from(columns, ([name, { codes, dictionary }]) => {
    const before = imported.get(name)!.codes
    const own = new Map<number, string | null>()
    codes.forEach((code, row) => {
      if (code !== before[row] && excluded[row] === 0) own.set(row, dictionary[code] ?? null)
    })
    return [name, own] as const
  })
  return new Map(changed.filter(([name, own]) => own.size > 0 && !dropped.has(name)))
}

interface Written {
  readonly rows: EditedRows
  readonly texts: ReadonlyMap<string, ReadonlyMap<number, string | null>>
  readonly kinds: EditedRows['kinds']
  /** Those of the imported table that are kept. */
  readonly columns: readonly string[]
  /** Those that it didn't have, after them. */
  readonly added: readonly string[]
}

async function writeEdits(
  { old, work, target, signal }: Rewriting,
  { rows: { excluded }, texts, kinds, columns: kept, added }: Written,
  base: string,
): Promise<void> {
  const { layout: chosen, changed } = await chosenLayout(old, kinds, signal)
  const layout = { ...chosen, columns: [...chosen.columns, ...addedLayout(chosen.columns, added, kinds)] }
  const files = new Map<number, string>()
  for (const [name, own] of texts) {
    const position = layout.columns.findIndex((column) => column.name === name)
    const file = work.file(`texts-${position}.csv`)
    await writeFile(file, Array.from(own, ([row, text]) => `${row},${writtenCell(text ?? '')}\n`).join(''))
    files.set(position, file)
    changed.add(position)
  }
  const left = Array.from(excluded.keys()).filter((row) => excluded[row] === 1)
  const without = left.length === 0 ? null : work.file('excluded.csv')
  if (without !== null) await writeFile(without, left.map((row) => `${row}\n`).join(''))
  const edits: EditFiles = { base, excluded: without, texts: files }
  // Fewer rows may look like another kind; only a person changes it.
  const columns = layout.columns.map((column) => ({ ...column, chosen: true }))
  const positions = [...columns.keys()].filter((at) => at >= chosen.columns.length || kept.includes(columns[at]!.name))
  const written = { ...layout, columns: positions.map((at) => columns[at]!) }
  await writeFromTable(old.engine, old, changed, written, target, signal, { edits, positions })
}

/** The profile with the reasons that columns had for their kinds, where a person has not changed them. */
function withReasons(settled: ImportedTable, base: ImportedTable, kinds: EditedRows['kinds']): ImportedTable {
  const before = new Map(base.profile.columns.map((column) => [column.name, column]))
  const reasoned = (column: ColumnProfile): ColumnProfile => {
    const own = Object.hasOwn(kinds, column.name) ? undefined : before.get(column.name)
    return own === undefined ? column : { ...column, kindReason: own.kindReason }
  }
  return { ...settled, profile: { ...settled.profile, columns: settled.profile.columns.map(reasoned) } }
}
