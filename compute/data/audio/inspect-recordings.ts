/** A first look at recordings that may be imported: how many of which classes, and what some look like. */
import type { AudioInspection, Recording } from '../../spec/recording.ts'
import { inspectFiles } from '../files/inspect-files.ts'
import { decodeRecording } from './decode-recording.ts'
import { mixedDown } from './sound-samples.ts'
import { waveformOf } from './waveform.ts'

/** A recording as it is shown small. @throws Error as decodeRecording */
export async function shownRecording(
  { file, label }: Pick<Recording, 'file' | 'label'>,
  content: Uint8Array,
): Promise<Recording> {
  const sound = await decodeRecording(content)
  const samples = mixedDown(sound)
  return { file, label, seconds: samples.length / sound.sampleRate, waveform: waveformOf(samples) }
}

/** Looks at names, and at a few files. @throws StudioError as findFiles */
export function inspectRecordings(path: string): Promise<AudioInspection> {
  return inspectFiles(path, 'audio', async (found) => shownRecording(found, await found.read()))
}
