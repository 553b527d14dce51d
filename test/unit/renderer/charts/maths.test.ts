import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { createPyramid, downsample, growPyramid } from '../../../../renderer/charts/maths/extreme-pyramid.ts'
import { histogram, quantile } from '../../../../renderer/charts/maths/histogram.ts'
import { extentOf, linearScale, logScale, padLinear, padLog } from '../../../../renderer/charts/maths/scale.ts'
import { lowerBound, nearestIndex, visibleRange } from '../../../../renderer/charts/maths/search.ts'
import { continueSmoothing, smooth, startSmoothing } from '../../../../renderer/charts/maths/smooth.ts'
import { linearTicks, logTicks, niceStep, timeTicks, wholeTicks } from '../../../../renderer/charts/maths/ticks.ts'

const finite = (min: number, max: number) => fc.double({ min, max, noNaN: true })

describe('scales', () => {
  it('go from value to place and back', () => {
    fc.assert(
      fc.property(finite(1e-3, 1e3), finite(1.01, 1e3), finite(0, 1), (low, factor, share) => {
        const domain = [low, low * factor] as const
        const value = low + (domain[1] - low) * share
        for (const scale of [linearScale(domain, [300, 20]), logScale(domain, [300, 20])]) {
          expect(scale.value(scale.place(value)) / value).toBeCloseTo(1, 6)
          expect(scale.place(domain[0])).toBeCloseTo(300, 6)
          expect(scale.place(domain[1])).toBeCloseTo(20, 6)
        }
      }),
    )
  })

  it('put a domain without extent in the middle', () => {
    expect(linearScale([4, 4], [0, 100]).place(4)).toBe(50)
  })

  it('refuse a log scale over 0', () => {
    expect(() => logScale([0, 1], [0, 1])).toThrow(RangeError)
  })

  it('leave infinite and missing values out of an extent, and those not above 0 where asked', () => {
    const values = [NaN, 3, Infinity, -2, 0, 7]
    expect(extentOf(values)).toEqual([-2, 7])
    expect(extentOf(values, true)).toEqual([3, 7])
    expect(extentOf([NaN, Infinity])).toBeNull()
  })

  it('pad without going below 0 for data that does not', () => {
    expect(padLinear([0.01, 1])[0]).toBe(0)
    expect(padLinear([-1, 1])[0]).toBeLessThan(-1)
    expect(padLinear([0, 0])[1]).toBeGreaterThan(0)
    expect(padLog([0.1, 0.1])[0]).toBeGreaterThan(0)
  })
})

describe('ticks', () => {
  it('are round, within the axis, and not more than asked for plus one', () => {
    fc.assert(
      fc.property(finite(-1e6, 1e6), finite(1e-6, 1e6), fc.integer({ min: 2, max: 12 }), (min, span, count) => {
        const ticks = linearTicks(min, min + span, count)
        expect(ticks.length).toBeLessThanOrEqual(count + 1)
        // Doubles as large as the ends have this distance from one to the next: no tick can be nearer than that.
        const slack = span * 1e-6 + Number.EPSILON * Math.max(Math.abs(min), Math.abs(min + span))
        for (const tick of ticks) expect(tick >= min - slack && tick <= min + span + slack).toBe(true)
        const step = niceStep(span, count)
        expect([1, 2, 5, 10]).toContain(Math.round(step / 10 ** Math.floor(Math.log10(step) + 1e-9)))
      }),
    )
  })

  it('stay within an axis that is hardly longer than the distance between two numbers', () => {
    const [min, span] = [999_999.999_999_999_9, 1e-6]
    for (const tick of linearTicks(min, min + span, 6)) {
      expect(tick).toBeGreaterThanOrEqual(min - 2 ** -33)
      expect(tick).toBeLessThanOrEqual(min + span + 2 ** -33)
    }
  })

  it('carry no rounding noise', () => {
    expect(linearTicks(0, 0.6, 6)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
    expect(linearTicks(-0.2, 0.2, 4)).toEqual([-0.2, -0.1, 0, 0.1, 0.2])
  })

  it('come whole for epochs', () => {
    expect(wholeTicks(1, 3, 8)).toEqual([1, 2, 3])
    expect(wholeTicks(0, 100_000, 5)).toEqual([0, 20_000, 40_000, 60_000, 80_000, 100_000])
  })

  it('use steps of time for seconds', () => {
    expect(timeTicks(0, 60, 4)).toEqual([0, 15, 30, 45, 60])
    expect(timeTicks(0, 7200, 4)).toEqual([0, 1800, 3600, 5400, 7200])
    expect(timeTicks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1])
  })

  it('are powers of ten on a wide log axis, with 2 and 5 where there is room, and round numbers within a decade', () => {
    expect(logTicks(1e-6, 1, 3)).toEqual([1e-6, 1e-4, 1e-2, 1])
    expect(logTicks(0.1, 10, 8)).toEqual([0.1, 0.2, 0.5, 1, 2, 5, 10])
    expect(logTicks(0.2, 0.6, 4)).toEqual([0.2, 0.3, 0.4, 0.5, 0.6])
    expect(logTicks(0, 1, 4)).toEqual([])
  })
})

describe('downsampling', () => {
  const curve = fc.array(fc.oneof({ weight: 20, arbitrary: finite(-1e3, 1e3) }, fc.constant(NaN)), {
    minLength: 1,
    maxLength: 600,
  })

  const drawn = (y: ArrayLike<number>, from: number, to: number, buckets: number) => {
    const pyramid = createPyramid()
    growPyramid(pyramid, y, y.length)
    return downsample(pyramid, y, from, to, buckets)
  }

  it('keeps the first, the last, the smallest and the largest point, in order and without repetition', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(curve, share, share, fc.integer({ min: 1, max: 40 }), (y, a, b, buckets) => {
        const from = Math.floor(Math.min(a, b) * (y.length - 1))
        const to = Math.floor(Math.max(a, b) * (y.length - 1)) + 1
        const kept = drawn(y, from, to, buckets)
        expect(kept[0]).toBe(from)
        expect(kept.at(-1)).toBe(to - 1)
        expect(kept.every((index, place) => place === 0 || index > kept[place - 1]!)).toBe(true)
        expect(kept.length).toBeLessThanOrEqual(buckets * 2 + 6)
        expect(extentOf(kept.map((index) => y[index]!))).toEqual(extentOf(y.slice(from, to)))
      }),
    )
  })

  it('keeps every spike of a long curve', () => {
    const y = new Float64Array(100_000).fill(1)
    y[12_345] = 9
    y[54_321] = -9
    const kept = drawn(y, 0, y.length, 400)
    expect(kept).toContain(12_345)
    expect(kept).toContain(54_321)
    expect(kept.length).toBeLessThanOrEqual(806)
  })

  it('draws a curve that grew in pieces as one that came at once, and the old part as before', () => {
    const y = Array.from({ length: 5_000 }, (_, index) => Math.sin(index) * index)
    const pyramid = createPyramid()
    for (const length of [1, 17, 900, 901, 3_500, 5_000]) growPyramid(pyramid, y, length)
    expect(downsample(pyramid, y, 0, 5_000, 100)).toEqual(drawn(y, 0, 5_000, 100))
    const before = drawn(y.slice(0, 4_900), 0, 4_900, 100).filter((index) => index < 4_800)
    expect(drawn(y, 0, 5_000, 100).filter((index) => index < 4_800)).toEqual(before)
  })

  it('draws all points where they fit', () => {
    expect(drawn([5, 5, 5], 0, 3, 10)).toEqual([0, 1, 2])
  })

  it('finds places in rising x', () => {
    const x = [1, 2, 4, 8]
    expect(lowerBound(x, 3)).toBe(2)
    expect(lowerBound(x, 9)).toBe(4)
    expect(nearestIndex(x, 5)).toBe(2)
    expect(nearestIndex(x, 7)).toBe(3)
    expect(nearestIndex(x, -1)).toBe(0)
    expect(nearestIndex([], 1)).toBe(-1)
    expect(visibleRange(x, [2, 4])).toEqual([0, 4])
    expect(visibleRange(x, [3, 3])).toEqual([1, 3])
    expect(visibleRange(x, null)).toEqual([0, 4])
  })
})

describe('smoothing', () => {
  it('leaves a constant curve alone from its first point on', () => {
    for (const value of smooth(new Array(50).fill(3), 0.9)) expect(value).toBeCloseTo(3, 12)
  })

  it('is the bias-corrected moving average', () => {
    // By hand for w = 0.5: averages 0.5, 1.25, 2.125 over 1 - 0.5^n = 0.5, 0.75, 0.875.
    const smoothed = smooth([1, 2, 3], 0.5)
    expect(smoothed).toEqual([1, 1.25 / 0.75, 2.125 / 0.875])
    expect(smooth([1, 5, 2], 0)).toEqual([1, 5, 2])
  })

  it('goes on over appended points as if it had seen all at once, and passes over gaps', () => {
    const curve = [1, 4, NaN, 2, 8, 5]
    const smoothing = startSmoothing(0.7)
    continueSmoothing(smoothing, curve, 2)
    continueSmoothing(smoothing, curve, 5)
    continueSmoothing(smoothing, curve)
    expect(smoothing.values).toEqual(smooth(curve, 0.7))
    expect(smoothing.values[2]).toBeNaN()
    expect(smoothing.values.at(-1)).toBeGreaterThan(2)
  })
})

describe('histograms', () => {
  it('count every finite value once, in bins that touch', () => {
    fc.assert(
      fc.property(fc.array(finite(-1e4, 1e4), { minLength: 1, maxLength: 300 }), (values) => {
        const bins = histogram([...values, NaN])
        expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(values.length)
        expect(bins.length).toBeLessThanOrEqual(40)
        for (let index = 1; index < bins.length; index++) expect(bins[index]?.from).toBe(bins[index - 1]?.to)
      }),
    )
  })

  it('put a value on an edge into the bin above it, and the largest into the last', () => {
    const bins = histogram([0, 1, 2, 3, 4, 5])
    expect(bins.map((bin) => bin.count)).toEqual([1, 1, 1, 1, 2])
    expect(histogram([7, 7])).toEqual([{ from: 7, to: 7, count: 2 }])
    expect(histogram([])).toEqual([])
  })

  it('take values that differ by less than a float can step over as one', () => {
    expect(histogram([0, -5e-324])).toEqual([{ from: -5e-324, to: 0, count: 2 }])
    expect(histogram([1, 1 + Number.EPSILON]).reduce((sum, bin) => sum + bin.count, 0)).toBe(2)
    expect(histogram([1e15, 1e15 + 1]).reduce((sum, bin) => sum + bin.count, 0)).toBe(2)
  })

  it('take quantiles as NumPy does', () => {
    expect(quantile([1, 2, 3, 4], 0.25)).toBe(1.75)
    expect(quantile([1, 2, 3, 4], 1)).toBe(4)
  })
})
