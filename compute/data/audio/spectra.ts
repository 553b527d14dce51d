/** What models see of recordings, made by the same graph that goes into an exported model: the numbers are the same. */
import { createSession } from '../../graph/session.ts'
import { tensor } from '../../graph/tensor.ts'
import { inputValue } from '../../graph/value.ts'
import { writeModel } from '../../graph/write.ts'
import { soundFeatures } from '../../nn/sound-features.ts'
import { imageNumbers } from '../../spec/image-model.ts'
import { clipSamples, type Sound, soundImage } from '../../spec/sound.ts'

export interface SpectrumMaker {
  /** Clips (each of the sound's samples, one after the other) to bands × windows each. */
  make(clips: Float32Array): Promise<Float32Array>
  release(): Promise<void>
}

/** Makes spectra for a model. It holds native memory until it is released. */
export async function createSpectrumMaker(sound: Sound): Promise<SpectrumMaker> {
  const samples = clipSamples(sound)
  const clips = inputValue('clips', 'float32', ['rows', samples])
  const file = writeModel({ name: 'spectra', inputs: [clips], outputs: { spectra: soundFeatures(clips, sound) } })
  const session = await createSession(file, { threads: 1 })
  return {
    async make(all) {
      const { spectra } = await session.run({ clips: tensor('float32', all, [all.length / samples, samples]) })
      if (spectra?.dtype !== 'float32') throw new TypeError('spectra are 32-bit numbers')
      return spectra.data
    },
    release: () => session.release(),
  }
}

/** The spectra of some clips. */
export async function spectraOf(clips: Float32Array, sound: Sound): Promise<Float32Array> {
  const maker = await createSpectrumMaker(sound)
  try {
    return await maker.make(clips)
  } finally {
    await maker.release()
  }
}

/** Numbers of a spectrum. */
export const spectrumNumbers = (sound: Sound): number => imageNumbers(soundImage(sound))
