/**
 * Numbers and dates read from a text's bytes where they are written in their column's usual way (`column-sql.ts` has the same
 * in SQL). A cell ends before the delimiter or the line's end. A cell of nothing is missing: NaN.
 *
 * Each gives the place of the byte behind the cell, or `irregular` for a cell that has to be looked at closely.
 */
import { mostDigits } from '../kinds/number-text.ts'

export const irregular = -1

const [minus, zero, lineFeed, carriageReturn] = [0x2d, 0x30, 0x0a, 0x0d]
/** Powers of ten that doubles hold: a number of at most fifteen digits divided by one is rounded only once. */
const powers = Float64Array.from({ length: 23 }, (_, at) => Number(`1e${at}`))

const endsCell = (byte: number, delimiter: number): boolean =>
  byte === delimiter || byte === lineFeed || byte === carriageReturn

/** A whole number without further signs: 0, −12, 450. */
export function wholeCell(bytes: Uint8Array, at: number, delimiter: number, values: Float64Array, row: number): number {
  let place = at
  let byte = bytes[place]!
  const negative = byte === minus
  if (negative) byte = bytes[++place]!
  const first = place
  let number = 0
  for (let digit = byte - zero; digit >>> 0 <= 9; digit = byte - zero) {
    number = number * 10 + digit
    byte = bytes[++place]!
  }
  if (!endsCell(byte, delimiter)) return irregular
  const digits = place - first
  if (digits === 0 && !negative) {
    values[row] = NaN
    return place
  }
  const isWritten = bytes[first] === zero ? digits === 1 && !negative : digits > 0 && digits <= mostDigits
  if (!isWritten) return irregular
  values[row] = negative ? -number : number
  return place
}

/** A number of so many decimals. @param mark the byte before them */
export function decimalCell(
  bytes: Uint8Array,
  at: number,
  delimiter: number,
  values: Float64Array,
  row: number,
  decimals: number,
  mark: number,
): number {
  let place = at
  let byte = bytes[place]!
  const negative = byte === minus
  if (negative) byte = bytes[++place]!
  const first = place
  let number = 0
  for (let digit = byte - zero; digit >>> 0 <= 9; digit = byte - zero) {
    number = number * 10 + digit
    byte = bytes[++place]!
  }
  const before = place - first
  if (before === 0) {
    if (negative || !endsCell(byte, delimiter)) return irregular
    values[row] = NaN
    return place
  }
  if (byte !== mark || (before > 1 && bytes[first] === zero) || before + decimals > mostDigits) return irregular
  byte = bytes[++place]!
  const point = place
  for (let digit = byte - zero; digit >>> 0 <= 9; digit = byte - zero) {
    number = number * 10 + digit
    byte = bytes[++place]!
  }
  // Which of the two zeros a file has, stays to be told by its text.
  if (place - point !== decimals || !endsCell(byte, delimiter) || (negative && number === 0)) return irregular
  values[row] = (negative ? -number : number) / powers[decimals]!
  return place
}

/** A number as short as possible: without zeros at its end, and of as many digits as a double gives back. */
export function shortestCell(
  bytes: Uint8Array,
  at: number,
  delimiter: number,
  values: Float64Array,
  row: number,
  mark: number,
): number {
  let place = at
  let byte = bytes[place]!
  const negative = byte === minus
  if (negative) byte = bytes[++place]!
  const first = place
  let number = 0
  for (let digit = byte - zero; digit >>> 0 <= 9; digit = byte - zero) {
    number = number * 10 + digit
    byte = bytes[++place]!
  }
  const before = place - first
  if (endsCell(byte, delimiter)) {
    if (before === 0 && !negative) {
      values[row] = NaN
      return place
    }
    const isWritten = bytes[first] === zero ? before === 1 && !negative : before > 0 && before <= mostDigits
    if (!isWritten) return irregular
    values[row] = negative ? -number : number
    return place
  }
  if (byte !== mark || before === 0 || before > 7) return irregular
  const isSmall = bytes[first] === zero
  if (isSmall && before > 1) return irregular
  byte = bytes[++place]!
  const point = place
  let last = -1
  let leading = 0
  for (let digit = byte - zero; digit >>> 0 <= 9; digit = byte - zero) {
    number = number * 10 + digit
    if (number === 0) leading++
    last = digit
    byte = bytes[++place]!
  }
  const decimals = place - point
  const fits = isSmall ? leading <= 3 && decimals - leading <= 11 : decimals <= 8
  if (!endsCell(byte, delimiter) || last <= 0 || !fits || place - at > 16) return irregular
  values[row] = (negative ? -number : number) / powers[decimals]!
  return place
}

const dayMicroseconds = 86_400_000_000
const monthLengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** A day as ISO 8601 writes it, in microseconds since 1970. @param timed with a time of day: YYYY-MM-DD HH:MM:SS */
export function momentCell(
  bytes: Uint8Array,
  at: number,
  delimiter: number,
  values: Float64Array,
  row: number,
  timed: boolean,
): number {
  if (endsCell(bytes[at]!, delimiter)) {
    values[row] = NaN
    return at
  }
  const end = at + (timed ? 19 : 10)
  if (end >= bytes.length || !endsCell(bytes[end]!, delimiter)) return irregular
  const century = twoDigits(bytes, at)
  const short = twoDigits(bytes, at + 2)
  const month = twoDigits(bytes, at + 5)
  const day = twoDigits(bytes, at + 8)
  const isDay = century >= 0 && short >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= monthLengths[month - 1]!
  if (!isDay || bytes[at + 4] !== minus || bytes[at + 7] !== minus) return irregular
  const year = century * 100 + short
  if (year === 0 || (month === 2 && day === 29 && !isLeap(year))) return irregular
  const days = daysSince1970(year, month, day)
  if (!timed) {
    values[row] = days * dayMicroseconds
    return end
  }
  const hour = twoDigits(bytes, at + 11)
  const minute = twoDigits(bytes, at + 14)
  const second = twoDigits(bytes, at + 17)
  const isTime = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60
  if (!isTime || bytes[at + 10] !== 0x20 || bytes[at + 13] !== 0x3a || bytes[at + 16] !== 0x3a) return irregular
  values[row] = days * dayMicroseconds + ((hour * 60 + minute) * 60 + second) * 1_000_000
  return end
}

/** −1000 or less where one is no digit. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const ten = bytes[at]! - zero
  const one = bytes[at + 1]! - zero
  return ten >= 0 && ten <= 9 && one >= 0 && one <= 9 ? ten * 10 + one : -1000
}

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

/** Of the Gregorian calendar, by years that begin in March (Hinnant, chrono-Compatible Low-Level Date Algorithms). */
function daysSince1970(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const ofEra = shifted - era * 400
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468
}
