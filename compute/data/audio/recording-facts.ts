/** Measures recordings: how long they are, how loud, how much of them is cut off. */
import type { RecordingFacts } from '../../spec/recording.ts'
import { decodeRecording } from './decode-recording.ts'
import type { SoundSamples } from './sound-samples.ts'

/** Silence, and what is quieter, in decibels below full scale. */
export const quietest = -120
/** From so close to full scale on, a sample counts as cut off. */
const fullScale = 0.999

/** Measures decoded sound. */
export function factsOfSound({ sampleRate, channels }: SoundSamples): RecordingFacts {
  let [squares, cut, count] = [0, 0, 0]
  for (const samples of channels) {
    count += samples.length
    for (const sample of samples) {
      squares += sample * sample
      if (sample >= fullScale || sample <= -fullScale) cut++
    }
  }
  const frames = channels[0]?.length ?? 0
  return {
    seconds: frames / sampleRate,
    sampleRate,
    channels: channels.length,
    loudness: Math.max(quietest, 10 * Math.log10(squares / Math.max(1, count))),
    clipped: cut / Math.max(1, count),
  }
}

/** Decodes a recording whole and measures it. @throws Error as decodeRecording */
export async function recordingFacts(file: Uint8Array): Promise<RecordingFacts> {
  return factsOfSound(await decodeRecording(file))
}
