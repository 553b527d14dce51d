/**
 * The formats of tables, one row each. A new one is a file of this folder, its name and endings in
 * `compute/spec/table-format.ts`, and a row here: nothing else knows them apart.
 */
import type { TableFormat } from '../../spec/table-format.ts'
import { signatureBytes } from '../dialect/table-head.ts'
import { type SourceFile, readHead } from '../source/source-file.ts'
import { conllFormat } from './conll.ts'
import { delimitedFormat } from './delimited.ts'
import { excelFormat } from './excel.ts'
import { jsonFormat } from './json.ts'
import { linesFormat } from './lines.ts'
import { parquetFormat } from './parquet.ts'
import { questionsFormat } from './questions.ts'
import { sqliteFormat } from './sqlite.ts'
import type { FormatChoice, OpenedTable, TableFormatReader } from './table-format.ts'
import { textsFormat } from './texts.ts'

/** Those that know their files by a signature come before those that take what is left. */
const formats = {
  parquet: parquetFormat,
  sqlite: sqliteFormat,
  excel: excelFormat,
  texts: textsFormat,
  questions: questionsFormat,
  json: jsonFormat,
  conll: conllFormat,
  lines: linesFormat,
  delimited: delimitedFormat,
} as const satisfies Record<TableFormat, TableFormatReader>

const inOrder = Object.keys(formats) as TableFormat[]

/** Formats that a file of one of them may be taken for as well. */
const alike: readonly (readonly TableFormat[])[] = [
  ['delimited', 'conll', 'lines'],
  ['json', 'questions'],
]

/** A file that was looked at, and what it is. */
export interface OpenedFile extends OpenedTable {
  readonly source: SourceFile
  readonly format: TableFormat
  /** What else it may be taken for, that included; empty where there is nothing to choose. */
  readonly formats: readonly TableFormat[]
}

/**
 * Looks at a file, whatever its format.
 * @param given the format that a person chose, of those that the file may be taken for
 * @throws StudioError of the import group
 */
export async function openFormat(source: SourceFile, choice: FormatChoice, given?: TableFormat): Promise<OpenedFile> {
  const head = source.identify === undefined ? await readHead(source, signatureBytes) : Buffer.alloc(0)
  const found = inOrder.find((name) => formats[name].recognises(head, source)) ?? 'delimited'
  const possible = alike.find((group) => group.includes(found)) ?? []
  const format = given !== undefined && possible.includes(given) ? given : found
  // JSON that is no questions can't be taken for some.
  const offered = found === 'json' ? [] : possible
  return { source, format, formats: offered, ...(await formats[format].open(source, choice)) }
}
