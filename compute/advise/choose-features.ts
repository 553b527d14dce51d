/**
 * Which columns to learn from, and for each of the others why not.
 *
 * The rules are those that automated tools agree on (Azure AutoML's "drop high cardinality or no variance features":
 * all-missing, constant, and ID- or hash-like columns), tried in order; the first that holds decides.
 */
import { looksLikeId } from '../data/profile/id-columns.ts'
import { maxCategories } from '../data/preprocess/fit-preprocessing.ts'
import { mostTerms } from '../data/preprocess/text-terms.ts'
import { type ColumnProfile, type Media, measuresOf, type TableProfile } from '../spec/dataset.ts'
import { message, type Message } from '../spec/message.ts'
import { dateParts, datePartWidth } from '../spec/date-parts.ts'
import type { Recommendation } from '../spec/advice.ts'
import type { SplitMethod } from '../spec/split.ts'

/** A column is id-like when this share of its values occurs once only. */
const idShare = 0.9
/** Fewer rows than this can't tell an id from a column with many values. */
const leastIdRows = 20
/** A category with more values than this share of the rows has hardly two rows a value: nothing to learn from. */
const tooFineShare = 0.5
/** A column that is missing in more than this share of the rows. */
const mostlyMissing = 0.95

interface Rule {
  readonly reason: string
  readonly holds: (column: ColumnProfile, rows: number) => boolean
}

const present = (column: ColumnProfile, rows: number) => rows - column.missing

/** Ids, and texts of which nearly each row has its own, such as names. */
function isIdLike(column: ColumnProfile, rows: number): boolean {
  if (looksLikeId(column, rows)) return true
  const values = present(column, rows)
  return column.kind === 'category' && values >= leastIdRows && column.distinct >= values * idShare
}

const rules: readonly Rule[] = [
  { reason: 'advice.leftOut.empty', holds: (column, rows) => present(column, rows) === 0 },
  { reason: 'advice.leftOut.constant', holds: (column) => column.distinct <= 1 && column.missing === 0 },
  {
    reason: 'advice.leftOut.mostlyMissing',
    holds: (column, rows) => rows >= leastIdRows && column.missing > rows * mostlyMissing,
  },
  { reason: 'advice.leftOut.picture', holds: (column) => column.kind === 'image' },
  { reason: 'advice.leftOut.recording', holds: (column) => column.kind === 'audio' },
  { reason: 'advice.leftOut.idLike', holds: isIdLike },
  {
    reason: 'advice.leftOut.tooManyValues',
    holds: (column, rows) => column.kind === 'category' && column.distinct > Math.max(10, rows * tooFineShare),
  },
]

export interface ChosenFeatures {
  readonly features: Recommendation['features']
  readonly leftOut: Recommendation['leftOut']
}

/**
 * Sorts the columns into those to learn from and those to leave out.
 *
 * @param chosen columns that a person chose, or null for all that are of use. A chosen column is left out only where
 *   the model can't read it.
 * @param method how the rows are divided: a column that only says that is of no use to learn from
 */
export function chooseFeatures(
  columns: readonly ColumnProfile[],
  rows: number,
  target: string,
  chosen: readonly string[] | null,
  method: SplitMethod | null = null,
): ChosenFeatures {
  const features: Recommendation['features'] = []
  const leftOut: Recommendation['leftOut'] = []
  for (const column of columns) {
    if (column.name === target) continue
    const reason = dividesRows(column, chosen, method) ?? reasonAgainst(column, rows, chosen)
    if (reason === null) features.push({ column: column.name, kind: column.kind })
    else leftOut.push({ column: column.name, reason })
  }
  return { features, leftOut }
}

/** A column that only says which rows belong together, or to which part, is met with other values later. */
function dividesRows({ name }: ColumnProfile, chosen: readonly string[] | null, method: SplitMethod | null) {
  const divides = (method?.kind === 'group' || method?.kind === 'given') && method.column === name
  return divides && chosen?.includes(name) !== true ? message('advice.leftOut.dividesRows') : null
}

function reasonAgainst(column: ColumnProfile, rows: number, chosen: readonly string[] | null): Message | null {
  if (chosen !== null && !chosen.includes(column.name)) return message('advice.leftOut.notChosen')
  const rule = rules.find(({ holds }) => holds(column, rows))
  if (rule === undefined) return null
  const unreadable = ['image', 'audio'].includes(column.kind) || present(column, rows) === 0
  if (chosen !== null && !unreadable) return null
  const { distinct, missing } = column
  return message(rule.reason, { distinct, rows, share: missing / Math.max(rows, 1) })
}

const beside = {
  image: 'advice.leftOut.besidePictures',
  audio: 'advice.leftOut.besideRecordings',
} as const satisfies Record<Media['kind'], string>

/** What is learned from pictures or recordings: them alone. */
export function fileFeature(
  columns: readonly ColumnProfile[],
  target: string,
  { column: files, kind }: Pick<Media, 'column' | 'kind'>,
): ChosenFeatures {
  const others = columns.filter(({ name }) => name !== target && name !== files)
  return {
    features: [{ column: files, kind }],
    leftOut: others.map(({ name }) => ({ column: name, reason: message(beside[kind]) })),
  }
}

/** What is learned from files and columns beside them: the files, and of the others those that tell something new. */
export function besideFiles(
  { columns, rows }: Pick<TableProfile, 'columns' | 'rows'>,
  target: string,
  media: Media,
  chosen: readonly string[] | null,
  method: SplitMethod | null = null,
): ChosenFeatures {
  const measures = measuresOf(media)
  const isMeasure = ({ name }: ColumnProfile) => measures.includes(name) && chosen?.includes(name) !== true
  const others = columns.filter((column) => column.name !== media.column && !isMeasure(column))
  const { features, leftOut } = chooseFeatures(others, rows, target, chosen, method)
  const measured = columns.filter((column) => isMeasure(column) && column.name !== target)
  return {
    features: [...features, { column: media.column, kind: media.kind }],
    leftOut: [
      ...leftOut,
      ...measured.map(({ name }) => ({ column: name, reason: message('advice.leftOut.measureOfFile') })),
    ],
  }
}

/** What is learned from texts alone: from all of their columns, or from the one with the longest texts. */
export function textFeatures(columns: readonly ColumnProfile[], target: string, oneOnly: boolean): ChosenFeatures {
  const isText = ({ name, kind, distinct }: ColumnProfile) => name !== target && kind === 'text' && distinct > 1
  const wordsOf = ({ texts }: ColumnProfile) => texts?.words.median ?? 0
  const longest = columns.filter(isText).toSorted((a, b) => wordsOf(b) - wordsOf(a))[0]
  const used = columns.filter((column) => (oneOnly ? column === longest : isText(column)))
  const others = columns.filter((column) => column.name !== target && !used.includes(column))
  return {
    features: used.map(({ name, kind }) => ({ column: name, kind })),
    leftOut: others.map(({ name }) => ({ column: name, reason: message('advice.leftOut.besideTexts') })),
  }
}

/**
 * How many model inputs the features but pictures become, as far as the profile tells: rare categories and terms may get none.
 *
 * @param embeds whether vectors are learned for categories: a column is one input then, missing or not
 */
export function estimateInputs(
  { columns, rows }: Pick<TableProfile, 'columns' | 'rows'>,
  features: Recommendation['features'],
  embeds = false,
): number {
  const byName = new Map(columns.map((column) => [column.name, column]))
  const inputsOf = (feature: Recommendation['features'][number]) => {
    const column = byName.get(feature.column)
    if (column === undefined || feature.kind === 'image' || feature.kind === 'audio') return 0
    if (feature.kind === 'text') return Math.min(mostTerms(rows), column.texts?.terms ?? mostTerms(rows))
    if (embeds && feature.kind === 'category' && feature.encoding === undefined) return 1
    return valueInputs(feature, column) + (column.missing > 0 ? 1 : 0)
  }
  return features.reduce((inputs, feature) => inputs + inputsOf(feature), 0)
}

/** How many inputs a column's values become, without the one for what is missing. */
function valueInputs(
  { kind, parts, encoding }: Recommendation['features'][number],
  { distinct }: ColumnProfile,
): number {
  if (kind === 'number' || encoding?.kind === 'ordinal') return 1
  if (kind === 'date') return (parts ?? [...dateParts]).reduce((sum, part) => sum + datePartWidth(part), 0)
  return encoding?.kind === 'hash' ? encoding.inputs : Math.min(distinct, maxCategories)
}
