/**
 * Dates as part of an exported model: moments in whole seconds since 1970 in, the inputs of their parts out, as
 * compute/data/preprocess/fit-dates.ts has them.
 */
import { daySeconds } from '../data/preprocess/date-readings.ts'
import type { DateFeature } from '../data/preprocess/fit-dates.ts'
import * as op from '../graph/ops.ts'
import type { Value } from '../graph/value.ts'
import { datePartPeriods, type DatePart, readableSeconds } from '../spec/date-parts.ts'

/** NumPy's "not a time", the smallest number of 64 bits: what stands for a missing moment. */
export const missingMoment = -(2n ** 63n)

/** Days from 1 March of the year 0, with which the calendar's 400 years begin, to 1970. */
const daysBefore1970 = 719_468

/** @param moments [rows, 1], int64 @returns [rows, inputs] */
export function encodeDates(moments: Value, { origin, parts, indicator }: DateFeature): Value {
  const isThere = op.and(
    op.greaterOrEqual(moments, readableSeconds.first),
    op.lessOrEqual(moments, readableSeconds.last),
  )
  const seconds = op.where(isThere, moments, origin)
  const readings = readingsOf(seconds, origin)
  const inputs = parts.flatMap(({ part, mean, scale }) => {
    const value = op.mul(op.sub(readings[part](), mean), scale)
    const own = datePartPeriods[part] === null ? [value] : [op.sin(value), op.cos(value)]
    return own.map((each) => op.where(isThere, each, 0))
  })
  const all = indicator ? [...inputs, op.cast(op.not(isThere), 'float32')] : inputs
  return all.length === 1 ? all[0]! : op.concat(all, 1)
}

/** Each part's reading in 32 bits. The date is worked out in whole numbers, none of them negative. */
function readingsOf(seconds: Value, origin: number): { readonly [Part in DatePart]: () => Value } {
  const asFloat = (x: Value) => op.cast(x, 'float32')
  const since = op.add(seconds, daysBefore1970 * daySeconds)
  const days = op.div(since, daySeconds)
  const date = once(() => dateOf(days))
  return {
    elapsed: () => asFloat(op.sub(seconds, origin)),
    year: () => asFloat(date().year),
    month: () => asFloat(date().month),
    day: () => asFloat(date().day),
    // The first of the days counted was a Wednesday.
    weekday: () => asFloat(remainder(op.add(days, 2), 7)),
    hour: () => op.div(asFloat(op.sub(since, op.mul(days, daySeconds))), 3600),
  }
}

/**
 * Year, month and day (both from 0) of a day's number: years are counted from March on, so that what leap years add comes
 * last (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", 2013).
 */
function dateOf(days: Value): { readonly year: Value; readonly month: Value; readonly day: Value } {
  const era = op.div(days, 146_097)
  const ofEra = op.sub(days, op.mul(era, 146_097))
  const leaps = op.sub(op.sub(op.div(ofEra, 36_524), op.div(ofEra, 1_460)), op.div(ofEra, 146_096))
  const yearOfEra = op.div(op.add(ofEra, leaps), 365)
  const before = op.add(op.mul(yearOfEra, 365), op.sub(op.div(yearOfEra, 4), op.div(yearOfEra, 100)))
  const ofYear = op.sub(ofEra, before)
  const fromMarch = op.div(op.add(op.mul(ofYear, 5), 2), 153)
  const day = op.sub(ofYear, op.div(op.add(op.mul(fromMarch, 153), 2), 5))
  const isNextYear = op.greaterOrEqual(fromMarch, 10)
  const year = op.add(op.mul(era, 400), yearOfEra)
  return {
    year: op.where(isNextYear, op.add(year, 1), year),
    month: op.where(isNextYear, op.sub(fromMarch, 10), op.add(fromMarch, 2)),
    day,
  }
}

const remainder = (x: Value, by: number) => op.sub(x, op.mul(op.div(x, by), by))

/** A value that is made when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => (made ??= { value: make() }).value
}
