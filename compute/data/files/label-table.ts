/**
 * A table beside pictures or recordings that says of each by its name what it is: its class, and whatever else is known, as who
 * speaks or what is said.
 */
import { nameColumns } from '../dialect/column-names.ts'
import { detectSyntax } from '../dialect/detect-syntax.ts'
import { sampleRecords } from '../dialect/sample-records.ts'
import { textDecoder } from '../source/decode-text.ts'
import { chineseOrWestern, detectEncoding } from '../source/text-encoding.ts'
import { type FoundFile, type FoundFiles, labelledByFolders, mostFiles } from './found-files.ts'

/** Endings of tables that are looked into, and the bytes of the largest. */
const tableEnding = /\.(csv|tsv)$/i
const mostTableBytes = 64 << 20
/** Tables that are looked into. */
const mostTables = 4
/** A table is about the files where it names this share of them. */
const namedShare = 0.5

/** A file that may be such a table. */
export interface PossibleTable {
  readonly file: string
  readonly bytes: number
  read(): Promise<Uint8Array>
}

/** What is known of the files beside their classes, each with its texts by the files' names. */
export type FurtherColumns = ReadonlyMap<string, ReadonlyMap<string, string>>

interface Labelled extends Pick<FoundFiles, 'files' | 'labelsFrom' | 'classColumn' | 'further'> {
  /** Whether a table was about the files. */
  readonly tables: 0 | 1
}

/** Whether a file may be a table of labels by its name. */
export const mayBeTable = (file: string): boolean => tableEnding.test(file) && !/(^|\/)\./.test(file)

/** The files with their classes by their folders or, where those say none, by a table beside them; and what else it says. */
export async function labelled(files: readonly FoundFile[], tables: readonly PossibleTable[]): Promise<Labelled> {
  const byFolders = labelledByFolders(files)
  for (const table of tables.filter(({ bytes }) => bytes <= mostTableBytes).slice(0, mostTables)) {
    const found = readLabels(await table.read().catch(() => new Uint8Array()), files)
    if (found !== null) return withTable(byFolders, found)
  }
  return { ...byFolders, further: new Map(), tables: 0 }
}

function withTable({ files, labelsFrom }: Pick<FoundFiles, 'files' | 'labelsFrom'>, columns: FurtherColumns): Labelled {
  if (labelsFrom !== 'none') return { files, labelsFrom, further: columns, tables: 1 }
  const label = labelColumn(columns, files.length)
  const own = label === null ? undefined : columns.get(label)
  if (label === null || own === undefined) return { files, labelsFrom, further: columns, tables: 1 }
  return {
    files: files.map((file) => ({ ...file, label: own.get(file.file) ?? null })),
    labelsFrom: 'csv',
    classColumn: label,
    further: new Map([...columns].filter(([name]) => name !== label)),
    tables: 1,
  }
}

/** Names by which a column of classes goes. */
const labelNames = /^(label|labels|class|category|target|y|标签|类别|分类)$/i

/** The column that holds the classes: by its name, else the only one whose few values come again and again. */
function labelColumn(columns: FurtherColumns, files: number): string | null {
  const named = [...columns.keys()].find((name) => labelNames.test(name.trim()))
  const repeated = [...columns].filter(([, values]) => {
    const distinct = new Set(values.values()).size
    return distinct > 1 && distinct <= Math.max(2, files / 5)
  })
  const [only] = repeated.length === 1 ? repeated : []
  return named ?? only?.[0] ?? null
}

interface TableRecords {
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** A table's column names and rows. @param whole whether the content is all of it, and not its beginning */
export function readRecords(content: Uint8Array, whole: boolean): TableRecords {
  const bytes = Buffer.from(content)
  const encoding = (detectEncoding(bytes, whole) ?? chineseOrWestern(bytes)).encoding
  const text = Buffer.from(textDecoder(encoding, false)(bytes, whole))
  const limits = { records: mostFiles, cells: 8 * mostFiles, longestRecordBytes: 1 << 18 }
  const [header = [], ...rows] = sampleRecords(text, whole, detectSyntax(text, whole, {}), limits).records
  return { header, rows }
}

/** What a table says of the files; null where it is not about them. */
function readLabels(content: Uint8Array, files: readonly FoundFile[]): FurtherColumns | null {
  const { header, rows } = readRecords(content, true)
  const fileOf = fileFinder(files)
  const places = header.map((_, column) => rows.filter((row) => fileOf(row[column] ?? '') !== null).length)
  const column = places.indexOf(Math.max(...places))
  if (column < 0 || (places[column] ?? 0) < namedShare * files.length) return null
  const columns = nameColumns(header).map(({ name }) => ({ name, values: new Map<string, string>() }))
  for (const row of rows) {
    const file = fileOf(row[column] ?? '')
    if (file === null) continue
    columns.forEach(({ values }, at) => values.set(file, row[at] ?? ''))
  }
  return new Map(columns.flatMap(({ name, values }, at) => (at === column ? [] : [[name, values] as const])))
}

/** Finds a file by its path, or by its name with or without the ending where no other has the same. */
function fileFinder(files: readonly FoundFile[]): (text: string) => string | null {
  const found = new Map<string, string | null>()
  const add = (key: string, file: string) => found.set(key, found.has(key) && found.get(key) !== file ? null : file)
  for (const { file } of files) {
    const name = file.split('/').at(-1) ?? file
    for (const key of new Set([file, name, withoutEnding(file), withoutEnding(name)])) add(key, file)
    // Inside a zip or a folder of one folder, paths commonly leave that out.
    const inside = file.split('/').slice(1).join('/')
    if (inside !== '' && inside !== name) add(inside, file)
  }
  return (text) => found.get(writtenPath(text)) ?? null
}

/** A path as a table has it, with forward slashes and without a leading dot. */
export const writtenPath = (text: string): string => text.trim().replaceAll('\\', '/').replace(/^\.\//, '')

const withoutEnding = (file: string): string => file.replace(/\.[^./]*$/, '')
