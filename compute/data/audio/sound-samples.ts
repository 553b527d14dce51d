/** Decoded sound, whatever it was decoded from. */

export interface SoundSamples {
  /** Samples a second. */
  readonly sampleRate: number
  /** One array a channel, all of one length; 1 is full scale. */
  readonly channels: readonly Float32Array[]
}

/** More samples, of all channels together, are refused: decoded, they would take some hundred megabytes. */
export const mostSamples = 96_000_000
/** Rates at which sound is recorded; beyond these a header is wrong. */
const possibleRates = { least: 1_000, most: 768_000 } as const
const mostChannels = 64

/** @throws Error with the reason, where a header says what no recording is like */
export function assertPossible(sampleRate: number, channels: number, frames: number): void {
  const { least, most } = possibleRates
  if (!(sampleRate >= least && sampleRate <= most)) throw new Error(`${sampleRate} samples a second are no rate`)
  if (!(channels >= 1 && channels <= mostChannels)) throw new Error(`${channels} channels`)
  if (frames === 0) throw new Error('there is no sound in it')
  if (frames * channels > mostSamples) throw new Error(`${frames} × ${channels} samples are more than ${mostSamples}`)
}

/** The mean of all channels. */
export function mixedDown({ channels }: Pick<SoundSamples, 'channels'>): Float32Array {
  const [first = new Float32Array(0), ...others] = channels
  if (others.length === 0) return first
  const mixed = Float32Array.from(first)
  for (const other of others) for (let at = 0; at < mixed.length; at++) mixed[at]! += other[at]!
  for (let at = 0; at < mixed.length; at++) mixed[at]! /= channels.length
  return mixed
}
