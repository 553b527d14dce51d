/** Spectra of recordings in the graph, as torchaudio has them, and what augmentation makes of them. */
import { describe, expect, it } from 'vitest'
import { spectraOf } from '../../../../compute/data/audio/spectra.ts'
import { augmentSounds } from '../../../../compute/nn/sound-augmentation.ts'
import { clipSamples, type Sound, soundImage } from '../../../../compute/spec/sound.ts'
import { randomUnit } from '../../../../compute/spec/random.ts'
import { augmentedRows } from '../../../../compute/train/augmented-rows.ts'
import { largestGap, numbersOf, spectra } from '../../../support/recordings.ts'

describe('spectra', () => {
  it.each(spectra)('at $sampleRate Hz are torchaudio’s', async ({ clip, logMel, mfcc, ...rest }) => {
    const samples = numbersOf(clip)
    const sound = { ...rest, seconds: samples.length / rest.sampleRate }
    expect(clipSamples(sound)).toBe(samples.length)
    // Natural logarithms of energies; silence is the logarithm of what is added to each, of which float32 holds 7 digits.
    const bands = await spectraOf(samples, { ...sound, coefficients: null })
    expect(largestGap(bands, numbersOf(logMel))).toBeLessThan(2e-3)
    const cepstra = await spectraOf(samples, sound)
    expect(largestGap(cepstra, numbersOf(mfcc))).toBeLessThan(5e-3)
    const { height, width } = soundImage(sound)
    expect(cepstra).toHaveLength(height * width)
  })

  it('do not depend on how many are made at once', async () => {
    const [{ clip, ...rest }] = spectra as [(typeof spectra)[number]]
    const samples = numbersOf(clip)
    const sound = { ...rest, coefficients: null, seconds: samples.length / rest.sampleRate }
    const twice = new Float32Array(2 * samples.length)
    twice.set(samples.map((value) => value / 2))
    twice.set(samples, samples.length)
    const one = await spectraOf(samples, sound)
    expect(largestGap((await spectraOf(twice, sound)).subarray(one.length), one)).toBeLessThan(1e-5)
  })
})

const sound: Sound = { sampleRate: 8000, seconds: 0.512, bands: 32, coefficients: null, window: 256 }
const image = soundImage(sound)
const each = image.height * image.width
const seen = { sound, mean: Array<number>(32).fill(-3), scale: Array<number>(32).fill(0.5) }
const nothing = { noise: 0, shift: 0, timeMask: 0, bandMask: 0, masks: 1 }

/** White noise and its spectra. */
let drawn = 0
const draw = () => randomUnit(5, 'dropout', 0, drawn++)
const normal = () => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw())
const whiteNoise = (level: number) => Float32Array.from({ length: clipSamples(sound) }, () => level * normal())
const standardised = (spectrum: Float32Array) => spectrum.map((value) => (value + 3) * 0.5)

describe('augmentation of recordings', () => {
  it('changes nothing where it has nothing to do', async () => {
    const x = Float32Array.from({ length: 2 * each }, (_, at) => (at % 7) - 3)
    expect([...(await augmentedRows(x, 2, (v, t) => augmentSounds(v, seen, nothing, t), 1))]).toEqual([...x])
  })

  it('shifts by whole moments, with the mean coming in', async () => {
    const x = Float32Array.from({ length: 4 * each }, (_, at) => 1 + (at % image.width))
    const rows = await augmentedRows(x, 4, (v, t) => augmentSounds(v, seen, { ...nothing, shift: 0.2 }, t), 2)
    const shifts = Array.from({ length: 4 }, (_, row) => {
      const first = rows.subarray(row * each, row * each + image.width)
      const at = first.findIndex((value) => value > 0)
      const by = first[at]! - 1 - at
      expect([...first]).toEqual(
        Array.from({ length: image.width }, (_, place) => {
          const from = place + by
          return from < 0 || from >= image.width ? 0 : from + 1
        }),
      )
      return by
    })
    expect(new Set(shifts).size).toBeGreaterThan(1)
    expect(Math.max(...shifts.map(Math.abs))).toBeLessThanOrEqual(Math.round(0.2 * image.width))
  })

  it('hides moments and bands, no more than was asked for', async () => {
    const x = new Float32Array(16 * each).fill(1)
    const masked = { ...nothing, timeMask: 0.25, bandMask: 0.25, masks: 2 }
    const rows = await augmentedRows(x, 16, (v, t) => augmentSounds(v, seen, masked, t), 3)
    let hidden = 0
    for (let row = 0; row < 16; row++) {
      const at = (band: number, moment: number) => rows[row * each + band * image.width + moment]!
      const moments = Array.from({ length: image.width }, (_, moment) =>
        Array.from({ length: image.height }, (_, band) => at(band, moment)).every((value) => value === 0),
      ).filter(Boolean).length
      expect(moments).toBeLessThanOrEqual(2 * Math.round(0.25 * image.width))
      hidden += moments
    }
    expect(hidden).toBeGreaterThan(0)
    expect([...new Set(rows)].sort()).toEqual([0, 1])
  })

  it('adds noise as white noise comes out of the spectrum', async () => {
    // A quiet tone: what is added stands far above it in all bands but its own.
    const tone = Float32Array.from(
      { length: clipSamples(sound) },
      (_, at) => 0.3 * Math.sin((2 * Math.PI * 1000 * at) / 8000),
    )
    const own = await spectraOf(tone, sound)
    const rows = new Float32Array(48 * each)
    for (let row = 0; row < 48; row++) rows.set(standardised(own), row * each)
    // Between 60 and 60 decibels below: the level is fixed. A sine's power is half its square.
    const level = 0.3 * Math.SQRT1_2 * 10 ** (-20 / 20)
    const changed = await augmentedRows(rows, 48, (v, t) => augmentSounds(v, seen, { ...nothing, noise: 20 }, t), 4)
    // Levels are drawn between 60 and 20 decibels: the loudest rows come near 20.
    const meanOf = (values: Float32Array, band: number) => {
      const part = values.subarray(band * image.width, (band + 1) * image.width)
      return part.reduce((sum, value) => sum + Math.exp(value), 0) / part.length
    }
    const noise = whiteNoise(level)
    const noisy = await spectraOf(
      tone.map((value, at) => value + noise[at]!),
      sound,
    )
    const far = 28
    const loudest = Array.from({ length: 48 }, (_, row) =>
      meanOf(
        changed.slice(row * each, (row + 1) * each).map((value) => value / 0.5 - 3),
        far,
      ),
    ).reduce((most, value) => Math.max(most, value), 0)
    expect(10 * Math.log10(loudest / meanOf(noisy, far))).toBeGreaterThan(-4)
    expect(10 * Math.log10(loudest / meanOf(noisy, far))).toBeLessThan(1.5)
  })

  it('is the same again for the same seed, and another for another', async () => {
    const x = standardised(await spectraOf(whiteNoise(0.1), sound))
    const all = { noise: 15, shift: 0.1, timeMask: 0.1, bandMask: 0.1, masks: 1 }
    const of = async (seed: number) => [...(await augmentedRows(x, 1, (v, t) => augmentSounds(v, seen, all, t), seed))]
    expect(await of(7)).toEqual(await of(7))
    expect(await of(7)).not.toEqual(await of(8))
  })
})
