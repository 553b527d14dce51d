/**
 * What a line chart draws: curves of values over epochs, steps or seconds.
 */
import type { Interval } from '../maths/scale.ts'

/** Which series colour of the tokens, 1 to 8, or the baseline's ink. */
export type CurveTone = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 'baseline'

/** Dash patterns in CSS pixels: with the colours they tell up to 24 curves apart. */
export const dashes = { solid: [], dashed: [6, 4], dotted: [2, 3] } as const
export type Dash = keyof typeof dashes

export interface Curve {
  /** Stays the same while the curve grows. */
  readonly id: string
  readonly label: string
  readonly tone: CurveTone
  readonly dash: Dash
  /** Rising. */
  readonly x: ArrayLike<number>
  /** Not finite: a gap. */
  readonly y: ArrayLike<number>
  /** How many points hold; the arrays may have room for more. */
  readonly length: number
  /** Rises with each change of the data. */
  readonly version: number
  /** Rises when points that were there have changed, not only new ones come. */
  readonly rewrites: number
}

/** A place to point out: the best epoch. */
export interface CurveMarker {
  readonly curveId: string
  readonly x: number
  readonly y: number
  readonly label: string
}

/** What a person has chosen about how curves are drawn. */
export interface LineView {
  readonly zoom: Interval | null
  /** 0: the points themselves. */
  readonly smoothing: number
  readonly logScale: boolean
}
