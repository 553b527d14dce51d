/** Decoding recordings: each format as libsndfile decodes it, and files that are not what they say. */
import { describe, expect, it } from 'vitest'
import { decodeRecording } from '../../../../../compute/data/audio/decode-recording.ts'
import { factsOfSound, quietest } from '../../../../../compute/data/audio/recording-facts.ts'
import { mixedDown } from '../../../../../compute/data/audio/sound-samples.ts'
import { readWav, writeWav } from '../../../../../compute/data/audio/wav.ts'
import { withOggSums } from '../../../../support/fuzz/right-sums.ts'
import { largestGap, recordingOf, recordings } from '../../../../support/recordings.ts'

/**
 * What decoders may differ by: WAV by how 32 bits round, FLAC by what is full scale (32,767 or 32,768), MP3, Vorbis and Opus by
 * the order of their arithmetic.
 */
const tolerances: Readonly<Record<string, number>> = { flac: 2e-5, mp3: 1e-4, ogg: 1e-4, opus: 1e-4 }

describe('recordings', () => {
  it.each(recordings)(
    '$name has the samples that libsndfile finds in it',
    async ({ name, file, rate, samples, channels }) => {
      const sound = await decodeRecording(file)
      expect(sound.sampleRate).toBe(rate)
      expect(sound.channels).toHaveLength(channels)
      const own = sound.channels.flatMap((channel) => [...channel])
      expect(largestGap(own, samples)).toBeLessThanOrEqual(tolerances[name.split('.').at(-1)!] ?? 1e-7)
    },
  )

  it('are as much louder as an Opus file says', async () => {
    const file = Buffer.from(recordingOf('voice.opus'))
    const plain = await decodeRecording(file)
    file.writeInt16LE(-6 * 256, 28 + 16)
    const quieter = await decodeRecording(withOggSums(file))
    const wanted = plain.channels[0]!.map((sample) => sample * 10 ** (-6 / 20))
    expect(largestGap(quieter.channels[0]!, wanted)).toBeLessThan(1e-6)
  })

  it('come out the same when several are decoded at a time', async () => {
    const wanted = ['16.flac', 'vorbis.ogg', '24.flac', '16.flac', 'layer-3.mp3', 'stereo.opus', 'voice.opus']
    const alone: number[][] = []
    for (const name of wanted) alone.push([...mixedDown(await decodeRecording(recordingOf(name)))])
    const together = await Promise.all(wanted.map((name) => decodeRecording(recordingOf(name))))
    expect(together.map((sound) => [...mixedDown(sound)])).toEqual(alone)
  })

  it('are written as 16 bits that say the same', () => {
    const samples = Float32Array.of(0, 0.5, -0.5, 1, -1, 2)
    const { sampleRate, channels } = readWav(writeWav(samples, 11_025))
    expect(sampleRate).toBe(11_025)
    expect(largestGap(channels[0]!, [0, 0.5, -0.5, 1, -1, 1])).toBeLessThan(1e-4)
  })

  it('are measured: how long, how loud, how much is cut off', () => {
    const quarter = new Float32Array(4000).fill(0.25)
    expect(factsOfSound({ sampleRate: 8000, channels: [quarter] })).toMatchObject({
      seconds: 0.5,
      channels: 1,
      clipped: 0,
    })
    expect(factsOfSound({ sampleRate: 8000, channels: [quarter] }).loudness).toBeCloseTo(-12.04, 2)
    expect(factsOfSound({ sampleRate: 8000, channels: [new Float32Array(9)] }).loudness).toBe(quietest)
    expect(factsOfSound({ sampleRate: 8000, channels: [Float32Array.of(0, 1, -1, 0.5)] }).clipped).toBe(0.5)
  })
})

/** A WAV file with other numbers in its header: 2 bytes or 4, by their places. */
function lying(places: Readonly<Record<number, number>>, bytes: 2 | 4 = 2): Uint8Array {
  const file = recordingOf('pcm_16.wav')
  const view = new DataView(file.buffer)
  for (const [at, value] of Object.entries(places)) {
    if (bytes === 2) view.setUint16(Number(at), value, true)
    else view.setUint32(Number(at), value, true)
  }
  return file
}

describe('a WAV file whose header lies', () => {
  it.each([
    ['more sound than there is', lying({ 40: 1 << 20 }, 4), /1048576 bytes of sound are said, 960 are there/],
    ['no channels', lying({ 22: 0 }), /contradicts itself/],
    ['more channels than its bytes allow', lying({ 22: 9 }), /contradicts itself/],
    ['a rate of nothing', lying({ 24: 0 }, 4), /no rate/],
    ['a rate beyond all recorders', lying({ 24: 3_000_000_000 }, 4), /no rate/],
    ['a width of 13 bits in one byte', lying({ 34: 7 }), /contradicts itself/],
    ['a format that no one has heard of', lying({ 20: 0x1234 }), /format 4660/],
    ['a chunk that leads out of the file', lying({ 16: 0xffff_fff0 }, 4), /no sound/],
    ['nothing but its first bytes', recordingOf('pcm_16.wav').slice(0, 30), /cut|no sound/],
  ])('that says %s is refused with the reason', async (_, file, reason) => {
    await expect(decodeRecording(file)).rejects.toThrow(reason)
  })

  it('that leaves open how much there is has all that follows', async () => {
    const whole = await decodeRecording(recordingOf('pcm_16.wav'))
    for (const length of [0, 0xffff_ffff]) {
      const open = await decodeRecording(lying({ 40: length }, 4))
      expect([...open.channels[0]!]).toEqual([...whole.channels[0]!])
    }
  })
})

describe('a file that is cut, broken or no recording', () => {
  it.each([
    ['16.flac', (file: Uint8Array) => file.slice(0, file.length >> 1)],
    ['vorbis.ogg', (file: Uint8Array) => file.slice(0, file.length >> 1)],
    ['vorbis.ogg', (file: Uint8Array) => file.slice(0, 40)],
    ['layer-3.mp3', (file: Uint8Array) => file.slice(0, 6)],
    ['stereo.opus', (file: Uint8Array) => file.slice(0, file.length >> 1)],
    ['stereo.opus', (file: Uint8Array) => file.map((byte, at) => (at === 600 ? byte ^ 1 : byte))],
    // The sum is right, what it is of is not.
    ['voice.opus', (file: Uint8Array) => withOggSums(Buffer.from(file).fill(0xff, file.length - 200))],
    ['16.flac', (file: Uint8Array) => file.map((byte, at) => (at < 8 ? byte : 0x55))],
    ['16.flac', () => new Uint8Array(0)],
    ['16.flac', () => Uint8Array.from(Buffer.from('no recording at all'))],
  ])('is refused: %s', async (name, breakIt) => {
    await expect(decodeRecording(breakIt(recordingOf(name)))).rejects.toThrow()
    // And the next one is none the worse for it.
    await expect(decodeRecording(recordingOf(name))).resolves.toBeDefined()
  })
})
