/**
 * The date formats that are recognised: days and times of day, in SQL's `strptime` notation.
 *
 * A column holds dates when nearly all its cells fit one of them. Which of day and month comes first in 03/04/2021 is
 * told by the column's other cells (13/04/2021 can only begin with the day); where nothing tells, the earlier of two
 * formats here is taken. Whole tables are read by SQL; single texts, as a form has them, are read here in the same way.
 */

/** Formats of a day, the more certain ones first. */
const dayFormats = [
  '%Y-%m-%d',
  '%Y/%m/%d',
  '%Y.%m.%d',
  '%Y年%m月%d日',
  '%d.%m.%Y',
  '%m/%d/%Y',
  '%d/%m/%Y',
  '%d-%m-%Y',
  '%m-%d-%Y',
  '%d-%b-%Y',
  '%d %b %Y',
  '%b %d, %Y',
  '%d %B %Y',
  '%B %d, %Y',
  '%m/%d/%y',
  '%d/%m/%y',
  '%d.%m.%y',
  '%d-%b-%y',
] as const

/** Eight digits are a date only in a column that is called one. */
const compactDayFormat = '%Y%m%d'

/**
 * What may follow the day. Local times stay as they are written, also in the hour that a change of the clocks leaves out or has
 * twice; with an offset from UTC they become times in UTC. The machine's own time zone changes no value.
 */
const timeFormats = [
  '',
  ' %H:%M:%S',
  ' %H:%M',
  'T%H:%M:%S',
  'T%H:%M:%SZ',
  ' %H:%M:%S.%f',
  'T%H:%M:%S.%f',
  'T%H:%M:%S.%fZ',
  'T%H:%M',
  ' %H:%M:%SZ',
  ' %H:%M:%S.%fZ',
  ' %H:%M:%S+00:00',
  'T%H:%M:%S+00:00',
  ' %H:%M:%S%z',
  'T%H:%M:%S%z',
  ' %H:%M:%S.%f%z',
  'T%H:%M:%S.%f%z',
  ' %H:%M:%S %z',
  ' %H:%M%z',
  'T%H:%M%z',
  ' %I:%M:%S %p',
  ' %I:%M %p',
] as const

/** An offset from UTC, of less than 16 hours: those of all places and times are. */
export const offsetPattern = '[+-](?:0\\d|1[0-5])(?::?[0-5]\\d)?'

const shortMonths = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const longMonths = 'january february march april may june july august september october november december'.split(' ')

/** For each code its pattern, how it is shown to a person, and its value if it has a range. */
const codes = {
  Y: { pattern: '\\d{4}', shown: 'YYYY', range: [0, 9999] },
  y: { pattern: '\\d{2}', shown: 'YY', range: [0, 99] },
  m: { pattern: '\\d{1,2}', shown: 'MM', range: [1, 12] },
  d: { pattern: '\\d{1,2}', shown: 'DD', range: [1, 31] },
  b: { pattern: `(?:${shortMonths.join('|')})`, shown: 'Mon', range: null },
  B: { pattern: `(?:${longMonths.join('|')})`, shown: 'Month', range: null },
  H: { pattern: '\\d{1,2}', shown: 'HH', range: [0, 23] },
  I: { pattern: '\\d{1,2}', shown: 'hh', range: [1, 12] },
  M: { pattern: '\\d{1,2}', shown: 'mm', range: [0, 59] },
  S: { pattern: '\\d{1,2}', shown: 'ss', range: [0, 59] },
  f: { pattern: '\\d{1,6}', shown: 'ffffff', range: null },
  p: { pattern: '(?:am|pm)', shown: 'AM/PM', range: null },
  z: { pattern: offsetPattern, shown: '+hh:mm', range: null },
} as const satisfies Record<string, { pattern: string; shown: string; range: readonly [number, number] | null }>

type DateCode = keyof typeof codes

const codePattern = /%([A-Za-z])/g

/** The moment that a format's parts say. Years of two digits are those from 1969 to 2068, as SQL's `strptime` has them. */
function momentOf(parts: ReadonlyMap<DateCode, string>): number | null {
  const number = (code: DateCode) => Number(parts.get(code) ?? 0)
  const named = (names: readonly string[], code: DateCode) => names.indexOf((parts.get(code) ?? '').toLowerCase())
  const short = number('y')
  const year = parts.has('Y') ? number('Y') : short + (short < 69 ? 2000 : 1900)
  const month = parts.has('m') ? number('m') - 1 : Math.max(named(shortMonths, 'b'), named(longMonths, 'B'))
  const afternoon = (parts.get('p') ?? '').toLowerCase() === 'pm' ? 12 : 0
  const hour = parts.has('I') ? (number('I') % 12) + afternoon : number('H')
  const fraction = Number((parts.get('f') ?? '').padEnd(3, '0').slice(0, 3))
  // Date.UTC takes years below 100 for those of the last century.
  const date = new Date(Date.UTC(2000, 0, 1, hour, number('M'), number('S'), fraction))
  date.setUTCFullYear(year, month, number('d'))
  const isThere = date.getUTCMonth() === month && date.getUTCDate() === number('d')
  return isThere ? date.getTime() - offsetOf(parts.get('z') ?? '+00') : null
}

/** Milliseconds by which clocks are ahead of UTC. */
function offsetOf(text: string): number {
  const digits = text.slice(1).replace(':', '').padEnd(4, '0')
  const minutes = 60 * Number(digits.slice(0, 2)) + Number(digits.slice(2))
  return (text.startsWith('-') ? -60_000 : 60_000) * minutes
}

/** Finds and reads texts of one format. Finding leaves days that a month doesn't have to whoever reads them. */
class DateMatcher {
  readonly format: string
  readonly #pattern: RegExp
  readonly #beginning: RegExp
  readonly #codes: readonly DateCode[]

  constructor(format: string) {
    this.format = format
    this.#codes = [...format.matchAll(codePattern)].map((match) => match[1] as DateCode)
    const used = this.#codes.map((code) => codes[code])
    const literal = (text: string) => text.replace(/[.+*?^$()[\]{}|\\]/g, '\\$&')
    const parts = format.split(/%[A-Za-z]/).map(literal)
    const pattern = parts.map((part, i) => part + (used[i] ? `(${used[i].pattern})` : '')).join('')
    this.#pattern = new RegExp(`^${pattern}$`, 'i')
    this.#beginning = new RegExp(`^${pattern}`, 'i')
  }

  /** Whether a text's beginning looks like it, which is sooner told than that it is one. */
  begins(text: string): boolean {
    return this.#beginning.test(text)
  }

  matches(text: string): boolean {
    return this.#groups(text) !== null
  }

  /** The moment in milliseconds since 1970, in no time zone; null for a text that is no date, as the 30th of February. */
  parse(text: string): number | null {
    const groups = this.#groups(text)
    return groups === null ? null : momentOf(new Map(this.#codes.map((code, i) => [code, groups[i]!])))
  }

  #groups(text: string): readonly string[] | null {
    const match = this.#pattern.exec(text)
    if (match === null) return null
    const groups = match.slice(1)
    const fits = this.#codes.every((code, i) => {
      const { range } = codes[code]
      const value = Number(groups[i])
      return range === null || (value >= range[0] && value <= range[1])
    })
    return fits ? groups : null
  }
}

const matchers = [...dayFormats, compactDayFormat].map((day) => ({
  day,
  beginning: new DateMatcher(day),
  withTimes: timeFormats.map((time) => new DateMatcher(day + time)),
}))

export interface FoundDateFormats {
  /** The formats in use, the most frequent first; they differ only in the time of day. */
  readonly formats: readonly string[]
  /** How many of the texts fit one of them. */
  readonly matching: number
}

/** The day format that most of the texts fit, and the times of day found with it; null where none fits any. */
export function findDateFormats(texts: readonly string[], allowCompact: boolean): FoundDateFormats | null {
  let best: FoundDateFormats | null = null
  for (const { day, beginning, withTimes } of matchers) {
    if (day === compactDayFormat && !allowCompact) continue
    const counts = new Map<string, number>()
    let matching = 0
    for (const text of texts) {
      if (!beginning.begins(text)) continue
      const matcher = withTimes.find((candidate) => candidate.matches(text))
      if (matcher === undefined) continue
      matching++
      counts.set(matcher.format, (counts.get(matcher.format) ?? 0) + 1)
    }
    if (matching > (best?.matching ?? 0)) {
      const formats = [...counts].sort((a, b) => b[1] - a[1]).map(([format]) => format)
      best = { formats, matching }
    }
  }
  return best
}

/** Whether a format has a time of day. */
export function hasTime(format: string): boolean {
  return /%[HI]/.test(format)
}

/** Whether a format has an offset from UTC. */
export function hasOffset(format: string): boolean {
  return format.endsWith('%z')
}

/** A format as people write it: YYYY-MM-DD HH:mm. */
export function shownFormat(format: string): string {
  return format.replace(codePattern, (_, code: string) => codes[code as keyof typeof codes].shown)
}

const matchersByFormat = new Map<string, DateMatcher>()

/** A format's matcher. Formats come from this module's own table, so there are few. */
function matcherOf(format: string): DateMatcher {
  const known = matchersByFormat.get(format)
  if (known !== undefined) return known
  const matcher = new DateMatcher(format)
  matchersByFormat.set(format, matcher)
  return matcher
}

/** A trimmed text as milliseconds since 1970, by the first of the formats that it fits; null where it fits none. */
export function parseDate(text: string, formats: readonly string[]): number | null {
  for (const format of formats) {
    const moment = matcherOf(format).parse(text)
    if (moment !== null) return moment
  }
  return null
}
