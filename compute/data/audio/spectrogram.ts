/** A recording's frequencies over time as a picture: low ones at the bottom, loud ones bright. */
import { pixelsPng } from '../images/decode-image.ts'
import type { ImageShape } from '../../spec/image-model.ts'
import { clipSamples, hopOf, type Sound, soundImage, usualWindow } from '../../spec/sound.ts'
import { resample } from './resample.ts'
import { spectraOf } from './spectra.ts'
import { middleOf } from './clip.ts'

/** Columns that a picture has at most, and its rows. */
const [columns, rows] = [400, 64]
/** Of higher rates the upper frequencies are left out: hardly anyone hears them. */
const highestRate = 32_000
/** The range of logarithms that is shown below the loudest: 80 decibels. */
const shownRange = 80 / (10 * Math.LOG10E)

/** Colours from quiet to loud, evenly spaced. */
const colours = [
  [8, 8, 24],
  [58, 28, 110],
  [150, 44, 118],
  [226, 92, 82],
  [252, 176, 92],
  [252, 252, 204],
] as const

/** A share from 0 to 1 as a colour. */
function colourOf(share: number): [number, number, number] {
  const place = Math.min(1, Math.max(0, share)) * (colours.length - 1)
  const below = Math.min(colours.length - 2, Math.floor(place))
  const [from, to] = [colours[below]!, colours[below + 1]!]
  const mix = (channel: 0 | 1 | 2) => Math.round(from[channel] + (to[channel] - from[channel]) * (place - below))
  return [mix(0), mix(1), mix(2)]
}

/** Logarithms of energies (bands × windows, low bands first) as a coloured picture, the loudest at the upper end of the colours. */
export function spectrumPng(
  spectrum: Float32Array,
  { height, width }: Pick<ImageShape, 'height' | 'width'>,
  loudest: number,
) {
  const pixels = new Uint8Array(3 * height * width)
  for (let band = 0; band < height; band++) {
    for (let at = 0; at < width; at++) {
      const colour = colourOf(1 + (spectrum[band * width + at]! - loudest) / shownRange)
      const place = (height - 1 - band) * width + at
      colour.forEach((value, channel) => (pixels[channel * height * width + place] = value))
    }
  }
  return pixelsPng(pixels, { channels: 3, height, width })
}

/** The spectrogram of samples as a PNG. */
export async function spectrogramPng(samples: Float32Array, sampleRate: number): Promise<Uint8Array<ArrayBuffer>> {
  const rate = Math.min(sampleRate, highestRate)
  const own = resample(samples, sampleRate, rate)
  // Longer than usual, so that the lowest bands, which are narrow, have frequencies of their own.
  const window = 2 * usualWindow(rate)
  const least = 4 * window
  const sound: Sound = {
    sampleRate: rate,
    seconds: Math.max(own.length, least) / rate,
    bands: rows,
    coefficients: null,
    window,
  }
  const whole = await finely(middleOf(own, clipSamples(sound)), sound)
  const narrow = narrowed(whole.spectrum, whole, columns)
  return spectrumPng(
    narrow.spectrum,
    narrow,
    narrow.spectrum.reduce((most, value) => Math.max(most, value), -Infinity),
  )
}

/** Columns that a picture has at least, where so many moments can be told apart, and steps into which a window is divided for it. */
const [leastColumns, mostSteps] = [160, 8]

/** The spectrum of a clip; of a short one with windows in between, from clips that begin a part of a step later. */
async function finely(clip: Float32Array, sound: Sound) {
  const { height, width } = soundImage(sound)
  const hop = hopOf(sound)
  const steps = Math.min(mostSteps, hop, 2 ** Math.max(0, Math.ceil(Math.log2(leastColumns / width))))
  const clips = new Float32Array(steps * clip.length)
  for (let step = 0; step < steps; step++) clips.set(clip.subarray((step * hop) / steps), step * clip.length)
  const spectra = await spectraOf(clips, sound)
  const fine = { spectrum: new Float32Array(spectra.length), height, width: width * steps }
  spectra.forEach((value, at) => {
    const [step, band, moment] = [Math.floor(at / (height * width)), Math.floor(at / width) % height, at % width]
    fine.spectrum[band * fine.width + moment * steps + step] = value
  })
  return fine
}

/** A spectrum in at most so many columns: each the loudest of those that it stands for. */
function narrowed(spectrum: Float32Array, image: Pick<ImageShape, 'height' | 'width'>, most: number) {
  const { height, width } = image
  if (width <= most) return { spectrum, height, width }
  const narrow = new Float32Array(height * most).fill(-Infinity)
  for (let band = 0; band < height; band++) {
    for (let at = 0; at < width; at++) {
      const place = band * most + Math.floor((at * most) / width)
      narrow[place] = Math.max(narrow[place]!, spectrum[band * width + at]!)
    }
  }
  return { spectrum: narrow, height, width: most }
}
