/**
 * Dates in workbooks: numbers of days that are dates only by the format in which they are shown.
 *
 * Source: ECMA-376 part 1, 18.8.30 (number formats) and 18.17.4 (dates).
 */

/** What a number format shows a number as. */
export type ShownAs = 'number' | 'date' | 'time'

/** Formats that every workbook has: days, days with times, and times. 27 to 58 are the East Asian ones. */
function builtInFormat(id: number): ShownAs {
  if ((id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 31) || id === 36) return 'date'
  if (id >= 50 && id <= 58) return 'date'
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id === 45 || id === 47) return 'time'
  return 'number'
}

/** What a format shows a number as, by its id and, where it is the workbook's own, by its code. */
export function shownAs(id: number, code: string | undefined): ShownAs {
  return code === undefined ? builtInFormat(id) : formatCode(code)
}

function formatCode(code: string): ShownAs {
  // Elapsed hours, [h]:mm, are an amount. Other brackets hold colours, conditions and languages.
  if (/\[(?:h+|m+|s+)\]/i.test(code)) return 'number'
  const plain = code
    .replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '')
    .split(';')[0]!
    .replace(/general/i, '')
    .replace(/am\/pm|a\/p|上午\/下午/gi, 'h')
  if (/[yd]/i.test(plain)) return 'date'
  if (/[hs]/i.test(plain)) return 'time'
  return /m/i.test(plain) ? 'date' : 'number'
}

const dayMs = 86_400_000
/** Day 0 of either system; the older one counts a 29 February 1900 that never was. */
const firstDay = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) } as const
const lastDay = 2_958_466

/** A number of days as text: a day, a day with its time, or a time alone. Null where it can't be one. */
export function dateText(days: number, shown: ShownAs, system: 1900 | 1904): string | null {
  if (shown === 'number' || !(days >= 0) || days >= lastDay) return null
  const timeAlone = shown === 'time' && days < 1
  // Before its day 60 the older system is a day behind.
  const corrected = system === 1900 && days < 60 && !timeAlone ? days + 1 : days
  const written = new Date(firstDay[system] + Math.round(corrected * dayMs)).toISOString()
  const [day, time] = written.slice(0, -1).split('T') as [string, string]
  const shortTime = time.replace(/\.000$/, '')
  if (timeAlone) return shortTime
  return shortTime === '00:00:00' ? day : `${day} ${shortTime}`
}
