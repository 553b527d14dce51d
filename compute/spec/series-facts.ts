/** What is found out about series before anything is learned from them, and the windows that are suggested for them. */
import { z } from 'zod'
import type { ColumnProfile } from './dataset.ts'
import { seriesWindowSchema } from './series-window.ts'

/** Names of number columns that say when. */
const timeNames =
  /^(?:t|time|timestamp|step|index|year|date|day|month|week|hour|minute|period|年|年份|月|日|时间|日期|序号)$/i

/** Series at most, with so many moments each at the least. */
export const mostSeries = 2_000
export const leastMoments = 30

/** Whether a column may say when: a date does, and a number by its name, where they are different enough. */
export function saysWhen(
  { kind, name, distinct }: Pick<ColumnProfile, 'kind' | 'name' | 'distinct'>,
  rows: number,
): boolean {
  const isNamed = kind === 'date' || (kind === 'number' && timeNames.test(name))
  return isNamed && distinct >= Math.max(Math.min(leastMoments, rows / 2), rows / mostSeries)
}

export const seriesFactsSchema = z.object({
  /** The windows that suit them. Its columns and its interval are those that were found. */
  window: seriesWindowSchema,
  dated: z.boolean(),
  /** First and last moment. */
  from: z.number(),
  to: z.number(),
  series: z.number(),
  /** Steps with a value, of all series, and of the longest stretch without a long gap. */
  steps: z.number(),
  longest: z.number(),
  /** Steps between the first and the last of a series that have no value. */
  missing: z.number(),
  /** Places at which a series breaks off, being missing for longer than is bridged. */
  breaks: z.number(),
  /** Rows that share their step with another row. */
  shared: z.number(),
  /** Share of neighbouring moments that are exactly a step apart. */
  regular: z.number(),
  /** How alike values are that lie a season apart: their correlation without the trend, 0 where there is no season. */
  seasonStrength: z.number(),
  /** How many windows the rows make. */
  windows: z.number(),
})
export type SeriesFacts = z.infer<typeof seriesFactsSchema>

/** A series to be drawn: its values by steps, null where missing. */
export const seriesCurveSchema = z.object({
  series: z.string(),
  times: z.array(z.number()),
  values: z.array(z.number().nullable()),
  /** Moments between which values are missing. */
  gaps: z.array(z.object({ from: z.number(), to: z.number(), steps: z.number() })),
  /** Gaps that are not listed. */
  moreGaps: z.number(),
})
export type SeriesCurve = z.infer<typeof seriesCurveSchema>
