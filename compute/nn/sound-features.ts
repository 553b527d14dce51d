/**
 * From samples to what a network sees of them, in the graph: the energies of a recording's frequencies in bands of the mel
 * scale, window by window, as logarithms; or the cepstrum of each window (MFCC).
 *
 * Definitions are torchaudio's (MelSpectrogram with power 2, center=False, HTK's mel scale and no normalisation; MFCC with
 * log_mels and an orthonormal cosine transform), so that others can make the same numbers.
 */
import * as op from '../graph/ops.ts'
import { dimAt } from '../graph/shape.ts'
import { tensor } from '../graph/tensor.ts'
import { constant, type Value } from '../graph/value.ts'
import { clipSamples, hopOf, type Sound, soundImage, windowSteps } from '../spec/sound.ts'

/** Is added to each energy, so that silence has a logarithm. */
export const leastEnergy = 1e-6

const melOf = (hertz: number) => 2595 * Math.log10(1 + hertz / 700)
const hertzOf = (mel: number) => 700 * (10 ** (mel / 2595) - 1)

const frequenciesOf = (window: number) => window / 2 + 1

/** Hann's window in its periodic form. */
export function hannWindow(length: number): Float64Array {
  return Float64Array.from({ length }, (_, at) => 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / length))
}

/** Cosines and then sines of each frequency, times the window: window × (2 · frequencies), row-major. */
function fourierBasis(window: number): Float32Array {
  const frequencies = frequenciesOf(window)
  const weights = hannWindow(window)
  const basis = new Float32Array(window * 2 * frequencies)
  for (let at = 0; at < window; at++) {
    for (let frequency = 0; frequency < frequencies; frequency++) {
      // The remainder keeps the angle exact however large the product is.
      const angle = (2 * Math.PI * ((at * frequency) % window)) / window
      const row = at * 2 * frequencies
      basis[row + frequency] = weights[at]! * Math.cos(angle)
      basis[row + frequencies + frequency] = weights[at]! * Math.sin(angle)
    }
  }
  return basis
}

/** The share of each frequency in each band: frequencies × bands, row-major. */
export function melFilters({
  sampleRate,
  bands,
  window,
}: Pick<Sound, 'sampleRate' | 'bands' | 'window'>): Float32Array {
  const frequencies = frequenciesOf(window)
  const highest = Math.floor(sampleRate / 2)
  const top = melOf(highest)
  const edges = Array.from({ length: bands + 2 }, (_, edge) => hertzOf((top * edge) / (bands + 1)))
  const filters = new Float32Array(frequencies * bands)
  for (let frequency = 0; frequency < frequencies; frequency++) {
    const hertz = (highest * frequency) / (frequencies - 1)
    for (let band = 0; band < bands; band++) {
      const [from, middle, to] = edges.slice(band, band + 3) as [number, number, number]
      const share = Math.min((hertz - from) / (middle - from), (to - hertz) / (to - middle))
      filters[frequency * bands + band] = Math.max(0, share)
    }
  }
  return filters
}

/** The orthonormal cosine transform: bands × coefficients, row-major. */
function cosineTransform(bands: number, coefficients: number): Float32Array {
  return Float32Array.from({ length: bands * coefficients }, (_, index) => {
    const [band, coefficient] = [Math.floor(index / coefficients), index % coefficients]
    const size = Math.sqrt((coefficient === 0 ? 1 : 2) / bands)
    return size * Math.cos((Math.PI / bands) * (band + 0.5) * coefficient)
  })
}

/** Windows that overlap: [rows, samples] to [rows, windows, window]. */
function windowsOf(samples: Value, sound: Sound): Value {
  const [rows, hop] = [dimAt(samples.shape, 0), hopOf(sound)]
  const steps = clipSamples(sound) / hop
  const { width: windows } = soundImage(sound)
  const blocks = op.reshape(samples, [rows, steps, hop])
  const shifted = Array.from({ length: windowSteps }, (_, step) =>
    op.slice(blocks, { axis: 1, start: step, end: step + windows, length: windows }),
  )
  return op.concat(shifted, 2)
}

/** @param samples [rows, samples of a clip] @returns [rows, bands (or coefficients) × windows], band after band */
export function soundFeatures(samples: Value, sound: Sound): Value {
  const { bands, coefficients, window } = sound
  const { height, width: windows } = soundImage(sound)
  const rows = dimAt(samples.shape, 0)
  const frequencies = frequenciesOf(window)
  const matrix = (data: Float32Array, shape: readonly number[]) => constant(tensor('float32', data, shape))
  const waves = op.matMul(windowsOf(samples, sound), matrix(fourierBasis(window), [window, 2 * frequencies]))
  const filters = melFilters(sound)
  // The energy of a frequency is the sum of two squares: both go through the same filter.
  const both = new Float32Array(2 * filters.length)
  both.set(filters)
  both.set(filters, filters.length)
  const energies = op.matMul(op.mul(waves, waves), matrix(both, [2 * frequencies, bands]))
  const logarithms = op.log(op.add(energies, leastEnergy))
  const features =
    coefficients === null
      ? logarithms
      : op.matMul(logarithms, matrix(cosineTransform(bands, coefficients), [bands, coefficients]))
  return op.reshape(op.transpose(features, [0, 2, 1]), [rows, height * windows])
}
