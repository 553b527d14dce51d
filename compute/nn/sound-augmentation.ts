/**
 * Recordings of a batch changed at random, as the network sees them: with noise, earlier or later, moments and bands hidden.
 * What happens to a recording follows from (seed, step, place in the batch) alone, as with pictures.
 */
import * as op from '../graph/ops.ts'
import { dimAt } from '../graph/shape.ts'
import { tensor } from '../graph/tensor.ts'
import { constant, type Value } from '../graph/value.ts'
import { type Sound, soundImage } from '../spec/sound.ts'
import { quietestNoise, type SoundAugmentation } from '../spec/sound-augmentation.ts'
import type { TrainingContext } from './layer.ts'
import { standardNormal, standardUniform } from './noise.ts'
import { floor, selection, within } from './places.ts'
import { leastEnergy, melFilters } from './sound-features.ts'

/** A network's sound with what its bands were standardised by. */
export interface SeenSound {
  readonly sound: Sound
  readonly mean: readonly number[]
  readonly scale: readonly number[]
}

/** No band's noise falls below this share of what is expected of it. */
const leastNoise = 0.05

/** Numbers for each band, to be broadcast over rows and moments. */
const ofBands = (values: Float32Array): Value => constant(tensor('float32', values, [1, values.length, 1]))

/**
 * Of each band what white noise gives it: the sum of its filter, and how much that varies from window to window, as a share. The
 * energies of frequencies vary by as much as they are, independently, so their weighted sum does by its squares.
 */
function noiseOfBands(sound: Sound) {
  const filters = melFilters(sound)
  const sums = new Float32Array(sound.bands)
  const squares = new Float32Array(sound.bands)
  filters.forEach((share, at) => {
    sums[at % sound.bands]! += share
    squares[at % sound.bands]! += share * share
  })
  const least = 1e-3
  return {
    sums: sums.map((sum) => Math.max(least, sum)),
    spread: squares.map((square, band) => Math.sqrt(square) / Math.max(least, sums[band]!)),
  }
}

/**
 * White noise under each recording, as it comes out of the spectrum: its expected energy in each band, and as much chance as
 * there is in it. @param bands standardised, batch × bands × moments @param level uniform, batch × 1 × 1
 */
function withNoise(
  bands: Value,
  { sound, mean, scale }: SeenSound,
  loudest: number,
  level: Value,
  normal: Value,
): Value {
  const { sums, spread } = noiseOfBands(sound)
  const [centre, factor] = [ofBands(Float32Array.from(mean)), ofBands(Float32Array.from(scale))]
  const energies = op.exp(op.add(op.div(bands, factor), centre))
  const share = 1 / sums.reduce((sum, value) => sum + value, 0)
  const own = op.mul(
    op.reduceMean(op.reduceSum(energies, { axes: [1], keepDims: true }), { axes: [2], keepDims: true }),
    share,
  )
  // Decibels below the sound, between the quietest and the loudest, as a factor of energy.
  const decibels = op.sub(op.mul(level, quietestNoise - loudest), quietestNoise)
  const strength = op.mul(own, op.exp(op.mul(decibels, Math.LN10 / 10)))
  const chance = op.max(op.add(op.mul(normal, ofBands(spread)), 1), leastNoise)
  const noise = op.mul(op.mul(strength, ofBands(sums)), chance)
  return op.mul(op.sub(op.log(op.max(op.add(energies, noise), leastEnergy)), centre), factor)
}

/** Augments spectra, batch × (bands × moments), standardised: noise, then a shift, then what is hidden. */
export function augmentSounds(
  x: Value,
  seen: SeenSound,
  { noise, shift, timeMask, bandMask, masks }: SoundAugmentation,
  training: TrainingContext,
): Value {
  const { height, width } = soundImage(seen.sound)
  const batch = dimAt(x.shape, 0)
  const isCepstrum = seen.sound.coefficients !== null
  const draws = 2 + 4 * masks
  const numbers = op.split(
    standardUniform(x, training.batchSize, draws, training.randomKey()),
    1,
    Array.from({ length: draws }, () => 1),
  )
  const draw = (index: number) => op.reshape(numbers[index] as Value, [batch, 1, 1])
  const bands = op.reshape(x, [batch, height, width])
  const noisy =
    noise === 0 || isCepstrum
      ? bands
      : withNoise(
          bands,
          seen,
          noise,
          draw(0),
          op.reshape(standardNormal(x, training.batchSize, height * width, training.randomKey()), [
            batch,
            height,
            width,
          ]),
        )
  const most = Math.round(shift * width)
  const places = op.sub(floor(op.mul(draw(1), 2 * most + 1)), most)
  const moved =
    most === 0 ? noisy : op.matMul(noisy, op.transpose(selection(width, { flip: null, shift: places }), [0, 2, 1]))
  /** 0 where a part is hidden: its size is drawn, then its place. */
  const kept = (length: number, largest: number, first: number) => {
    const size = floor(op.mul(draw(first), largest + 1))
    const start = floor(op.mul(draw(first + 1), op.add(op.sub(length, size), 1)))
    return op.sub(1, within(length, size, start))
  }
  let seenNow = moved
  for (let mask = 0; mask < masks; mask++) {
    const [longest, widest] = [Math.round(timeMask * width), isCepstrum ? 0 : Math.round(bandMask * height)]
    if (longest > 0) seenNow = op.mul(seenNow, kept(width, longest, 2 + 4 * mask))
    if (widest > 0) seenNow = op.mul(seenNow, op.transpose(kept(height, widest, 4 + 4 * mask), [0, 2, 1]))
  }
  return op.reshape(seenNow, [batch, height * width])
}
