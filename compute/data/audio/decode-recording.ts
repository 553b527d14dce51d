/**
 * Decodes recordings: WAV, FLAC, MP3, and Ogg files of Vorbis, Opus or FLAC. What a file is, its first bytes say, not its name.
 *
 * All but WAV goes through WebAssembly decoders, which run on each system alike and need nothing from outside.
 */
import { FLACDecoder } from '@wasm-audio-decoders/flac'
import { OggVorbisDecoder } from '@wasm-audio-decoders/ogg-vorbis'
import { MPEGDecoder } from 'mpg123-decoder'
import { decodeOpus } from './opus.ts'
import { assertPossible, type SoundSamples } from './sound-samples.ts'
import { readWav } from './wav.ts'

/** What a decoder gives of a whole file. */
interface Decoded {
  readonly channelData: readonly Float32Array[]
  readonly samplesDecoded: number
  readonly sampleRate: number
  readonly errors: readonly { readonly message: string }[]
}

interface Decoder {
  readonly ready: Promise<void>
  reset(): Promise<void>
  decode(file: Uint8Array): Decoded | Promise<Decoded>
}

const decoders = {
  mp3() {
    const decoder = new MPEGDecoder()
    return { ready: decoder.ready, reset: () => decoder.reset(), decode: (file) => decoder.decode(file) }
  },
  flac: () => wholeFiles(new FLACDecoder()),
  vorbis: () => wholeFiles(new OggVorbisDecoder()),
  opus: () => ({ ready: Promise.resolve(), reset: () => Promise.resolve(), decode: decodeOpus }),
} as const satisfies Record<string, () => Decoder>
type Format = keyof typeof decoders

interface FileDecoder {
  readonly ready: Promise<void>
  reset(): Promise<void>
  decodeFile(file: Uint8Array): Promise<Decoded>
}

const wholeFiles = (decoder: FileDecoder): Decoder => ({
  ready: decoder.ready,
  reset: () => decoder.reset(),
  decode: (file) => decoder.decodeFile(file),
})

/** A decoder of each kind is made when it is first needed. Each has one file at a time. */
const made = new Map<Format, Decoder>()
let turn: Promise<unknown> = Promise.resolve()

const startsWith = (file: Uint8Array, text: string, at = 0) =>
  Array.from(text).every((letter, index) => file[at + index] === letter.charCodeAt(0))

/** The format of what is no WAV file; null where it is none that is known here. */
function formatOf(file: Uint8Array): Format | null {
  if (startsWith(file, 'fLaC')) return 'flac'
  if (startsWith(file, 'OggS')) {
    // The first page holds nothing but the first packet, which names the codec.
    const packet = 27 + (file[26] ?? 0)
    if (startsWith(file, 'vorbis', packet + 1)) return 'vorbis'
    if (startsWith(file, 'OpusHead', packet)) return 'opus'
    return startsWith(file, 'FLAC', packet + 1) ? 'flac' : null
  }
  const isFrame = file[0] === 0xff && ((file[1] ?? 0) & 0xe0) === 0xe0
  return startsWith(file, 'ID3') || isFrame ? 'mp3' : null
}

/** Decodes a whole file. @throws Error with the reason for one that is broken, cut, too long or none */
export async function decodeRecording(file: Uint8Array): Promise<SoundSamples> {
  if (startsWith(file, 'RIFF') || startsWith(file, 'RF64')) return readWav(file)
  const format = formatOf(file)
  if (format === null) throw new Error('not a recording of a kind that is known here')
  if (startsWith(file, 'OggS')) assertLastPage(file)
  const own = turn.then(() => decodeWith(format, file))
  turn = own.catch(() => undefined)
  const { channelData, sampleRate, samplesDecoded, errors } = await own
  const [error] = errors
  if (error !== undefined) throw new Error(error.message)
  const channels = withoutCopies(channelData.map((samples) => samples.subarray(0, samplesDecoded)))
  assertPossible(sampleRate, channels.length, samplesDecoded)
  const said = format === 'flac' ? flacFrames(file) : null
  if (said !== null && samplesDecoded < said) throw new Error(`${said} samples are said, ${samplesDecoded} are there`)
  return { sampleRate, channels }
}

/** The decoder of MP3 files gives the one channel of some twice. */
function withoutCopies(channels: readonly Float32Array[]): readonly Float32Array[] {
  const [first, second] = channels
  const isCopy = channels.length === 2 && first?.every((sample, at) => sample === second?.[at])
  return isCopy === true ? channels.slice(0, 1) : channels
}

async function decodeWith(format: Format, file: Uint8Array): Promise<Decoded> {
  const decoder = made.get(format) ?? decoders[format]()
  made.set(format, decoder)
  await decoder.ready
  try {
    return await decoder.decode(file)
  } catch (error) {
    // What a broken file leaves behind must not meet the next one.
    made.delete(format)
    throw error
  } finally {
    await decoder.reset()
  }
}

/** The last page of an Ogg stream is marked. @throws Error for a file that was cut */
function assertLastPage(file: Uint8Array): void {
  const at = Buffer.from(file.buffer, file.byteOffset, file.byteLength).lastIndexOf('OggS')
  const isLast = ((file[at + 5] ?? 0) & 4) !== 0
  const segments = file.subarray(at + 27, at + 27 + (file[at + 26] ?? 0))
  const end = at + 27 + segments.length + segments.reduce((sum, size) => sum + size, 0)
  if (!isLast || end > file.length) throw new Error('the file ends in the middle of the recording')
}

/** The samples of a channel that a FLAC file says it has; null where it doesn't say. */
function flacFrames(file: Uint8Array): number | null {
  if (!startsWith(file, 'fLaC') || file.length < 26) return null
  const high = (file[21] ?? 0) & 0x0f
  const low = new DataView(file.buffer, file.byteOffset + 22, 4).getUint32(0)
  const frames = high * 2 ** 32 + low
  return frames === 0 ? null : frames
}
