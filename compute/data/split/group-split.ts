/**
 * By chance, whole groups at a time, so that a model is judged on groups that it has never seen: other patients, other
 * customers. The groups come in an order of chance; each goes where rows are missing most.
 */
import { StudioError } from '../../spec/errors.ts'
import { randomBits } from '../../spec/random.ts'
import { type Part, parts } from '../../spec/split.ts'
import { furthestBehind } from './allot.ts'
import { textBits } from './row-keys.ts'
import { ascending, type Splitter, type SplitValues } from './splitter.ts'

/** Rows of one group. Rows without a value are a group each. */
export interface RowGroup {
  /** Empty where the value is missing. */
  readonly name: string
  readonly rows: readonly number[]
}

/** See the file's head. @throws StudioError `too-few-groups` where there is not one for each part */
export const groupSplit: Splitter<'group'> = (question) => {
  const { spec, strata, seed, by } = question
  const groups = rowGroups(by, strata)
  requireGroups(groups, parts.length, question.method.column)
  const total = groups.reduce((sum, { rows }) => sum + rows.length, 0)
  const chosen: Record<Part, RowGroup[]> = { train: [], validation: [], test: [] }
  const filled: Record<Part, number> = { train: 0, validation: 0, test: 0 }
  for (const group of inRandomOrder(groups, seed)) {
    const part = furthestBehind(parts, (each) => total * spec[each] - filled[each])
    chosen[part].push(group)
    filled[part] += group.rows.length
  }
  for (const part of parts) if (chosen[part].length === 0) chosen[part].push(takeSmallest(chosen))
  return ascending(rowsOf(chosen.train), rowsOf(chosen.validation), rowsOf(chosen.test))
}

/** The groups of the rows that have a target. */
export function rowGroups(by: SplitValues | null, strata: Int32Array): RowGroup[] {
  if (by?.kind !== 'texts') throw new Error('groups without a column')
  const ofText = new Map<number, number[]>()
  const single: RowGroup[] = []
  by.codes.forEach((code, row) => {
    if (strata[row]! < 0) return
    if (code < 0) single.push({ name: '', rows: [row] })
    else if (ofText.has(code)) ofText.get(code)!.push(row)
    else ofText.set(code, [row])
  })
  return [...Array.from(ofText, ([code, rows]) => ({ name: by.dictionary[code]!, rows })), ...single]
}

/** @throws StudioError `too-few-groups` */
export function requireGroups(groups: readonly RowGroup[], least: number, column: string): void {
  if (groups.length < least) throw new StudioError('too-few-groups', { column, groups: groups.length, least })
}

/** By their names and the seed, not by where they stand. */
export function inRandomOrder(groups: readonly RowGroup[], seed: number): RowGroup[] {
  return groups
    .map((group) => ({ group, place: randomBits(seed, 'split', 0, textBits(group.name, 1)) }))
    .sort((a, b) => a.place - b.place || (a.group.name < b.group.name ? -1 : 1))
    .map(({ group }) => group)
}

/** Row numbers of groups. */
export function rowsOf(groups: readonly RowGroup[]): Uint32Array {
  return Uint32Array.from(groups.flatMap(({ rows }) => rows))
}

/** Takes the smallest group out of the part that has most of them. */
function takeSmallest(chosen: Record<Part, RowGroup[]>): RowGroup {
  const from = parts.reduce((best, part) => (chosen[part].length > chosen[best].length ? part : best))
  const smallest = chosen[from].reduce((least, group) => (group.rows.length < least.rows.length ? group : least))
  chosen[from].splice(chosen[from].indexOf(smallest), 1)
  return smallest
}
