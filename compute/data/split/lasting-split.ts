/**
 * Rows that stay in the parts in which they were at first. What was there at first is divided as it was then; a row that came
 * later goes where the order of chance puts it: into the part of the row of its class that stands before it there. So each
 * row's part comes of itself and of the first rows alone, and another row more or less moves none.
 */
import { type Part, parts, type SplitMethod } from '../../spec/split.ts'
import type { TableColumns } from '../column-values.ts'
import { drawing } from './draw.ts'
import { inRandomOrder, rowGroups, type RowGroup } from './group-split.ts'
import type { RowKeys } from './row-keys.ts'
import type { SplitRows, SplitValues } from './splitter.ts'

/** The rows of a dataset as they were at first. */
export interface FirstRows {
  /** The columns that were asked for. */
  readonly columns: TableColumns
  readonly keys: RowKeys
  /** For each row now the first row that it is; −1 for one that came later. */
  readonly rowOf: Int32Array
  /** Fingerprints of the rows now, each under its `keyRow`. */
  readonly ownKeys: RowKeys
  readonly keyRow: (row: number) => number
}

/** Ways whose parts are drawn once. Those by time move on with time, and in folds every row judges once anyway. */
export const lasts = ({ kind }: SplitMethod): boolean => kind === 'random' || kind === 'group'

export interface LastingQuestion {
  readonly seed: number
  readonly first: FirstRows
  /** How the first rows were divided, and their classes (all one where classes don't matter). */
  readonly firstSplit: SplitRows
  readonly firstStrata: Int32Array
  /** For each row now the class that it would have had among the first; −1 where it has no target, −2 for a new class. */
  readonly strata: Int32Array
  /** The groups of the first rows and of those now, where whole groups stay together. */
  readonly groups: { readonly first: SplitValues; readonly now: SplitValues } | null
}

/** A class that was not there at first. */
export const newClass = -2
/** New classes are drawn among all first rows, apart from the draws of any class. */
const drawOfNewClasses = 1 << 20

/** See the file's head. */
export function lastingSplit(question: LastingQuestion): SplitRows {
  const { first, firstSplit, strata, groups } = question
  const partOf = partsOfRows(first.rowOf, firstSplit, question.firstStrata.length)
  const chosen: Record<Part, number[]> = { train: [], validation: [], test: [] }
  const later: number[] = []
  const ofGroup = groups === null ? null : partsOfGroups(question, groups, partOf.first)
  strata.forEach((stratum, row) => {
    if (stratum === -1) return
    const part = ofGroup?.(row) ?? partOf.now(row)
    if (part === null) later.push(row)
    else chosen[part].push(row)
  })
  dealOut(question, partOf.first, later, chosen)
  const ascending = (rows: number[]) => Uint32Array.from(rows).sort()
  return { train: ascending(chosen.train), validation: ascending(chosen.validation), test: ascending(chosen.test) }
}

/** The part of each first row, and of each row now that was one; null for none. */
function partsOfRows(rowOf: Int32Array, split: SplitRows, rows: number) {
  const codes = new Int8Array(rows).fill(-1)
  for (const [code, part] of parts.entries()) for (const row of split[part]) codes[row] = code
  const first = (row: number): Part | null => parts[codes[row]!] ?? null
  return { first, now: (row: number) => (rowOf[row]! < 0 ? null : first(rowOf[row]!)) }
}

/** Rows that came later, class by class among the first rows of it. */
function dealOut(
  { seed, first, firstStrata, strata }: LastingQuestion,
  partOfFirst: (row: number) => Part | null,
  later: readonly number[],
  chosen: Record<Part, number[]>,
): void {
  if (later.length === 0) return
  const draw = drawing(seed, withKeysOf(first, later))
  const count = firstStrata.length
  for (const stratum of new Set(later.map((row) => strata[row]!))) {
    const known = Array.from(firstStrata.keys()).filter(
      (row) => partOfFirst(row) !== null && (stratum === newClass || firstStrata[row] === stratum),
    )
    const own = later.flatMap((row, at) => (strata[row] === stratum ? [count + at] : []))
    const order = Uint32Array.from([...known, ...own])
    draw(order, stratum === newClass ? drawOfNewClasses : stratum)
    let part: Part = 'train'
    for (const place of order) {
      if (place < count) part = partOfFirst(place) ?? part
      else chosen[part].push(later[place - count]!)
    }
  }
}

/** The fingerprints of the first rows, then those of rows that came later. */
function withKeysOf({ keys, ownKeys, keyRow }: FirstRows, later: readonly number[]): RowKeys {
  const joined = (half: keyof RowKeys) => {
    const all = new Uint32Array(keys[half].length + later.length)
    all.set(keys[half])
    later.forEach((row, at) => (all[keys[half].length + at] = ownKeys[half][keyRow(row)]!))
    return all
  }
  return { high: joined('high'), low: joined('low') }
}

/** The part of a row's group: the one that it was in, or that of the group before it in the order of chance. */
function partsOfGroups(
  { seed, strata, firstStrata }: LastingQuestion,
  groups: NonNullable<LastingQuestion['groups']>,
  partOfFirst: (row: number) => Part | null,
): (row: number) => Part | null {
  const partOfName = new Map<string, Part>()
  const named = (of: SplitValues, classes: Int32Array) =>
    rowGroups(of, classes).filter(({ name }: RowGroup) => name !== '')
  const old = named(groups.first, firstStrata)
  for (const { name, rows } of old) {
    const part = partOfFirst(rows[0]!)
    if (part !== null) partOfName.set(name, part)
  }
  const now = named(groups.now, strata)
  let before: Part = 'train'
  for (const { name } of inRandomOrder([...old, ...now.filter((group) => !partOfName.has(group.name))], seed)) {
    before = partOfName.get(name) ?? before
    partOfName.set(name, before)
  }
  const { now: values } = groups
  return (row) =>
    values.kind === 'texts' ? (partOfName.get(values.dictionary[values.codes[row]!] ?? '') ?? null) : null
}
