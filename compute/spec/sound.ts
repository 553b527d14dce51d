/** How a model hears recordings: which seconds of them, at which rate, and as which pictures of their frequencies. */
import { z } from 'zod'
import type { ImageShape } from './image-model.ts'

/** Steps into which a window is divided: the next one begins one of them later. */
export const windowSteps = 2

const soundShape = z.object({
  /** Samples a second. Recordings of other rates are brought to this one. */
  sampleRate: z.int().min(4_000).max(48_000),
  /** Of each recording so much is heard: the middle of longer ones; shorter ones stand in the middle of silence. */
  seconds: z.number().min(0.1).max(30),
  /** Bands of the mel scale. */
  bands: z.int().min(8).max(128),
  /** Numbers of a window's cepstrum (MFCC) in place of its bands; null for the bands themselves. */
  coefficients: z.int().min(4).max(64).nullable(),
  /** Samples of a window. */
  window: z.int().min(64).max(8192).multipleOf(windowSteps),
})
export type Sound = z.infer<typeof soundShape>

export const soundSchema = soundShape
  .refine(({ coefficients, bands }) => coefficients === null || coefficients <= bands, {
    path: ['coefficients'],
    error: 'a cepstrum has no more numbers than there are bands',
  })
  .refine((sound) => soundImage(sound).width >= 4, { path: ['seconds'], error: 'too few windows' })

/** Samples from a window to the next. */
export const hopOf = ({ window }: Pick<Sound, 'window'>): number => window / windowSteps

/** Samples that are heard of a recording: whole steps of windows. */
export function clipSamples({ sampleRate, seconds, window }: Pick<Sound, 'sampleRate' | 'seconds' | 'window'>): number {
  const hop = window / windowSteps
  return Math.round((seconds * sampleRate) / hop) * hop
}

/** The picture that a model gets: bands (or numbers of the cepstrum) from top to bottom, windows from left to right. */
export function soundImage(
  sound: Pick<Sound, 'sampleRate' | 'seconds' | 'bands' | 'coefficients' | 'window'>,
): ImageShape {
  const windows = clipSamples(sound) / hopOf(sound) - windowSteps + 1
  return { channels: 1, height: sound.coefficients ?? sound.bands, width: Math.max(0, windows) }
}

/** The usual window at a rate: the power of two next above 25 milliseconds. */
export function usualWindow(sampleRate: number): number {
  return 2 ** Math.ceil(Math.log2(sampleRate * 0.025))
}
