/**
 * WAV files, read and written: whole numbers of 8 to 32 bits, floating-point numbers of 32 and 64, A-law and µ-law, with plain
 * and extensible headers, and the RF64 form of files beyond 4 GB.
 *
 * A header is believed only as far as the file bears it out.
 */
import { assertPossible, type SoundSamples } from './sound-samples.ts'

/** Formats by the numbers that headers give them. */
const pcm = 1
const float = 3
const aLaw = 6
const muLaw = 7
const extensible = 0xfffe

/** Reads a sample as a share of full scale. */
type ReadSample = (view: DataView, at: number) => number

const readers: Readonly<Record<string, ReadSample>> = {
  [`${pcm} 8`]: (view, at) => (view.getUint8(at) - 128) / 128,
  [`${pcm} 16`]: (view, at) => view.getInt16(at, true) / 2 ** 15,
  [`${pcm} 24`]: (view, at) => ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 2 ** 23,
  [`${pcm} 32`]: (view, at) => view.getInt32(at, true) / 2 ** 31,
  [`${float} 32`]: (view, at) => view.getFloat32(at, true),
  [`${float} 64`]: (view, at) => view.getFloat64(at, true),
  [`${aLaw} 8`]: (view, at) => fromALaw(view.getUint8(at)),
  [`${muLaw} 8`]: (view, at) => fromMuLaw(view.getUint8(at)),
}

/** ITU-T G.711: sign, exponent and mantissa of 13 bits, each second bit turned over. */
function fromALaw(byte: number): number {
  const bits = byte ^ 0x55
  const exponent = (bits >> 4) & 7
  const mantissa = ((bits & 15) << 4) + 8
  const size = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1)
  return ((bits & 0x80) === 0 ? -size : size) / 2 ** 15
}

/** ITU-T G.711: 14 bits, all of them turned over. */
function fromMuLaw(byte: number): number {
  const bits = ~byte & 0xff
  const size = ((((bits & 15) << 3) + 0x84) << ((bits >> 4) & 7)) - 0x84
  return ((bits & 0x80) === 0 ? size : -size) / 2 ** 15
}

interface Format {
  readonly format: number
  readonly channels: number
  readonly sampleRate: number
  /** Of a sample, as stored. */
  readonly bits: number
  /** Bytes of a sample of all channels. */
  readonly frameBytes: number
}

/** Lengths that programs write who don't know it beforehand: all that follows is sound then. */
const unknownLengths = [0, 0xffff_ffff]

/** @throws Error with the reason where the file is broken, cut, or of a kind that is not known here */
export function readWav(file: Uint8Array): SoundSamples {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const name = (at: number) => String.fromCharCode(...file.subarray(at, at + 4))
  if (file.length < 12 || !['RIFF', 'RF64'].includes(name(0)) || name(8) !== 'WAVE') throw new Error('not a WAV file')
  let format: Format | null = null
  let longSize: number | null = null
  for (let at = 12; at + 8 <= file.length;) {
    const [chunk, size, start] = [name(at), view.getUint32(at + 4, true), at + 8]
    if (chunk === 'ds64' && start + 16 <= file.length) longSize = Number(view.getBigUint64(start + 8, true))
    if (chunk === 'fmt ') format = readFormat(view, start, Math.min(size, file.length - start))
    if (chunk === 'data') {
      if (format === null) throw new Error('its sound comes before what is said of it')
      return readSamples(view, format, start, longSize !== null && size === 0xffff_ffff ? longSize : size)
    }
    at = start + size + (size % 2)
  }
  throw new Error('there is no sound in it')
}

function readFormat(view: DataView, at: number, size: number): Format {
  if (size < 16) throw new Error('its header is cut')
  const tag = view.getUint16(at, true)
  // The first two bytes of an extensible header's identifier are the plain format.
  const format = tag === extensible && size >= 40 ? view.getUint16(at + 24, true) : tag
  return {
    format,
    channels: view.getUint16(at + 2, true),
    sampleRate: view.getUint32(at + 4, true),
    frameBytes: view.getUint16(at + 12, true),
    bits: view.getUint16(at + 14, true),
  }
}

function readSamples(
  view: DataView,
  { format, channels, sampleRate, bits, frameBytes }: Format,
  at: number,
  said: number,
) {
  // Samples of, say, 20 bits stand in the upper bits of whole bytes.
  const stored = Math.ceil(bits / 8) * 8
  const read = readers[`${format} ${stored}`]
  if (read === undefined) throw new Error(`format ${format} of ${bits} bits is not known`)
  if (frameBytes !== (channels * stored) / 8) throw new Error('its header contradicts itself')
  const there = view.byteLength - at
  if (said > there && !unknownLengths.includes(said))
    throw new Error(`${said} bytes of sound are said, ${there} are there`)
  const frames = Math.floor((unknownLengths.includes(said) ? there : said) / frameBytes)
  assertPossible(sampleRate, channels, frames)
  const samples = Array.from({ length: channels }, () => new Float32Array(frames))
  samples.forEach((own, channel) => {
    const first = at + (channel * stored) / 8
    for (let frame = 0; frame < frames; frame++) {
      const value = read(view, first + frame * frameBytes)
      own[frame] = Number.isFinite(value) ? value : 0
    }
  })
  return { sampleRate, channels: samples }
}

const headerBytes = 44

/** A WAV file of one channel and 16 bits. */
export function writeWav(samples: Float32Array, sampleRate: number): Uint8Array<ArrayBuffer> {
  const file = new Uint8Array(headerBytes + samples.length * 2)
  const view = new DataView(file.buffer)
  const text = (at: number, letters: string) => file.set(Buffer.from(letters, 'latin1'), at)
  text(0, 'RIFF')
  view.setUint32(4, file.length - 8, true)
  text(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, pcm, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, sampleRate, true)
  view.setUint32(28, sampleRate * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  text(36, 'data')
  view.setUint32(40, samples.length * 2, true)
  samples.forEach((sample, at) => {
    const value = Math.round(Math.min(1, Math.max(-1, sample)) * 32_767)
    view.setInt16(headerBytes + at * 2, value, true)
  })
  return file
}
