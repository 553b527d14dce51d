/**
 * Sorting numbers of few decimals, and dates, as whole numbers: most columns hold such, and counting digits is several
 * times faster than comparing.
 */
import { pause } from './sort-numbers.ts'

/** What values are multiples of, as `unit / parts`: days and seconds in microseconds, whole numbers, one to six decimals. */
const units: readonly { readonly unit: number; readonly parts: number }[] = [
  { unit: 86_400_000_000, parts: 1 },
  { unit: 1_000_000, parts: 1 },
  ...[1, 10, 100, 1000, 10_000, 100_000, 1_000_000].map((parts) => ({ unit: 1, parts })),
]
/** So many values from all over are tried before all are. */
const tried = 1024
const digitBits = 11
const digitMask = (1 << digitBits) - 1
const most = 2 ** 32 - 1

/**
 * Sorts in place where all values are whole multiples of one of the units and not too far apart; NaN comes last.
 * @returns false, with nothing changed, where they aren't
 * @throws StudioError cancelled
 */
export async function sortDecimals(values: Float64Array, signal: AbortSignal): Promise<boolean> {
  const found = unitOf(values)
  const range = found === null ? null : toWhole(values, found)
  if (found === null || range === null) return false
  await pause(signal)
  const { least, largest, present } = range
  const { unit, parts } = found
  if (largest - least <= mostCounted) {
    countOut(values, range, found)
    return true
  }
  const keys = new Uint32Array(present)
  let at = 0
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) keys[at++] = values[i]! - least
  // The values' own place is free meanwhile, and twice as large as is needed.
  const spare = new Uint32Array(values.buffer, values.byteOffset, present)
  const sorted = await sortKeys(keys, spare, largest - least, signal)
  values.fill(NaN, present)
  // From the end on: where the keys are in the values' place, none is written over that is still to be read.
  for (let i = present - 1; i >= 0; i--) values[i] = ((sorted[i]! + least) * unit) / parts
  return true
}

/** Numbers so close together are counted, each by itself. */
const mostCounted = 1 << 21

/** Sorts whole numbers by how often each is there, and makes values of them again. */
function countOut(values: Float64Array, { least, largest, present }: WholeRange, { unit, parts }: Unit): void {
  const counts = new Uint32Array(largest - least + 1)
  for (let i = 0; i < values.length; i++) {
    const key = values[i]! - least
    if (!Number.isNaN(key)) counts[key]!++
  }
  let at = 0
  for (let key = 0; key < counts.length; key++) {
    const count = counts[key]!
    if (count === 0) continue
    const value = ((key + least) * unit) / parts
    for (const end = at + count; at < end; at++) values[at] = value
  }
  values.fill(NaN, present)
}

type Unit = (typeof units)[number]

interface WholeRange {
  readonly least: number
  readonly largest: number
  readonly present: number
}

/** What some values from all over are multiples of; null for nothing, and where all are missing. */
function unitOf(values: Float64Array): Unit | null {
  const step = Math.max(1, Math.floor(values.length / tried))
  const some: number[] = []
  for (let at = 0; at < values.length; at += step) if (!Number.isNaN(values[at])) some.push(values[at]!)
  const fits = ({ unit, parts }: Unit) =>
    some.every((value) => (Math.round((value * parts) / unit) * unit) / parts === value)
  return units.find(fits) ?? null
}

/** Puts the whole numbers of units in the values' places; null, with all as it was, where one is no multiple or they are too far apart. */
function toWhole(values: Float64Array, { unit, parts }: Unit): WholeRange | null {
  let [least, largest, present] = [Infinity, -Infinity, 0]
  let done = 0
  for (; done < values.length; done++) {
    const value = values[done]!
    if (Number.isNaN(value)) continue
    const number = Math.round((value * parts) / unit)
    if ((number * unit) / parts !== value) break
    values[done] = number
    present++
    if (number < least) least = number
    if (number > largest) largest = number
  }
  const areSafe = Number.isSafeInteger(least) && Number.isSafeInteger(largest)
  if (done === values.length && areSafe && largest - least <= most) {
    return { least, largest, present }
  }
  for (let i = 0; i < done; i++) values[i] = (values[i]! * unit) / parts
  return null
}

/**
 * By digits of some bits, the last first; each pass keeps the order of equals.
 * @returns one of the two arrays, with the keys in order
 */
async function sortKeys(
  keys: Uint32Array,
  spare: Uint32Array,
  largest: number,
  signal: AbortSignal,
): Promise<Uint32Array> {
  let [from, to] = [keys, spare]
  for (let shift = 0; shift < 32 && largest >= 2 ** shift; shift += digitBits) {
    const places = new Uint32Array(digitMask + 2)
    for (let i = 0; i < from.length; i++) places[((from[i]! >>> shift) & digitMask) + 1]!++
    for (let digit = 1; digit <= digitMask; digit++) places[digit]! += places[digit - 1]!
    for (let i = 0; i < from.length; i++) {
      const key = from[i]!
      to[places[(key >>> shift) & digitMask]!++] = key
    }
    ;[from, to] = [to, from]
    await pause(signal)
  }
  return from
}
