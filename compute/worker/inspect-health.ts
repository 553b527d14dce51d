/** The health of a plan's rows: every rule in turn, on the data itself. */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileCodes } from '../data/files/file-codes.ts'
import { classSizes } from '../data/health/classes.ts'
import { tooFewRows } from '../data/health/few-rows.ts'
import { labelNoise } from '../data/health/label-noise.ts'
import { leakage, shortcuts } from '../data/health/leakage.ts'
import { nearDuplicates } from '../data/health/near-duplicates.ts'
import { finding, type HealthQuestion } from '../data/health/question.ts'
import { conflictingLabels, firstOfSame } from '../data/health/same-inputs.ts'
import { splitDuplicates } from '../data/health/split-duplicates.ts'
import { textLeakage } from '../data/health/text-leakage.ts'
import { timeOverlap } from '../data/health/time-overlap.ts'
import type { ColumnValues, TableColumns } from '../data/column-values.ts'
import type { ColumnSource } from '../data/preprocess/prepare-run.ts'
import type { OpenDataset } from '../data/raw-columns.ts'
import { imageFacts } from '../data/images/decode-image.ts'
import { glanceFile, readGlances } from '../data/images/glance.ts'
import { inOrder } from '../data/rows/record-file.ts'
import { withRecords } from '../data/rows/record-reader.ts'
import type { RowKeys } from '../data/split/row-keys.ts'
import { type ImportedTable, measuresOf } from '../spec/dataset.ts'
import type { Finding } from '../spec/health.ts'
import type { Division, RunSpec } from '../spec/run.ts'
import type { Kept } from './kept.ts'
import { dividePlan } from './plan-split.ts'

/** Values that are looked at together: of larger tables only so many columns. */
const mostValues = 20_000_000
/** More texts are not searched for words that tell the class, nor compared to the letter. */
const mostTexts = 200_000
/** More pictures or texts are not compared with each other. */
const mostCompared = 2_000_000
/** More pictures are not decoded for it, where that was not done at their import: a plan is not to wait for it. */
const mostDecoded = 30_000

export interface HealthAsked {
  readonly division: Division
  readonly features: RunSpec['features']
}

/** See the file's head. @throws StudioError as divideRun */
export async function inspectHealth(
  dataset: OpenDataset,
  table: ImportedTable,
  { division, features }: HealthAsked,
  keys: Kept<RowKeys>,
): Promise<Finding[]> {
  const { source, target, divided } = await dividePlan(dataset, table, division, keys)
  const { missing } = table.dialect
  const order = await dataset.reader.sourceRows()
  const sourceOf = (row: number) => order?.[row] ?? row
  if (target.kind === 'step-classes') {
    // The other rules look at one answer a row, and at columns beside it.
    const { labels, values, column } = target
    const rows = { kind: 'classes' as const, column, labels, values: values.map((value) => Math.min(value, 0)) }
    const none = { rows: values.length, columns: new Map<string, ColumnValues>() }
    const question = { target: rows, split: divided.split, features: [], columns: none, missing, sourceOf }
    return nearlySame(question, dataset, source, features, false)
  }
  // Questions of one passage are alike, and its other columns are not learned from.
  if (target.kind === 'spans') return []
  const most = Math.floor(mostValues / Math.max(1, target.values.length))
  const looked = features
    .filter(({ kind, column }) => (kind === 'number' || kind === 'category') && column !== target.column)
    .slice(0, most)
  const columns = await source.columns(looked.map(({ column }) => column))
  const question: HealthQuestion = { target, split: divided.split, features: looked, columns, missing, sourceOf }
  const inputs = await inputsOf(dataset, source, features, looked, columns)
  const same = inputs === null ? null : await firstOfSame(inputs)
  const reads = features.some(({ kind }) => kind === 'text' || kind === 'image' || kind === 'audio')
  const { split: spec } = division.training
  return [
    ...tooFewRows(question, spec),
    ...leakage(question),
    ...(await leakedBeside(dataset, source, question, features)),
    ...(inputs === null ? [] : await splitDuplicates(question, inputs)),
    ...(reads && same !== null ? conflictingLabels(question, same) : []),
    ...(await timeOverlaps(question, source, table, spec)),
    ...classSizes(question),
    ...labelNoise(question),
    ...(await nearlySame(question, dataset, source, features, looked.length === features.length, same)),
  ]
}

/** All that is learned from, texts and files among it; null where that is too much to be compared. */
async function inputsOf(
  { reader, projectFolder, media }: OpenDataset,
  source: ColumnSource,
  features: RunSpec['features'],
  looked: RunSpec['features'],
  columns: TableColumns,
): Promise<TableColumns | null> {
  const { rows } = columns
  const isFile = (kind: string) => kind === 'image' || kind === 'audio'
  const others = features.filter(({ kind, column }) => !isFile(kind) && !columns.columns.has(column))
  if (rows * features.length > mostValues) return null
  if (others.some(({ kind }) => kind === 'text') && rows > mostTexts) return null
  const inputs = new Map(columns.columns)
  const further = await source.columns(others.map(({ column }) => column))
  for (const [name, values] of further.columns) inputs.set(name, values)
  const file = features.find(({ kind }) => isFile(kind))
  if (file !== undefined && media !== undefined) {
    const codes = await fileCodes(projectFolder, media, rows, await reader.sourceRows())
    const dictionary = Array.from({ length: rows }, (_, code) => String(code))
    inputs.set(file.column, { kind: 'category', codes, dictionary })
  }
  return inputs.size === 0 || looked.length + others.length + (file === undefined ? 0 : 1) < features.length
    ? null
    : { rows, columns: inputs }
}

/** What gives the class away beside columns: words of texts, measures of files. */
async function leakedBeside(
  { media }: OpenDataset,
  source: ColumnSource,
  question: HealthQuestion,
  features: RunSpec['features'],
): Promise<Finding[]> {
  if (question.target.kind !== 'classes') return []
  const found: Finding[] = []
  for (const { column, kind } of features) {
    if (kind !== 'text' || question.columns.rows > mostTexts) continue
    const texts = (await source.columns([column])).columns.get(column)
    if (texts !== undefined && texts.kind !== 'number') found.push(...textLeakage(question, column, texts))
  }
  const seen = new Set(features.map(({ column }) => column))
  if (media !== undefined && seen.has(media.column)) {
    const measures = measuresOf(media).filter((name) => source.columnNames.includes(name) && !seen.has(name))
    found.push(...shortcuts(question, await source.columns(measures)))
  }
  return found
}

/** By every column of dates. */
async function timeOverlaps(
  question: HealthQuestion,
  source: ColumnSource,
  { profile }: ImportedTable,
  spec: Division['training']['split'],
): Promise<Finding[]> {
  const found: Finding[] = []
  for (const { name, kind } of profile.columns) {
    const times = kind === 'date' ? await source.times?.(name) : null
    if (times !== null && times !== undefined) found.push(...timeOverlap(question, name, times.values, spec))
  }
  return found
}

/** Rows that are nearly the same by what says most about them: pictures, else texts, else all columns. */
async function nearlySame(
  question: HealthQuestion,
  dataset: OpenDataset,
  source: ColumnSource,
  features: RunSpec['features'],
  whole: boolean,
  same: Uint32Array | null = null,
): Promise<Finding[]> {
  const { media, projectFolder } = dataset
  if (features.some(({ kind }) => kind === 'image') && media?.kind === 'image') {
    const order = await dataset.reader.sourceRows()
    const rows = order?.length ?? dataset.reader.rows
    const isMade = (await stat(join(projectFolder, glanceFile(media))).catch(() => null)) !== null
    if (rows > mostCompared) return [notLooked('tooMany', rows)]
    if (!isMade && rows > mostDecoded) return [notLooked('importAgain', rows)]
    const glances = await readGlances(projectFolder, media, async (content) => (await imageFacts(content)).glance)
    const records = inOrder(glances, order)
    const all = Uint32Array.from({ length: records.rows }, (_, row) => row)
    const pictures = await withRecords(records, (reader) => reader.read(all))
    return pictures instanceof Uint8Array ? nearDuplicates(question, { kind: 'picture', pictures }, same) : []
  }
  const texts = features.filter(({ kind }) => kind === 'text').map(({ column }) => column)
  if (texts.length > 0) {
    const { rows, columns } = await source.columns(texts)
    if (rows > mostCompared) return [notLooked('tooMany', rows)]
    const textOf = (row: number) => texts.map((column) => cellText(columns.get(column), row)).join(' ')
    const joined = Array.from({ length: rows }, (_, row) => textOf(row))
    return nearDuplicates(question, { kind: 'text', texts: joined }, same)
  }
  return whole ? nearDuplicates(question, { kind: 'table' }) : []
}

/** Says that nothing was looked for, and why. */
function notLooked(why: 'tooMany' | 'importAgain', count: number): Finding {
  return { ...finding(`notCompared.${why}`, { count, most: mostCompared }), level: 'fine' }
}

function cellText(values: ColumnValues | undefined, row: number): string {
  return values === undefined || values.kind === 'number' ? '' : (values.dictionary[values.codes[row]!] ?? '')
}
