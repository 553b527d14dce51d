/**
 * How the values of sentences are written in a language, all by Intl: numbers, shares, sizes, durations, dates.
 *
 * One definition for the interface, the main process and the command line, since they say the same sentences.
 */

export interface Formats {
  /** A whole number with its thousands parted. */
  readonly integer: (value: number) => string
  /** Up to `digits` significant digits; very large and very small ones in scientific notation. */
  readonly number: (value: number, digits?: number) => string
  /** A fixed count of decimals, for figures that are compared in a column. */
  readonly fixed: (value: number, decimals: number) => string
  /** A share of 1 as per cent. */
  readonly percent: (share: number, decimals?: number) => string
  readonly bytes: (bytes: number) => string
  /** The two largest units: "1 min 20 s". */
  readonly duration: (seconds: number) => string
  readonly milliseconds: (ms: number) => string
  readonly date: (time: number) => string
  readonly dateTime: (time: number) => string
  /** "3 hours ago", from minutes to days; a date beyond a week. */
  readonly ago: (time: number, now: number) => string
  readonly list: (items: readonly string[]) => string
  /** The name of a language by its code (ISO 639-1). */
  readonly languageName: (code: string) => string
}

/** Makes the formats of a language (a BCP 47 tag). Costly: keep the result. */
export function createFormats(language: string): Formats {
  // Thousands are parted from 10,000 on: a year stays a year.
  const numbers = memo(
    (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(language, { useGrouping: 'min2', ...options }),
  )
  const dates = memo((options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, options))
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const lists = new Intl.ListFormat(language, { type: 'conjunction' })
  const languages = new Intl.DisplayNames(language, { type: 'language' })
  // Intl writes "14秒"; in running Chinese text a space stands between a digit and a character.
  const spaced = (text: string) => (language === 'zh-CN' ? text.replace(/(\d)(?=\p{Script=Han})/gu, '$1 ') : text)

  const unit = (value: number, name: string, digits = 0) =>
    spaced(numbers({ style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: digits }).format(value))

  const number = (value: number, digits = 4) => {
    if (!Number.isFinite(value)) return Number.isNaN(value) ? '—' : value > 0 ? '∞' : '−∞'
    const size = Math.abs(value)
    const scientific = size !== 0 && (size >= 1e15 || size < 1e-4)
    return numbers({
      maximumSignificantDigits: scientific ? 3 : Math.max(digits, integerDigits(size)),
      notation: scientific ? 'scientific' : 'standard',
    }).format(value)
  }

  const date = (time: number) => dates({ dateStyle: 'medium' }).format(time)

  return {
    integer: (value) => numbers({ maximumFractionDigits: 0 }).format(value),
    number,
    fixed: (value, decimals) =>
      Number.isFinite(value)
        ? numbers({ minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value)
        : number(value),
    percent: (share, decimals = 1) => numbers({ style: 'percent', maximumFractionDigits: decimals }).format(share),
    bytes: (bytes) => {
      const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte']
      const power = bytes < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(bytes) / 3))
      const value = bytes / 1000 ** power
      if (power === 0) return spaced(numbers({ style: 'unit', unit: 'byte', unitDisplay: 'long' }).format(bytes))
      return unit(value, units[power]!, value >= 100 ? 0 : 1)
    },
    duration: (seconds) =>
      splitDuration(seconds)
        .map(([value, name]) => unit(value, name))
        .join(' '),
    milliseconds: (ms) => (ms < 1000 ? unit(ms, 'millisecond', ms < 10 ? 2 : 0) : unit(ms / 1000, 'second', 1)),
    date,
    dateTime: (time) => dates({ dateStyle: 'medium', timeStyle: 'short' }).format(time),
    ago: (time, now) => {
      const minutes = Math.round((time - now) / 60_000)
      if (minutes > -60) return relative.format(Math.min(0, minutes), 'minute')
      if (minutes > -24 * 60) return relative.format(Math.round(minutes / 60), 'hour')
      if (minutes > -7 * 24 * 60) return relative.format(Math.round(minutes / 60 / 24), 'day')
      return date(time)
    },
    list: (items) => lists.format(items),
    languageName: (code) => languages.of(code) ?? code,
  }
}

/** How a placeholder's value is written: `{{share, percent}}` and its kin; a number without a format as the language has it. */
export function formatValue(value: unknown, format: string | undefined, formats: Formats): string {
  if (typeof value === 'string') return format === 'language' ? formats.languageName(value) : value
  if (typeof value !== 'number') return ''
  switch (format) {
    case 'percent':
      return formats.percent(value)
    case 'bytes':
      return formats.bytes(value)
    case 'duration':
      return formats.duration(value)
    case 'milliseconds':
      return formats.milliseconds(value)
    case 'date':
      return formats.date(value)
    case 'plain':
      return String(value)
    default:
      return formats.number(value)
  }
}

/** Seconds as one or two units, the smaller one left out when it says nothing. */
export function splitDuration(seconds: number): [value: number, unit: 'second' | 'minute' | 'hour' | 'day'][] {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 60) return [[whole, 'second']]
  const [large, small, largeUnit, smallUnit] =
    whole < 3600
      ? ([Math.floor(whole / 60), whole % 60, 'minute', 'second'] as const)
      : whole < 86_400
        ? ([Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), 'hour', 'minute'] as const)
        : ([Math.floor(whole / 86_400), Math.floor((whole % 86_400) / 3600), 'day', 'hour'] as const)
  return small === 0
    ? [[large, largeUnit]]
    : [
        [large, largeUnit],
        [small, smallUnit],
      ]
}

function integerDigits(size: number): number {
  return size < 1 ? 1 : Math.min(21, Math.floor(Math.log10(size)) + 1)
}

function memo<Options extends object, Result>(make: (options: Options) => Result): (options: Options) => Result {
  const made = new Map<string, Result>()
  return (options) => {
    const key = JSON.stringify(options)
    const known = made.get(key) ?? make(options)
    made.set(key, known)
    return known
  }
}
