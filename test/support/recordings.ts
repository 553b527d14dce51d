/** Recordings made by `test/fixtures/make/recordings.py` and `opus.py`, and what libsndfile, SciPy and torchaudio make of them. */
import opus from '../fixtures/data/opus.json' with { type: 'json' }
import recorded from '../fixtures/data/recordings.json' with { type: 'json' }

/** 32-bit numbers out of base64. */
export function numbersOf(base64: string): Float32Array {
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'))
  return new Float32Array(bytes.buffer)
}

export const recordings = [...recorded.recordings, ...opus.recordings].map(({ file, samples, ...rest }) => ({
  ...rest,
  file: Uint8Array.from(Buffer.from(file, 'base64')),
  /** Channel after channel. */
  samples: numbersOf(samples),
}))

export const { resampled, spectra } = recorded

/** The recording of that name. */
export function recordingOf(name: string): Uint8Array {
  const found = recordings.find((each) => each.name === name)
  if (found === undefined) throw new Error(`no recording ${name}`)
  return found.file.slice()
}

/** Largest absolute difference of two lists of one length; infinite where they are of two. */
export function largestGap(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity
  return Array.from(a).reduce((most, value, at) => Math.max(most, Math.abs(value - (b[at] ?? NaN))), 0)
}
