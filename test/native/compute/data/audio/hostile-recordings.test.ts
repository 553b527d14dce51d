/** What a person is told of each hostile recording: the first sentence of the error, or what is heard all the same. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { hearFile } from '../../../../../compute/data/audio/recording-page.ts'
import { writeWav } from '../../../../../compute/data/audio/wav.ts'
import { StudioError } from '../../../../../compute/spec/errors.ts'
import { createTranslator } from '../../../../../main/i18n/translator.ts'
import { recordingOf } from '../../../../support/recordings.ts'
import { withOggSums } from '../../../../support/fuzz/right-sums.ts'
import { temporaryFolder } from '../../../database/database-fixtures.ts'

const words = createTranslator('en')
/** Milliseconds that no answer may take. */
const longest = 5000

/** A WAV file of two channels with other bytes at some place. */
function patched(at: number, ...bytes: readonly number[]): Uint8Array {
  const file = recordingOf('pcm_16.wav')
  file.set(bytes, at)
  return file
}
const cut = (name: string, share: number) => {
  const file = recordingOf(name)
  return file.slice(0, Math.floor(file.length * share))
}
/** An Ogg page whose only packet is of another codec. */
const otherCodec = Buffer.concat([
  Buffer.from('OggS\0\x06', 'latin1'),
  Buffer.alloc(20),
  Buffer.from([1, 8]),
  Buffer.from('Speex   '),
])

/** An Opus file with something done to its pages, whose sums are right again. */
function opusOf(change: (pages: Buffer[]) => readonly Buffer[]): Uint8Array {
  const file = Buffer.from(recordingOf('stereo.opus'))
  const starts: number[] = []
  for (let at = file.indexOf('OggS'); at >= 0; at = file.indexOf('OggS', at + 4)) starts.push(at)
  return withOggSums(Buffer.concat(change(starts.map((at, page) => Buffer.from(file.subarray(at, starts[page + 1]))))))
}
const headed = (at: number, ...bytes: readonly number[]) =>
  opusOf(([head, ...others]) => {
    head!.set(bytes, 28 + at)
    return [head!, ...others]
  })

/** An hour of silence in 120 pages, each of 255 packets of two bytes. */
const longSilence = () =>
  opusOf(([head, comments]) => {
    const pages = Array.from({ length: 120 }, (_, number) => {
      const page = Buffer.alloc(27 + 255 + 510)
      page.write('OggS')
      page[5] = number === 119 ? 4 : 0
      page.writeBigInt64LE(BigInt(255 * 5760 * (number + 1)), 6)
      comments!.copy(page, 14, 14, 18)
      page.writeUInt32LE(number + 2, 18)
      page.fill(2, 26, 27 + 255)
      page[26] = 255
      // Two frames of 60 ms.
      for (let packet = 0; packet < 255; packet++) page.set([0x1b, 2], 27 + 255 + 2 * packet)
      return page
    })
    return [head!, comments!, ...pages]
  })

const unreadable = (file: string) => words.text('errors.recording-unreadable.what', { file })

const cases: readonly (readonly [name: string, file: () => Uint8Array, answer: string | null])[] = [
  ['empty.wav', () => new Uint8Array(0), null],
  ['text.wav', () => Buffer.from('no sound'), null],
  ['header alone.wav', () => recordingOf('pcm_16.wav').slice(0, 44), null],
  ['says more than there is.wav', () => patched(40, 0xff, 0xff, 0xff, 0x7f), null],
  ['says nothing of how much.wav', () => patched(40, 0xff, 0xff, 0xff, 0xff), '0.03 s, 8000 Hz, 2 channels'],
  ['no channels.wav', () => patched(22, 0, 0), null],
  ['65,535 channels.wav', () => patched(22, 0xff, 0xff), null],
  ['no rate.wav', () => patched(24, 0, 0, 0, 0), null],
  ['four thousand million a second.wav', () => patched(24, 0xff, 0xff, 0xff, 0xff), null],
  ['bits that contradict the bytes.wav', () => patched(34, 24, 0), null],
  ['another codec in a WAV.wav', () => patched(20, 0x55, 0), null],
  ['chunk out of the file.wav', () => patched(16, 0xf0, 0xff, 0xff, 0xff), null],
  ['192 kHz.wav', () => recordingOf('192-khz.wav'), '0.0025 s, 192000 Hz, 1 channels'],
  ['eight channels.wav', () => recordingOf('extensible-8-channels.wav'), '0.0025 s, 48000 Hz, 8 channels'],
  ['one sample.wav', () => writeWav(Float32Array.of(0.5), 8000), '0.000125 s, 8000 Hz, 1 channels'],
  ['no numbers.wav', () => noNumbers(), '0.03 s, 8000 Hz, 2 channels'],
  ['a FLAC by another name.mp3', () => recordingOf('16.flac'), '0.03 s, 8000 Hz, 2 channels'],
  ['cut.flac', () => cut('16.flac', 0.6), null],
  ['cut.ogg', () => cut('vorbis.ogg', 0.7), null],
  ['not our codec.ogg', () => otherCodec, null],
  ['voice.opus', () => recordingOf('voice.opus'), '0.25 s, 16000 Hz, 1 channels'],
  ['six channels.opus', () => recordingOf('six-channels.opus'), '0.05 s, 24000 Hz, 6 channels'],
  ['cut.opus', () => cut('stereo.opus', 0.6), null],
  ['last page alone.opus', () => opusOf((pages) => pages.slice(-1)), null],
  ['page missing.opus', () => opusOf(([head, , ...others]) => [head!, ...others]), null],
  ['page twice.opus', () => opusOf(([head, ...others]) => [head!, others[0]!, ...others]), null],
  ['no channels.opus', () => headed(9, 0), null],
  ['three channels of two.opus', () => headed(9, 3), null],
  ['channels by a rule of its own.opus', () => headed(18, 3), null],
  ['of a later version.opus', () => headed(8, 0x10), null],
  ['all of it skipped.opus', () => headed(10, 0xff, 0xff), null],
  ['a rate of nothing.opus', () => headed(12, 0, 0, 0, 0), '0.10416666666666667 s, 48000 Hz, 2 channels'],
  ['an hour in 95 KB.opus', longSilence, null],
  ['noise.mp3', () => Uint8Array.from({ length: 5000 }, (_, at) => (at * 7919) % 251), null],
  ['frame heads alone.mp3', () => Uint8Array.from({ length: 400 }, (_, at) => [0xff, 0xfb, 0x90, 0][at % 4]!), null],
  ['录音 🎙.wav', () => recordingOf('float.wav'), '0.03 s, 8000 Hz, 2 channels'],
]

/** A file of floating-point samples, some of which are infinite or none. */
function noNumbers(): Uint8Array {
  const file = recordingOf('float.wav')
  const view = new DataView(file.buffer)
  ;[NaN, Infinity, -Infinity].forEach((value, at) => view.setFloat32(file.length - 64 + 4 * at, value, true))
  return file
}

describe('hostile recordings', () => {
  const folder = temporaryFolder('hostile')
  afterAll(() => folder[Symbol.dispose]())

  it.each(cases)('%s', async (name, make, answer) => {
    const path = join(folder.path, name)
    await writeFile(path, make())
    const began = performance.now()
    const told = await hearFile(path, null).then(
      ({ seconds, sampleRate, channels, loudness }) => {
        expect(Number.isFinite(loudness)).toBe(true)
        return `${seconds} s, ${sampleRate} Hz, ${channels} channels`
      },
      (error: unknown) => {
        if (!(error instanceof StudioError)) throw error
        return words.text(`errors.${error.code}.what`, error.params)
      },
    )
    expect(told).toBe(answer ?? unreadable(name))
    expect(performance.now() - began).toBeLessThan(longest)
  })
})
