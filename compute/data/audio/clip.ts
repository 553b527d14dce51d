/** From a recording to what a model hears of it: one channel, at the model's rate, of the model's length. */
import { clipSamples, type Sound } from '../../spec/sound.ts'
import { decodeRecording } from './decode-recording.ts'
import { resample } from './resample.ts'
import { mixedDown, type SoundSamples } from './sound-samples.ts'

/** The middle of so many samples; where there are fewer, they stand in the middle of silence. */
export function middleOf(samples: Float32Array, length: number): Float32Array {
  const clip = new Float32Array(length)
  const [skipped, silent] = [samples.length - length, length - samples.length].map((gap) => Math.max(0, gap) >> 1)
  clip.set(samples.subarray(skipped, skipped! + length), silent)
  return clip
}

/** What a model hears of decoded sound. */
export function clipOf(sound: SoundSamples, heard: Sound): Float32Array {
  return middleOf(resample(mixedDown(sound), sound.sampleRate, heard.sampleRate), clipSamples(heard))
}

/** What a model hears of a file. @throws Error as decodeRecording */
export async function readClip(file: Uint8Array, heard: Sound): Promise<Float32Array> {
  return clipOf(await decodeRecording(file), heard)
}
