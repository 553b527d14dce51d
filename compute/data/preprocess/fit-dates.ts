/** Dates as inputs: fitted on the training rows, and encoded moment by moment. */
import { datePartPeriods, dateParts, type DatePart, datePartWidth } from '../../spec/date-parts.ts'
import type { FittedFeature } from '../../spec/preprocessing.ts'
import type { ColumnValues } from '../column-values.ts'
import { findDateFormats, parseDate } from '../kinds/date-format.ts'
import { dateReadings, momentSeconds } from './date-readings.ts'

export type DateFeature = Extract<FittedFeature, { kind: 'date' }>
type DateColumn = Extract<ColumnValues, { kind: 'date' }>

/** Each different text of a column as seconds since 1970, NaN for one that is no date. */
export function dictionarySeconds(dictionary: readonly string[], formats: readonly string[]): Float64Array {
  return Float64Array.from(dictionary, (text) => momentSeconds(parseDate(text, formats) ?? NaN))
}

/** How dates may be written in a row of one's own besides. */
const isoFormats = ['%Y-%m-%d', '%Y-%m-%d %H:%M', '%Y-%m-%d %H:%M:%S', '%Y-%m-%dT%H:%M', '%Y-%m-%dT%H:%M:%S']

/** A text of a row of one's own as seconds since 1970, NaN where it is no date. */
export function readMoment(text: string, { formats }: Pick<DateFeature, 'formats'>): number {
  return momentSeconds(parseDate(text.trim(), [...formats, ...isoFormats]) ?? NaN)
}

/** The formats that a column's texts are in: those that it was imported with, or what its texts show. */
function formatsOf({ dictionary, formats }: DateColumn): readonly string[] {
  return formats ?? findDateFormats(dictionary, true)?.formats ?? []
}

/**
 * Fits the parts that were asked for; parts that are the same in all training rows say nothing and are left out.
 * @returns null where the training rows have no date
 */
export function fitDates(
  column: string,
  values: DateColumn,
  trainRows: Uint32Array,
  asked: readonly DatePart[] = dateParts,
): DateFeature | null {
  const formats = formatsOf(values)
  const ofText = dictionarySeconds(values.dictionary, formats)
  const all = Float64Array.from(trainRows, (row) => ofText[values.codes[row]!] ?? NaN)
  const seconds = all.filter((moment) => !Number.isNaN(moment))
  if (seconds.length === 0) return null
  const origin = Math.round(seconds.reduce((sum, moment) => sum + moment / seconds.length, 0))
  const parts = dateParts.flatMap((part) => {
    const fitted = asked.includes(part) ? fitPart(part, seconds, origin) : null
    return fitted === null ? [] : [fitted]
  })
  return { kind: 'date', column, formats: [...formats], origin, parts, indicator: seconds.length < all.length }
}

/** A part's standardisation, or the angle of what comes round; null where its readings are all alike. */
function fitPart(part: DatePart, seconds: Float64Array, origin: number): DateFeature['parts'][number] | null {
  const readings = seconds.map((moment) => dateReadings[part](moment, origin))
  if (readings.every((reading) => reading === readings[0])) return null
  const period = datePartPeriods[part]
  if (period !== null) return { part, mean: 0, scale: Math.fround((2 * Math.PI) / period) }
  const mean = readings.reduce((sum, reading) => sum + reading / readings.length, 0)
  const variance = readings.reduce((sum, reading) => sum + (reading - mean) ** 2 / readings.length, 0)
  return { part, mean: Math.fround(mean), scale: Math.fround(1 / Math.sqrt(variance)) }
}

/** Writes a moment's inputs to where they stand: an array that is 0 there, as all of them stay for a missing one. */
export function encodeMoment(seconds: number, { origin, parts, indicator }: DateFeature, inputs: Float32Array): void {
  if (Number.isNaN(seconds)) {
    if (indicator) inputs[inputs.length - 1] = 1
    return
  }
  let at = 0
  for (const { part, mean, scale } of parts) {
    const reading = dateReadings[part](seconds, origin)
    const value = Math.fround(Math.fround(reading - mean) * scale)
    if (datePartPeriods[part] === null) inputs[at] = value
    else {
      inputs[at] = Math.sin(value)
      inputs[at + 1] = Math.cos(value)
    }
    at += datePartWidth(part)
  }
}
