/**
 * The formats of tables, one row each. A new one is a file of this folder, its name and endings in
 * `compute/spec/table-format.ts`, and a row here: nothing else knows them apart.
 */
import type { TableFormat } from '../../spec/table-format.ts'
import { type SourceFile, readHead } from '../source/source-file.ts'
import { delimitedFormat } from './delimited.ts'
import { excelFormat } from './excel.ts'
import { jsonFormat } from './json.ts'
import { parquetFormat } from './parquet.ts'
import { sqliteFormat } from './sqlite.ts'
import type { FormatChoice, OpenedTable, TableFormatReader } from './table-format.ts'

/** Those that know their files by a signature come before those that take what is left. */
const formats = {
  parquet: parquetFormat,
  sqlite: sqliteFormat,
  excel: excelFormat,
  json: jsonFormat,
  delimited: delimitedFormat,
} as const satisfies Record<TableFormat, TableFormatReader>

const inOrder = Object.keys(formats) as TableFormat[]

/** Bytes that tell the formats apart. */
const signatureBytes = 64 << 10

/** A file that was looked at, and what it is. */
export interface OpenedFile extends OpenedTable {
  readonly source: SourceFile
  readonly format: TableFormat
}

/** Looks at a file, whatever its format. @throws StudioError of the import group */
export async function openFormat(source: SourceFile, choice: FormatChoice): Promise<OpenedFile> {
  const head = await readHead(source, signatureBytes)
  const format = inOrder.find((name) => formats[name].recognises(head, source)) ?? 'delimited'
  return { source, format, ...(await formats[format].open(source, choice)) }
}
