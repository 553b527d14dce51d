/** A dataset's recordings as a model sees them, in the order of its rows; and as it hears them, for what takes samples. */
import type { Media } from '../../spec/dataset.ts'
import { clipSamples, type Sound } from '../../spec/sound.ts'
import type { Clips, Spectra } from '../column-values.ts'
import { derivedRecords, type DerivingOptions } from '../files/derived-records.ts'
import { openMedia } from '../files/open-media.ts'
import { readClip } from './clip.ts'
import { recordingsAtOnce } from './import-recordings.ts'
import { createSpectrumMaker, spectrumNumbers } from './spectra.ts'

const nameOf = (sound: Sound) =>
  [sound.sampleRate, clipSamples(sound), sound.window, sound.bands, sound.coefficients ?? 'bands'].join('-')

/** The spectra of all recordings, made first where that was not done before. @throws StudioError recording-unreadable, and as derivedRecords */
export async function readSpectra(
  projectFolder: string,
  media: Media,
  sound: Sound,
  options: DerivingOptions = {},
): Promise<Spectra> {
  const maker = await createSpectrumMaker(sound)
  try {
    const derivation = {
      name: `${nameOf(sound)}.spectra`,
      width: spectrumNumbers(sound),
      type: 'float32',
      atOnce: recordingsAtOnce,
      unreadable: 'recording-unreadable',
      recordOf: async (content: Uint8Array) => maker.make(await readClip(content, sound)),
    } as const
    return { sound, records: await derivedRecords(projectFolder, media, derivation, options) }
  } finally {
    await maker.release()
  }
}

/**
 * The clips of a dataset's recordings, read when they are asked for.
 * @param order which of the packed recordings each row's is; null for all in their order
 */
export function clipsOf(projectFolder: string, media: Media, sound: Sound, order: Uint32Array | null): Clips {
  const samples = clipSamples(sound)
  return {
    samples,
    async read(rows) {
      const pack = await openMedia(projectFolder, media)
      try {
        const clips = new Float32Array(rows.length * samples)
        for (const [at, row] of rows.entries())
          clips.set(await readClip(await pack.read(order?.[row] ?? row), sound), at * samples)
        return clips
      } finally {
        pack.close()
      }
    },
  }
}
