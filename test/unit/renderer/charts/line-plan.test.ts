import { describe, expect, it } from 'vitest'
import { fitZoom, zoomAround } from '../../../../renderer/charts/lines/chart-link.ts'
import type { Curve } from '../../../../renderer/charts/lines/curve.ts'
import { spreadLabels } from '../../../../renderer/charts/lines/line-labels.ts'
import { keepCurve, planLines, type PlanCache } from '../../../../renderer/charts/lines/line-plan.ts'
import { smooth } from '../../../../renderer/charts/maths/smooth.ts'

function curve(id: string, x: number[], y: number[], rewrites = 0): Curve {
  return { id, label: id, tone: 1, dash: 'solid', x, y, length: x.length, version: 1, rewrites }
}
const plain = { zoom: null, smoothing: 0, logScale: false }
const plan = (curves: Curve[], view = {}, width = 400, bounds: [number, number] | null = null) =>
  planLines(curves, { ...plain, ...view }, width, new Map(), bounds)

describe('the plan of a line chart', () => {
  it('puts curves of different x on one axis, where another curve has its point leaving no gap', () => {
    const { x, raw, shown, total } = plan([curve('a', [1, 3], [10, 30]), curve('b', [1, 2, 3], [1, NaN, 3])])
    expect(x).toEqual([1, 2, 3])
    expect(raw).toEqual([
      [10, undefined, 30],
      [1, null, 3],
    ])
    expect([shown, total]).toEqual([5, 5])
  })

  it('says how many points it shows of how many, and shows all of them once zoomed in', () => {
    const x = Array.from({ length: 100_000 }, (_, index) => index)
    const y = x.map((value) => Math.sin(value))
    const far = plan([curve('a', x, y)])
    expect(far.total).toBe(100_000)
    expect(far.shown).toBeLessThanOrEqual(806)
    const near = plan([curve('a', x, y)], { zoom: [500, 700] })
    expect(near.shown).toBe(near.total)
    expect(near.total).toBe(203)
    expect(near.xDomain).toEqual([500, 700])
  })

  it('fits y to what is in view, and to the bounds that values cannot pass', () => {
    const scores = curve('a', [1, 2, 3, 4], [0.1, 0.9, 0.99, 1])
    expect(plan([scores], {}, 400, [0, 1]).yDomain[1]).toBe(1)
    const near = plan([scores], { zoom: [3.5, 4] })
    expect(near.yDomain[0]).toBeGreaterThan(0.9)
  })

  it('goes back to a linear axis where a log axis has nothing to show', () => {
    expect(plan([curve('a', [1, 2], [0, -1])], { logScale: true }).log).toBe(false)
    const log = plan([curve('a', [1, 2, 3], [0, 0.001, 10])], { logScale: true })
    expect(log.log).toBe(true)
    expect(log.yDomain[0]).toBeGreaterThan(0)
  })

  it('has a place for a single point and for none', () => {
    expect(plan([curve('a', [7], [1])]).xDomain).toEqual([6.5, 7.5])
    expect(plan([curve('a', [], [])]).x).toEqual([])
  })

  it('smooths appended points only, and everything after a rewrite or another weight', () => {
    const cache: PlanCache = new Map()
    const x = [1, 2, 3, 4]
    const smoothed = (y: number[], rewrites: number, weight: number) =>
      keepCurve(cache, curve('a', x.slice(0, y.length), y, rewrites), weight).smoothing.values
    const first = smoothed([1, 2], 0, 0.5)
    const grown = smoothed([1, 2, 3, 4], 0, 0.5)
    expect(grown).toBe(first)
    expect(grown).toEqual(smooth([1, 2, 3, 4], 0.5))
    expect(smoothed([9, 2, 3, 4], 1, 0.5)).toEqual(smooth([9, 2, 3, 4], 0.5))
    expect(smoothed([9, 2, 3, 4], 1, 0.8)).toEqual(smooth([9, 2, 3, 4], 0.8))
  })
})

describe('zooming', () => {
  it('stays within the whole, and is none when all is seen', () => {
    expect(fitZoom([-10, 10], [0, 100])).toEqual([0, 20])
    expect(fitZoom([90, 120], [0, 100])).toEqual([70, 100])
    expect(fitZoom([-5, 200], [0, 100])).toBeNull()
  })

  it('keeps the place that is pointed at where it is', () => {
    const zoom = zoomAround([0, 100], [0, 100], 25, 0.5)!
    expect(zoom).toEqual([12.5, 62.5])
    expect((25 - zoom[0]) / (zoom[1] - zoom[0])).toBe(0.25)
    expect(zoomAround(zoom, [0, 100], 25, 4)).toBeNull()
  })
})

describe('labels at the ends of lines', () => {
  it('move apart, stay in order and within the plot', () => {
    expect(spreadLabels([50, 52], 14, 0, 100)).toEqual([50, 64])
    expect(spreadLabels([99, 98, 97], 14, 0, 100)).toEqual([100, 86, 72])
    expect(spreadLabels([10, 80], 14, 0, 100)).toEqual([10, 80])
  })
})
