/** What a plot and what is drawn over it agree on: where it lies, and its colours. */
import type { Interval } from '../maths/scale.ts'

const inkTokens = ['ink', 'ink-2', 'ink-3', 'hairline', 'line', 'sheet'] as const
const seriesTokens = [
  'series-1',
  'series-2',
  'series-3',
  'series-4',
  'series-5',
  'series-6',
  'series-7',
  'series-8',
] as const
/** The colours that a plot is drawn with, by the design's names. */
export const plotTokens = [...inkTokens, ...seriesTokens] as const
export type PlotColors = Record<(typeof plotTokens)[number], string>

/** Where the plot lies within its element, in CSS pixels, and what its edges stand for. */
export interface PlotFrame {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly x: Interval
  readonly y: Interval
  readonly log: boolean
  readonly shown: number
  readonly total: number
}
