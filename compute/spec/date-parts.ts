/** What a model may be told of a moment: the parts of its date. A new part is a row here, in date-readings.ts and in encode-dates.ts. */

/** Days that have gone by and the year as numbers; what comes round as sine and cosine, so that the last is beside the first. */
export const dateParts = ['elapsed', 'year', 'month', 'day', 'weekday', 'hour'] as const
export type DatePart = (typeof dateParts)[number]

/** After how many a part comes round; null for one that only grows. */
export const datePartPeriods = {
  elapsed: null,
  year: null,
  month: 12,
  day: 31,
  weekday: 7,
  hour: 24,
} as const satisfies Record<DatePart, number | null>

/** Parts that later moments have other values of than any before them. */
export const growingParts = dateParts.filter((part) => datePartPeriods[part] === null)
/** Parts of which each value comes again and again. */
export const roundParts = dateParts.filter((part) => datePartPeriods[part] !== null)

/** How many of a model's inputs a part becomes. */
export const datePartWidth = (part: DatePart): number => (datePartPeriods[part] === null ? 1 : 2)

/** The moments that can be read, in seconds since 1970: the years 1 to 9999. */
export const readableSeconds = { first: -62_135_596_800, last: 253_402_300_799 } as const
