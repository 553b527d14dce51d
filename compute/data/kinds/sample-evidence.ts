/** Evidence for a column's kind from some of its cell texts, in memory. */
import { findDateFormats } from './date-format.ts'
import { type ColumnEvidence, isDateName } from './column-kind.ts'
import { countUnspaced } from '../text/words.ts'
import { type DecimalMark, hasLeadingZero, parseNumber } from './number-text.ts'

/** How many different texts are held against the date formats. */
const datesLookedAt = 300

/** Counts over cell texts; `texts` are trimmed and not missing. */
export function sampleEvidence(name: string, texts: readonly string[], decimal: DecimalMark): ColumnEvidence {
  const distinct = new Set(texts)
  let numbers = 0
  let integers = 0
  let leadingZeros = 0
  let length = 0
  let unspaced = 0
  let spaced = 0
  for (const text of texts) {
    const value = parseNumber(text, decimal)
    if (value !== null) {
      numbers++
      if (Number.isInteger(value)) integers++
      if (hasLeadingZero(text)) leadingZeros++
    }
    length += text.length
    unspaced += countUnspaced(text)
    if (/\s/.test(text)) spaced++
  }
  return {
    name,
    present: texts.length,
    distinct: distinct.size,
    numbers,
    integers,
    leadingZeros,
    ...(numbers < texts.length || isDateName(name) ? sampleDates(name, texts, distinct) : noDates),
    meanLength: texts.length === 0 ? 0 : length / texts.length,
    meanUnspaced: texts.length === 0 ? 0 : unspaced / texts.length,
    spaced,
  }
}

const noDates = { dates: 0, dateFormats: [] }

/** Dates among the texts: the share among some different ones, taken for all. */
function sampleDates(name: string, texts: readonly string[], distinct: ReadonlySet<string>) {
  const some = [...distinct].slice(0, datesLookedAt)
  const found = some.some((text) => /\d/.test(text)) ? findDateFormats(some, isDateName(name)) : null
  const dates = found === null ? 0 : Math.round((texts.length * found.matching) / some.length)
  return { dates, dateFormats: found?.formats ?? [] }
}
