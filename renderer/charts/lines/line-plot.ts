/**
 * The drawing of curves on a canvas, by uPlot. It draws lines, axes, marker and end labels; pointing, zooming and
 * reading are the component's (line-chart.tsx), so that a mouse, a keyboard and a linked chart all come the same way.
 */
import UPlot from 'uplot'
import { readColors } from '../../design/read-colors.ts'
import type { Interval } from '../maths/scale.ts'
import { logTicks, linearTicks } from '../maths/ticks.ts'
import { type Curve, type CurveMarker, dashes, type LineView } from './curve.ts'
import { drawEndLabels, drawMarker } from './line-labels.ts'
import { type LinePlan, planLines, type PlanCache } from './line-plan.ts'
import { type PlotColors, plotTokens, type PlotFrame } from './plot-frame.ts'

/** All that a drawing depends on. */
export interface PlotInput {
  readonly curves: readonly Curve[]
  readonly view: LineView
  readonly marker: CurveMarker | null
  readonly focusedCurve: string | null
  readonly bounds: Interval | null
  readonly endLabels: boolean
  readonly xTicks: (min: number, max: number, count: number) => number[]
  readonly formatX: (value: number) => string
  readonly formatY: (value: number) => string
}

const endLabelWidth = 92

export class LinePlot {
  readonly #element: HTMLElement
  readonly #onFrame: (frame: PlotFrame) => void
  readonly #cache: PlanCache = new Map()
  #plot: UPlot | null = null
  #shape = ''
  #input: PlotInput
  #plan: LinePlan
  #colors: PlotColors
  #font: string

  /**
   * Draws nothing before the first `update`.
   * @param onFrame is told after each drawing where the plot lies and what it shows.
   */
  constructor(element: HTMLElement, input: PlotInput, onFrame: (frame: PlotFrame) => void) {
    this.#element = element
    this.#onFrame = onFrame
    this.#input = input
    this.#colors = readColors(element, plotTokens)
    this.#font = fontOf(element)
    this.#plan = this.#planNow()
  }

  /** Draws other data or another view. */
  update(input: PlotInput): void {
    this.#input = input
    this.#plan = this.#planNow()
    this.#draw()
  }

  /** Draws again in the colours and type that hold now. */
  restyle(): void {
    this.#colors = readColors(this.#element, plotTokens)
    this.#font = fontOf(this.#element)
    this.#draw()
  }

  /** The canvas as it is drawn now, for a picture file. */
  get canvas(): HTMLCanvasElement | null {
    return this.#plot?.ctx.canvas ?? null
  }

  get colors(): PlotColors {
    return this.#colors
  }

  destroy(): void {
    this.#plot?.destroy()
    this.#plot = null
  }

  #planNow(): LinePlan {
    const { curves, view, bounds } = this.#input
    return planLines(curves, view, this.#element.clientWidth, this.#cache, bounds)
  }

  #draw(): void {
    const { clientWidth: width, clientHeight: height } = this.#element
    if (width < 40 || height < 40) return
    const { curves, view, endLabels } = this.#input
    // uPlot fixes its series when it is made: only another set of curves makes another plot.
    const shape = JSON.stringify([
      curves.map(({ id, tone, dash }) => [id, tone, dash]),
      view.smoothing > 0,
      endLabels,
      this.#plan.log,
      this.#font,
    ])
    if (this.#plot === null || shape !== this.#shape) {
      this.#plot?.destroy()
      this.#shape = shape
      this.#plot = new UPlot(this.#options(width, height), this.#data(), this.#element)
      return
    }
    const plot = this.#plot
    plot.batch(() => {
      if (plot.width !== width || plot.height !== height) plot.setSize({ width, height })
      plot.setData(this.#data(), true)
    })
  }

  /** The raw points of each curve, then, where curves are smoothed, the smoothed ones. */
  #data(): UPlot.AlignedData {
    const { x, raw, smoothed, log } = this.#plan
    const lines = [...raw, ...(this.#input.view.smoothing > 0 ? smoothed : [])]
    return [x, ...(log ? lines.map((line) => line.map(logarithm)) : lines)]
  }

  /** A log scale is drawn as a linear one of logarithms: uPlot's own would round to whole decades. */
  readonly #toPlot = (value: number): number => (this.#plan.log ? Math.log(value) : value)

  #options(width: number, height: number): UPlot.Options {
    const { curves, view, endLabels } = this.#input
    const smoothing = view.smoothing > 0
    return {
      width,
      height,
      pxAlign: false,
      padding: [20, endLabels ? endLabelWidth : 12, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      series: [
        {},
        ...curves.map((curve) => this.#series(curve, smoothing)),
        ...(smoothing ? curves.map((curve) => this.#series(curve, false)) : []),
      ],
      scales: {
        x: { time: false, range: () => [...this.#plan.xDomain] },
        y: { range: () => this.#plan.yDomain.map(this.#toPlot) as [number, number] },
      },
      axes: [this.#xAxis(), this.#yAxis()],
      hooks: { draw: [(plot) => this.#afterDraw(plot)] },
    }
  }

  #series(curve: Curve, faint: boolean): UPlot.Series {
    const focused = () => this.#input.focusedCurve
    const alpha = () => {
      const base = faint ? 0.28 : 1
      return focused() === null || focused() === curve.id ? base : base * 0.25
    }
    return {
      stroke: () => withAlpha(this.#colorOf(curve), alpha()),
      width: faint ? 1 : 1.5,
      dash: faint ? [] : [...dashes[curve.dash]],
      points: {
        // One epoch is a point, not a line; later the line says it all.
        show: (_plot, _index, from, to) => to - from < 1,
        size: 6,
        fill: () => this.#colorOf(curve),
      },
    }
  }

  #colorOf(curve: Curve): string {
    return curve.tone === 'baseline' ? this.#colors['ink-3'] : this.#colors[`series-${curve.tone}` as const]
  }

  #xAxis(): UPlot.Axis {
    return {
      ...this.#axis(),
      grid: { show: false },
      border: { show: true, stroke: () => this.#colors.line, width: 1 },
      ticks: { show: true, stroke: () => this.#colors.line, width: 1, size: 4 },
      size: 28,
      gap: 4,
      splits: (plot, _index, min, max) =>
        this.#input.xTicks(min, max, Math.max(2, Math.min(5, Math.floor(plot.width / 96)))),
      values: (_plot, splits) => splits.map((split) => this.#input.formatX(split)),
    }
  }

  #yAxis(): UPlot.Axis {
    return {
      ...this.#axis(),
      grid: { show: true, stroke: () => this.#colors.hairline, width: 1 },
      ticks: { show: false },
      gap: 8,
      size: (plot, values) => {
        // Until the labels are known, uPlot asks with nothing.
        if ((values as string[] | null) === null) return 40
        plot.ctx.save()
        plot.ctx.font = this.#font
        const widest = Math.max(0, ...values.map((value) => plot.ctx.measureText(value).width))
        plot.ctx.restore()
        return Math.max(32, Math.ceil(widest) + 12)
      },
      splits: () => {
        const [min, max] = this.#plan.yDomain
        return (this.#plan.log ? logTicks(min, max, 5) : linearTicks(min, max, 5)).map(this.#toPlot)
      },
      values: (_plot, splits) => splits.map((split) => this.#input.formatY(this.#plan.log ? Math.exp(split) : split)),
    }
  }

  #axis(): UPlot.Axis {
    return { font: this.#font, stroke: () => this.#colors['ink-3'] }
  }

  #afterDraw(plot: UPlot): void {
    const ratio = UPlot.pxRatio
    const { left, top, width, height } = plot.bbox
    const frame: PlotFrame = {
      left: left / ratio,
      top: top / ratio,
      width: width / ratio,
      height: height / ratio,
      x: this.#plan.xDomain,
      y: this.#plan.yDomain,
      log: this.#plan.log,
      shown: this.#plan.shown,
      total: this.#plan.total,
    }
    const pen = { context: plot.ctx, ratio, frame, font: this.#font, colors: this.#colors }
    if (this.#input.marker !== null) drawMarker(pen, this.#input.marker)
    if (this.#input.endLabels) {
      drawEndLabels(pen, this.#input.curves, this.#plan, (curve) => this.#colorOf(curve))
    }
    this.#onFrame(frame)
  }
}

function logarithm(value: number | null | undefined): number | null | undefined {
  if (typeof value !== 'number') return value
  return value > 0 ? Math.log(value) : null
}

/** Canvas texts are not styled by CSS: they take the element's own family, at the size of tick labels. */
function fontOf(element: HTMLElement): string {
  return `11px ${getComputedStyle(element).fontFamily}`
}

/** `rgb(1, 2, 3)` with an opacity. */
function withAlpha(color: string, alpha: number): string {
  const channels = color.match(/[\d.]+/g)?.slice(0, 3) ?? []
  return alpha === 1 ? color : `rgba(${channels.join(', ')}, ${alpha})`
}
