/**
 * Decodes Ogg Opus (RFC 7845), as messengers record voices: libopus decodes the packets, the head says what is skipped at the
 * beginning and how loud it is, the last page where it ends.
 */
import { OpusDecoder } from 'opus-decoder'
import { type OggPage, oggPages } from './ogg-pages.ts'
import { assertPossible } from './sound-samples.ts'

/** Positions in a file count samples of this rate, whatever was recorded. */
const countedRate = 48_000
/** The rates that libopus gives samples in. */
const decodedRates = [8000, 12_000, 16_000, 24_000, 48_000] as const

interface OpusHead {
  readonly channels: number
  /** Counted samples at the beginning that only warm the decoder up. */
  readonly preSkip: number
  readonly rate: (typeof decodedRates)[number]
  /** What every sample is multiplied by. */
  readonly gain: number
  readonly streamCount: number
  readonly coupledStreamCount: number
  readonly channelMappingTable: number[]
}

/** Decodes a whole file. @throws Error with the reason for one that is damaged, cut or too long */
export async function decodeOpus(file: Uint8Array) {
  const [first, ...others] = oggPages(file)
  const head = readHead(first?.packets[0] ?? new Uint8Array(0))
  // The comments are the second packet, which may take several pages; sound begins on a page of its own.
  const sound = others.slice(others.findIndex(({ packets }) => packets.length > 0) + 1)
  const packets = sound.flatMap((page) => page.packets)
  const played = packets.reduce((sum, packet) => sum + samplesOf(packet), 0)
  const said = saidSamples(sound) - head.preSkip
  if (said > played - head.preSkip) throw new Error(`${said} samples are said, ${played - head.preSkip} are there`)
  const inRate = (counted: number) => Math.round((counted / countedRate) * head.rate)
  assertPossible(head.rate, head.channels, inRate(played))
  if (said <= 0) throw new Error('there is no sound in it')
  const { preSkip, gain, rate, ...layout } = head
  const decoder = new OpusDecoder({ ...layout, sampleRate: rate, preSkip: inRate(preSkip) })
  await decoder.ready
  try {
    const { channelData, errors } = decoder.decodeFrames(packets)
    const channels = channelData.map((samples) => louder(samples.subarray(0, inRate(said)), gain))
    return { channelData: channels, samplesDecoded: channels[0]?.length ?? 0, sampleRate: rate, errors }
  } finally {
    decoder.free()
  }
}

/** The first packet (RFC 7845, 5.1). @throws Error where it is damaged or of a kind that is not known here */
function readHead(packet: Uint8Array): OpusHead {
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength)
  if (packet.length < 19 || view.getUint8(8) >> 4 !== 0) throw new Error('its head is damaged')
  const [channels, family] = [view.getUint8(9), view.getUint8(18)]
  const rate = decodedRates.find((each) => each === view.getUint32(12, true)) ?? countedRate
  const common = { channels, preSkip: view.getUint16(10, true), rate, gain: 10 ** (view.getInt16(16, true) / 256 / 20) }
  if (family === 0) {
    if (channels < 1 || channels > 2) throw new Error(`${channels} channels`)
    const table = channels === 1 ? [0] : [0, 1]
    return { ...common, streamCount: 1, coupledStreamCount: channels - 1, channelMappingTable: table }
  }
  const [streams = 0, coupled = 0, ...mapping] = packet.subarray(19, 21 + channels)
  const isWhole = streams >= 1 && coupled <= streams && mapping.length === channels && channels >= 1
  // 255 stands for a channel that is silent.
  const fits = mapping.every((stream) => stream === 255 || stream < streams + coupled)
  if (!isWhole || !fits || (family !== 1 && family !== 255)) throw new Error(`channels by family ${family}`)
  return { ...common, streamCount: streams, coupledStreamCount: coupled, channelMappingTable: mapping }
}

/** Counted samples that the pages say they have, also where a recording was cut out of a longer one. */
function saidSamples(sound: readonly OggPage[]): number {
  const ended = sound.filter(({ packets }) => packets.length > 0)
  const [first, last] = [ended[0], ended.at(-1)]
  if (first === undefined || last === undefined) return 0
  const inFirst = first.packets.reduce((sum, packet) => sum + samplesOf(packet), 0)
  return last.granule - Math.max(0, first.granule - inFirst)
}

/** Counted samples of a packet, by its first two bytes (RFC 6716, 3.1). */
function samplesOf([kind = 0, count = 0]: Uint8Array): number {
  const mode = kind >> 3
  const silk = [480, 960, 1920, 2880][mode & 3]!
  const hybrid = [480, 960][mode & 1]!
  const celt = 120 << (mode & 3)
  const frame = mode < 12 ? silk : mode < 16 ? hybrid : celt
  return frame * [1, 2, 2, count & 63][kind & 3]!
}

function louder(samples: Float32Array, gain: number): Float32Array {
  return gain === 1 ? samples : samples.map((sample) => sample * gain)
}
