/** Excel workbooks (.xlsx): one of their sheets, unpacked and read as it comes. */
import { StudioError } from '../../spec/errors.ts'
import { type Message, message } from '../../spec/message.ts'
import { tableFormatEndings } from '../../spec/table-format.ts'
import { nameColumns, numberColumns } from '../dialect/column-names.ts'
import { detectHeader } from '../dialect/detect-header.ts'
import { detectMissing } from '../dialect/detect-values.ts'
import { assertColumns, headBytes, headLimits, named } from '../dialect/table-head.ts'
import { PackageParts } from '../excel/package-parts.ts'
import { type SheetFindings, type SheetRow, sheetRows } from '../excel/sheet-rows.ts'
import { SheetColumns, titleRows } from '../excel/sheet-table.ts'
import { type Sheet, type Workbook, readWorkbook } from '../excel/workbook.ts'
import { foreignFormat, isCompoundFile } from '../source/file-signature.ts'
import { type SourceFile, assertUnchanged, readHead } from '../source/source-file.ts'
import { type TextRow, readCopiedRows } from './copied-rows.ts'
import { endsIn } from './ends-in.ts'
import type { FormatChoice, FormatHead, TableFormatReader } from './table-format.ts'
import { typedDialect } from './typed-head.ts'

/** What a file of ours may look like by its first bytes; without any, it is said to be damaged. */
const likeExcel: ReadonlySet<string | null> = new Set([null, 'Excel (XLS)', 'Office (OOXML)', 'ZIP'])

export const excelFormat: TableFormatReader = {
  recognises(head, source) {
    const format = foreignFormat(head)
    if (format === 'Excel (XLSX)' || (isCompoundFile(head) && isEncrypted(head))) return true
    return endsIn(source, tableFormatEndings.excel) && likeExcel.has(format)
  },
  open: (source, choice) =>
    withParts(source, async (parts) => {
      const workbook = await readWorkbook(parts)
      const { sheet, first } = await chosenSheet(source, parts, workbook, choice.part)
      const { head, columns, firstRow } = sheetHead(source, workbook, sheet, first, choice)
      const table: SheetTable = { source, workbook, sheet, columns, firstRow }
      let findings = noFindings()
      return {
        head,
        read: (job) =>
          readCopiedRows(
            {
              source,
              head,
              rows: (signal, onDone) => {
                findings = noFindings()
                return allRows(table, findings, signal, onDone)
              },
              nameColumns: (count) =>
                nameColumns(Array.from({ length: count }, (_, i) => head.columns[i]?.name ?? '')).map(
                  (name, i) => head.columns[i] ?? name,
                ),
              notices: () => findingMessages(findings, firstRow),
            },
            job,
          ),
      }
    }),
}

interface SheetTable {
  readonly source: SourceFile
  readonly workbook: Workbook
  readonly sheet: Sheet
  readonly columns: SheetColumns
  /** The sheet's number of the first row of values. */
  readonly firstRow: number
}

interface FirstRows {
  readonly rows: readonly SheetRow[]
  readonly whole: boolean
  /** The share of the sheet that these are. */
  readonly done: number
  readonly findings: SheetFindings
}

const noFindings = (): SheetFindings => ({ errors: 0, unsolved: 0, mergedUntil: [] })

/** The sheet that was asked for, or the first visible one that has rows. */
async function chosenSheet(source: SourceFile, parts: PackageParts, workbook: Workbook, part: string | undefined) {
  const { sheets } = workbook
  if (sheets.length === 0) throw new StudioError('no-tables-inside', named(source))
  if (part !== undefined) {
    const sheet = sheets.find(({ name }) => name === part)
    if (sheet === undefined) throw new StudioError('part-not-found', { ...named(source), part })
    return { sheet, first: await firstRows(parts, workbook, sheet) }
  }
  for (const sheet of [...sheets].sort((one, other) => Number(one.hidden) - Number(other.hidden))) {
    const first = await firstRows(parts, workbook, sheet)
    if (first.rows.length > 0) return { sheet, first }
  }
  throw new StudioError('file-empty', named(source))
}

async function firstRows(parts: PackageParts, workbook: Workbook, sheet: Sheet): Promise<FirstRows> {
  const findings = noFindings()
  const rows: SheetRow[] = []
  let cells = 0
  for await (const batch of sheetRows(parts, sheet.path, workbook, findings)) {
    for (const row of batch.rows) {
      if (rows.length >= headLimits.records || cells >= headLimits.cells) {
        return { rows, whole: false, done: batch.done, findings }
      }
      rows.push(row)
      cells += row.cells.length
    }
  }
  return { rows, whole: true, done: 1, findings }
}

function sheetHead(
  source: SourceFile,
  workbook: Workbook,
  sheet: Sheet,
  { rows: found, whole, done, findings }: FirstRows,
  { dialect }: FormatChoice,
) {
  if (found.length === 0) throw new StudioError('file-empty', named(source))
  const titles = titleRows(found)
  const inTable = found.slice(titles)
  const columns = new SheetColumns(inTable)
  assertColumns(source, columns.count)
  const width = columns.count
  const texts = inTable.map(({ cells }) => {
    const placed = columns.place(cells)
    return Array.from({ length: width }, (_, i) => (placed[i] ?? '').trim())
  })
  const foundHeader = detectHeader(texts.slice(0, 200))
  const header = dialect.header ?? foundHeader.header
  const names = header ? nameColumns(texts[0]!) : numberColumns(width)
  const rows = header ? texts.slice(1) : texts
  if (rows.length === 0) throw new StudioError('file-header-only', { ...named(source), columns: width })
  const missing = detectMissing(
    names.map((_, i) => rows.map((row) => row[i]!)),
    '.',
  )
  const firstRow = inTable[0]!.number + (header ? 1 : 0)
  const head: FormatHead = {
    dialect: { ...typedDialect, header, missing: dialect.missing ?? missing.missing },
    reasons: {
      ...(dialect.header === undefined && { header: foundHeader.reason }),
      ...(dialect.missing === undefined && { missing: missing.reason }),
    },
    columns: names,
    rows,
    uneven: [],
    wholeFileRead: whole,
    estimatedRows: whole ? rows.length : Math.round(rows.length / Math.max(done, 1e-6)),
    parts: workbook.sheets.map(({ name }) => name),
    part: sheet.name,
    notices: [
      ...(titles === 0 ? [] : [message('data.inspection.titleRows', { count: titles, row: inTable[0]!.number })]),
      ...findingMessages(findings, firstRow),
    ],
  }
  return { head, columns, firstRow }
}

async function* allRows(
  { source, workbook, sheet, columns, firstRow }: SheetTable,
  findings: SheetFindings,
  signal: AbortSignal,
  onDone: (done: number) => void,
): AsyncGenerator<TextRow[]> {
  const parts = await opened(source)
  try {
    for await (const { rows, done } of sheetRows(parts, sheet.path, workbook, findings)) {
      if (signal.aborted) throw new StudioError('cancelled')
      onDone(done)
      yield rows
        .filter(({ number }) => number >= firstRow)
        .map(({ number, cells }) => ({ line: number, cells: columns.place(cells) }))
    }
  } catch (error) {
    throw await told(error, source)
  } finally {
    parts.close()
  }
}

/** What a person should know of a sheet's cells. */
function findingMessages({ errors, unsolved, mergedUntil }: SheetFindings, firstRow: number): Message[] {
  const merged = mergedUntil.filter((row) => row >= firstRow).length
  return [
    ...(errors === 0 ? [] : [message('data.notice.errorCells', { count: errors })]),
    ...(unsolved === 0 ? [] : [message('data.notice.unsolvedFormulas', { count: unsolved })]),
    ...(merged === 0 ? [] : [message('data.notice.mergedCells', { count: merged })]),
  ]
}

async function withParts<T>(source: SourceFile, use: (parts: PackageParts) => Promise<T>): Promise<T> {
  try {
    const parts = await opened(source)
    try {
      return await use(parts)
    } finally {
      parts.close()
    }
  } catch (error) {
    throw await told(error, source)
  }
}

async function opened(source: SourceFile): Promise<PackageParts> {
  const head = await readHead(source, headBytes)
  if (!isCompoundFile(head)) return PackageParts.open(source)
  if (isEncrypted(head)) throw new StudioError('file-encrypted', { ...named(source), format: 'Excel' })
  throw new StudioError('file-not-a-table', { ...named(source), format: 'Excel (XLS)' })
}

/** Whatever a workbook's zip or XML breaks on, it is damaged. */
async function told(error: unknown, source: SourceFile): Promise<unknown> {
  if (error instanceof StudioError || !(error instanceof Error)) return error
  await assertUnchanged(source)
  return new StudioError('file-damaged', { ...named(source), format: 'Excel' }, { cause: error })
}

/** An encrypted workbook is a compound file, as the old .xls is, with a stream of this name. */
function isEncrypted(head: Buffer): boolean {
  return head.includes(Buffer.from('EncryptedPackage', 'utf16le'))
}
