/** Sound at another rate, and the part of it that a model hears. */
import { describe, expect, it } from 'vitest'
import { middleOf } from '../../../../../compute/data/audio/clip.ts'
import { resample } from '../../../../../compute/data/audio/resample.ts'
import { waveformOf } from '../../../../../compute/data/audio/waveform.ts'
import { largestGap, numbersOf, resampled } from '../../../../support/recordings.ts'

const [noise, ...cases] = resampled

describe('resampling', () => {
  it.each(cases)("from $from to $to is SciPy's resample_poly", ({ from = 1, to = 1, samples }) => {
    expect(largestGap(resample(numbersOf(noise!.samples), from, to), numbersOf(samples))).toBeLessThan(2e-6)
  })

  it('leaves sound of the wanted rate as it is', () => {
    const samples = Float32Array.of(1, -1, 0.5)
    expect(resample(samples, 8000, 8000)).toBe(samples)
  })
})

describe('a clip', () => {
  it('is the middle of what is longer, and stands in the middle of silence where it is shorter', () => {
    expect([...middleOf(Float32Array.of(1, 2, 3, 4, 5), 3)]).toEqual([2, 3, 4])
    expect([...middleOf(Float32Array.of(1, 2), 5)]).toEqual([0, 1, 2, 0, 0])
    expect([...middleOf(Float32Array.of(1, 2), 2)]).toEqual([1, 2])
  })
})

describe('a waveform', () => {
  it('has the range of each part, and no more parts than samples', () => {
    expect(waveformOf(Float32Array.of(0.5, -0.25))).toEqual([0.5, 0.5, -0.25, -0.25])
    const long = Float32Array.from({ length: 1200 }, (_, at) => (at % 2 === 0 ? 0.1234 : -1))
    expect(waveformOf(long)).toEqual(Array.from({ length: 120 }, () => [-1, 0.123]).flat())
    expect(waveformOf(new Float32Array(0))).toHaveLength(2)
  })
})
