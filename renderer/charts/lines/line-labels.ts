/**
 * Texts within the plot: the name of each curve at its end, and the marker of the best epoch.
 */
import { linearScale, logScale, type Scale } from '../maths/scale.ts'
import type { Curve, CurveMarker } from './curve.ts'
import type { LinePlan } from './line-plan.ts'
import type { PlotColors, PlotFrame } from './plot-frame.ts'

/** What is drawn with. The canvas counts device pixels, `ratio` to each CSS pixel. */
export interface Pen {
  readonly context: CanvasRenderingContext2D
  readonly ratio: number
  readonly frame: PlotFrame
  readonly font: string
  readonly colors: PlotColors
}

/** The scales of a plot, in CSS pixels of its element. */
export function scalesOf(frame: PlotFrame): { x: Scale; y: Scale } {
  const { left, top, width, height, x, y, log } = frame
  const down = [top + height, top] as const
  return { x: linearScale(x, [left, left + width]), y: log ? logScale(y, down) : linearScale(y, down) }
}

const lineHeight = 14

/**
 * Moves labels apart that would lie on each other, as little as possible and within [low, high].
 * @param wished the places they belong to; the result is in the same order.
 */
export function spreadLabels(wished: readonly number[], gap: number, low: number, high: number): number[] {
  const order = wished.map((place, index) => ({ place: Math.min(high, Math.max(low, place)), index }))
  order.sort((a, b) => a.place - b.place)
  for (let index = 1; index < order.length; index++) {
    order[index]!.place = Math.max(order[index]!.place, order[index - 1]!.place + gap)
  }
  let limit = high
  for (let index = order.length - 1; index >= 0; index--) {
    order[index]!.place = Math.min(order[index]!.place, limit)
    limit = order[index]!.place - gap
  }
  const places = new Array<number>(wished.length)
  for (const { place, index } of order) places[index] = place
  return places
}

/** Writes each curve's name beside its last point in view, in its colour. */
export function drawEndLabels(
  pen: Pen,
  curves: readonly Curve[],
  plan: LinePlan,
  colorOf: (curve: Curve) => string,
): void {
  const { context, frame } = pen
  const { y } = scalesOf(frame)
  const ends = curves.flatMap((curve, index) => {
    const smoothed = plan.smoothed[index]!
    const end = lastValue(smoothed.length > 0 ? smoothed : plan.raw[index]!)
    return end === null || (frame.log && end <= 0) ? [] : [{ curve, place: y.place(end) }]
  })
  const places = spreadLabels(
    ends.map(({ place }) => place),
    lineHeight,
    frame.top + 4,
    frame.top + frame.height - 6,
  )
  draw(pen, () => {
    context.textBaseline = 'middle'
    context.textAlign = 'left'
    ends.forEach(({ curve }, index) => {
      context.fillStyle = colorOf(curve)
      context.fillText(curve.label, frame.left + frame.width + 6, places[index]!, 84)
    })
  })
}

/** A hairline through the marked place, a ring around its point, and its name above the plot, where no line runs. */
export function drawMarker(pen: Pen, marker: CurveMarker): void {
  const { context, frame, colors } = pen
  if (marker.x < frame.x[0] || marker.x > frame.x[1] || (frame.log && marker.y <= 0)) return
  const { x, y } = scalesOf(frame)
  const place = { x: x.place(marker.x), y: y.place(marker.y) }
  draw(pen, () => {
    context.strokeStyle = colors['ink-3']
    context.lineWidth = 1
    context.setLineDash([2, 3])
    context.beginPath()
    context.moveTo(place.x, frame.top)
    context.lineTo(place.x, frame.top + frame.height)
    context.stroke()
    context.setLineDash([])
    if (place.y >= frame.top && place.y <= frame.top + frame.height) {
      context.fillStyle = colors.sheet
      context.strokeStyle = colors.ink
      context.lineWidth = 1.5
      context.beginPath()
      context.arc(place.x, place.y, 3.5, 0, Math.PI * 2)
      context.fill()
      context.stroke()
    }
    const half = context.measureText(marker.label).width / 2
    context.textBaseline = 'bottom'
    context.textAlign = 'center'
    context.fillStyle = colors['ink-2']
    context.fillText(marker.label, Math.max(place.x, frame.left + half), frame.top - 3)
  })
}

/** Draws in CSS pixels and leaves the context as it was. */
function draw({ context, ratio, font }: Pen, strokes: () => void): void {
  context.save()
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.font = font
  strokes()
  context.restore()
}

function lastValue(values: readonly (number | null | undefined)[]): number | null {
  for (let index = values.length - 1; index >= 0; index--) {
    const value = values[index]
    if (typeof value === 'number') return value
  }
  return null
}
