/** The files of one table, looked at: a single file as it is, several with their columns brought together by name. */
import type { Finding } from '../spec/health.ts'
import { StudioError } from '../spec/errors.ts'
import { message } from '../spec/message.ts'
import type { DialectOverrides } from '../spec/table-dialect.ts'
import type { SourceChoice } from '../spec/table-format.ts'
import { type ColumnName, nameColumns } from './dialect/column-names.ts'
import { assertColumns, headLimits, named } from './dialect/table-head.ts'
import { type OpenedFile, openFormat } from './formats/format-table.ts'
import type { FormatHead } from './formats/table-format.ts'
import type { DecimalMark } from './kinds/number-text.ts'
import { openSource, type SourceFile } from './source/source-file.ts'
import { isFolder, openTextFolder } from './text/text-files.ts'

/** Files whose names a notice lists. */
const listedFiles = 5

export interface OpenedFiles {
  readonly files: readonly OpenedFile[]
  readonly head: FormatHead
  /** How several files come together; null for a single one. */
  readonly join: FilesJoin | null
}

export interface FilesJoin {
  /** For each file the positions of its columns by the table's columns, −1 where it has none. */
  readonly places: readonly (readonly number[])[]
  /** For each file what its rows have in the column of file names; null where there is no such column. */
  readonly labels: readonly string[] | null
  /** Columns that some files lack. */
  readonly notices: readonly Finding[]
}

/**
 * Looks at the beginnings of all files.
 * @throws StudioError files-share-no-column, and of the import group
 */
export async function openFiles(
  request: SourceChoice & { readonly path: string; readonly dialect: DialectOverrides },
): Promise<OpenedFiles> {
  const { path, dialect, part, format, furtherPaths = [], fileColumn } = request
  const sources = await Promise.all([path, ...furtherPaths].map(openAny))
  const opened: OpenedFile[] = []
  for (const source of sources) opened.push(await openFormat(source, { dialect, part }, format))
  const [first] = opened as [OpenedFile]
  if (furtherPaths.length === 0 && fileColumn === undefined) return { files: opened, head: first.head, join: null }
  const files: OpenedFile[] = []
  const decimal = sharedDecimal(opened)
  for (const file of opened) {
    const undecided = decimal !== null && file.head.reasons.decimal?.key === 'data.decimal.none'
    files.push(undecided ? await openFormat(file.source, { dialect: { ...dialect, decimal }, part }, format) : file)
  }
  return joined(files, fileColumn)
}

/** A file, or a folder of texts. */
const openAny = async (path: string): Promise<SourceFile> =>
  (await isFolder(path)) ? openTextFolder(path) : openSource(path)

/** The decimal mark of those files whose numbers show one, for those whose numbers don't; null where they disagree. */
function sharedDecimal(files: readonly OpenedFile[]): DecimalMark | null {
  const shown = files.flatMap(({ head: { reasons, dialect } }) =>
    reasons.decimal === undefined || reasons.decimal.key === 'data.decimal.none' ? [] : [dialect.decimal],
  )
  const [one] = shown
  return one !== undefined && shown.every((decimal) => decimal === one) ? one : null
}

function joined(files: readonly OpenedFile[], fileColumn: string | undefined): OpenedFiles {
  const [first] = files as [OpenedFile]
  const columns = new Map<string, ColumnName>()
  for (const { source, head } of files) {
    if (source !== first.source && !head.columns.some(({ name }) => columns.has(name))) {
      throw new StudioError('files-share-no-column', { ...named(source), other: first.source.fileName })
    }
    for (const column of head.columns) if (!columns.has(column.name)) columns.set(column.name, column)
  }
  const names = [...columns.keys()]
  assertColumns(first.source, names.length)
  const places = files.map(({ head }) => {
    const placeOf = new Map(head.columns.map(({ name }, at) => [name, at]))
    return names.map((name) => placeOf.get(name) ?? -1)
  })
  const labels = fileColumn === undefined ? null : fileLabels(files.map(({ source }) => source.path))
  const label = fileColumn === undefined ? [] : nameColumns([...names, fileColumn]).slice(-1)
  const each = Math.max(1, Math.ceil(headLimits.records / files.length))
  const rows = files.flatMap(({ head }, at) =>
    head.rows
      .slice(0, each)
      .map((row) => row.map((cell) => withDecimal(cell, head.dialect.decimal, first.head.dialect.decimal)))
      .map((row) => [...places[at]!.map((place) => row[place] ?? ''), ...(labels === null ? [] : [labels[at]!])]),
  )
  const notices = lackingNotices(files, names, places)
  const head: FormatHead = {
    ...first.head,
    dialect: { ...first.head.dialect, missing: [...new Set(files.flatMap((file) => file.head.dialect.missing))] },
    columns: [...columns.values(), ...label.map((column) => ({ ...column, renamedFrom: null }))],
    rows,
    uneven: files.flatMap((file) => file.head.uneven),
    wholeFileRead: files.every((file) => file.head.wholeFileRead && file.head.rows.length <= each),
    estimatedRows: files.reduce((sum, file) => sum + file.head.estimatedRows, 0),
    notices: [...files.flatMap((file) => file.head.notices), ...notices.map(({ text }) => text)],
  }
  return { files, head, join: { places, labels, notices } }
}

/** A cell as it is written where numbers have another decimal mark. */
function withDecimal(cell: string, from: DecimalMark, to: DecimalMark): string {
  if (from === to || !/^[+-]?[\d.,]+(?:[eE][+-]?\d+)?$/.test(cell)) return cell
  return cell.replace(/[.,]/g, (mark) => (mark === '.' ? ',' : '.'))
}

function lackingNotices(
  files: readonly OpenedFile[],
  names: readonly string[],
  places: readonly (readonly number[])[],
): Finding[] {
  return names.flatMap((column, at): Finding[] => {
    const lacking = files.filter((_, file) => places[file]![at]! < 0).map(({ source }) => source.fileName)
    if (lacking.length === 0) return []
    const params = { column, count: lacking.length, files: lacking.slice(0, listedFiles).join(', ') }
    return [{ level: 'mended', column, text: message('data.notice.notInFiles', params) }]
  })
}

/** What tells the files apart: their names, with as many of their folders as that takes. */
function fileLabels(paths: readonly string[]): string[] {
  const parts = paths.map((path) => path.split(/[\\/]/))
  for (let depth = 1; ; depth++) {
    const labels = parts.map((part) => part.slice(-depth).join('/'))
    if (new Set(labels).size === labels.length || depth > Math.max(...parts.map(({ length }) => length))) return labels
  }
}
