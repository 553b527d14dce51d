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
  const present = values.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0)
  const step = Math.max(1, Math.floor(values.length / tried))
  const some = values.filter((value, at) => at % step === 0 && !Number.isNaN(value))
  const found = units.find(({ unit, parts }) =>
    some.every((value) => (Math.round((value * parts) / unit) * unit) / parts === value),
  )
  if (found === undefined || present === 0) return false
  const { unit, parts } = found
  let [least, largest] = [Infinity, -Infinity]
  for (const value of values) {
    if (Number.isNaN(value)) continue
    const number = Math.round((value * parts) / unit)
    if ((number * unit) / parts !== value) return false
    if (number < least) least = number
    if (number > largest) largest = number
  }
  if (!Number.isSafeInteger(least) || !Number.isSafeInteger(largest) || largest - least > most) return false
  await pause(signal)
  const keys = new Uint32Array(present)
  let at = 0
  for (const value of values) if (!Number.isNaN(value)) keys[at++] = Math.round((value * parts) / unit) - least
  const sorted = await sortKeys(keys, largest - least, signal)
  for (let i = 0; i < present; i++) values[i] = ((sorted[i]! + least) * unit) / parts
  values.fill(NaN, present)
  return true
}

/** By digits of some bits, the last first; each pass keeps the order of equals. */
async function sortKeys(keys: Uint32Array, largest: number, signal: AbortSignal): Promise<Uint32Array> {
  let from: Uint32Array = keys
  let to: Uint32Array = new Uint32Array(keys.length)
  for (let shift = 0; shift < 32 && largest >= 2 ** shift; shift += digitBits) {
    const places = new Uint32Array(digitMask + 2)
    for (const key of from) places[((key >>> shift) & digitMask) + 1]!++
    for (let digit = 1; digit <= digitMask; digit++) places[digit]! += places[digit - 1]!
    for (const key of from) to[places[(key >>> shift) & digitMask]!++] = key
    ;[from, to] = [to, from]
    await pause(signal)
  }
  return from
}
