/** What a person is told of each hostile picture: what was decoded, or the first sentence of the error. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deflateSync, crc32 } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { GifWriter } from 'omggif'
import { importImages } from '../../../../../compute/data/images/import-images.ts'
import { openTable } from '../../../../../compute/data/table-reader.ts'
import { StudioError } from '../../../../../compute/spec/errors.ts'
import { createTranslator } from '../../../../../main/i18n/translator.ts'
import recorded from '../../../../fixtures/data/pictures.json' with { type: 'json' }
import { temporaryFolder } from '../../../database/database-fixtures.ts'

const words = createTranslator('en')
/** Milliseconds of processor time that no answer may take: others of the machine's programs don't count. */
const longest = 5000

const named = (name: string) => Buffer.from(recorded.pictures.find(({ file }) => file === name)!.data, 'base64')
const cut = (name: string, share: number) => named(name).subarray(0, Math.floor(named(name).length * share))

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** A grey PNG that says it is of a size, with so many bytes of pixels, all zero. */
function greyPng(width: number, height: number, bytes: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const pixels = deflateSync(Buffer.alloc(bytes), { level: 9 })
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))])
}

/** A GIF of several frames, each of one colour. */
function animated(width: number, height: number, frames: number): Buffer {
  const bytes = Buffer.alloc(1 << 16)
  const gif = new GifWriter(bytes, width, height, { loop: 0, palette: [0x000000, 0xffffff] })
  for (let frame = 0; frame < frames; frame++)
    gif.addFrame(0, 0, width, height, new Array<number>(width * height).fill(frame % 2), { delay: 10 })
  return bytes.subarray(0, gif.end())
}

const bigEndian = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(4 * values.length)
  values.forEach((value, at) => bytes.writeUInt32BE(value, 4 * at))
  return bytes
}

/** A grey PNG of two frames, of which the second says that it stands somewhere else. */
function animatedPng(width: number, height: number, secondAt: number): Buffer {
  const still = greyPng(width, height, (width + 1) * height)
  const [head, rest] = [still.subarray(0, 33), still.subarray(33, -12)]
  const frame = (order: number, at: number) =>
    chunk('fcTL', Buffer.concat([bigEndian(order, width, height, at, at), Buffer.from([0, 1, 0, 10, 0, 0])]))
  const pixels = Buffer.concat([bigEndian(2), rest.subarray(8, -4)])
  const frames = [chunk('acTL', bigEndian(2, 0)), frame(0, 0), rest, frame(1, secondAt), chunk('fdAT', pixels)]
  return Buffer.concat([head, ...frames, chunk('IEND', Buffer.alloc(0))])
}

/** A WebP in which a picture comes twice, as two frames. */
function animatedWebp(still: Buffer, width: number, height: number): Buffer {
  const riff = (name: string, body: Buffer) => {
    const size = Buffer.alloc(4)
    size.writeUInt32LE(body.length)
    return Buffer.concat([Buffer.from(name), size, body, Buffer.alloc(body.length % 2)])
  }
  const three = (value: number) => Buffer.from([value & 255, (value >> 8) & 255, value >> 16])
  const size = Buffer.concat([three(width - 1), three(height - 1)])
  const frame = riff('ANMF', Buffer.concat([Buffer.alloc(6), size, three(100), Buffer.alloc(1), still.subarray(12)]))
  const parts = [riff('VP8X', Buffer.concat([Buffer.from([2, 0, 0, 0]), size])), riff('ANIM', Buffer.alloc(6))]
  return riff('RIFF', Buffer.concat([Buffer.from('WEBP'), ...parts, frame, frame]))
}

function patched(bytes: Buffer, at: number, ...values: number[]): Buffer {
  const copy = Buffer.from(bytes)
  copy.set(values, at)
  return copy
}

/** A GIF that says its screen is of a size. */
const gifOf = (width: number, height: number) =>
  patched(animated(2, 2, 1), 6, width & 255, width >> 8, height & 255, height >> 8)

const cases: readonly (readonly [name: string, file: () => Uint8Array, answer: string | null])[] = [
  ['empty.png', () => new Uint8Array(0), null],
  ['text.png', () => Buffer.from('no picture'), null],
  ['signature alone.png', () => named('grey.png').subarray(0, 8), null],
  ['100 megapixels of nothing.png', () => greyPng(10_001, 10_000, 8), null],
  ['says 4 thousand million.png', () => greyPng(65_500, 65_500, 8), null],
  ['no width.png', () => greyPng(0, 10, 8), null],
  ['says more than there is.png', () => greyPng(3000, 3000, 3001), null],
  ['bomb inside.png', () => greyPng(8, 8, 64 << 20), '8 × 8'],
  ['wrong sums.png', () => patched(named('grey.png'), 40, 1, 2, 3), null],
  ['cut.png', () => cut('colour.png', 0.6), null],
  ['truncated.jpg', () => cut('colour.jpg', 0.7), null],
  ['header alone.jpg', () => named('colour.jpg').subarray(0, 160), null],
  ['cmyk.jpg', () => named('cmyk.jpg'), '40 × 30'],
  ['turned.jpg', () => named('turned.jpg'), '30 × 40'],
  ['a PNG by another name.jpg', () => named('colour.png'), '40 × 30'],
  ['sixteen bits.png', () => named('sixteen bits.png'), '40 × 30'],
  ['animated.gif', () => animated(6, 4, 12), '6 × 4'],
  ['animated.png', () => animatedPng(6, 4, 0), '6 × 4'],
  ['second frame out of the first.png', () => animatedPng(6, 4, 5), '6 × 4'],
  ['animated.webp', () => animatedWebp(named('colour.webp'), 40, 30), '40 × 30'],
  ['frame out of the screen.gif', () => patched(animated(6, 4, 1), 6, 2, 0, 2, 0), '2 × 2'],
  ['screen of 4 thousand million.gif', () => gifOf(65_535, 65_535), null],
  ['cut.gif', () => animated(6, 4, 2).subarray(0, 45), null],
  ['cut.webp', () => cut('colour.webp', 0.6), null],
  ['says more than there is.bmp', () => patched(named('colour.bmp'), 18, 0xff, 0xff, 0, 0, 0xff, 0xff, 0, 0), null],
  ['negative height.bmp', () => patched(named('colour.bmp'), 22, 0x00, 0x00, 0x00, 0x80), null],
  ['directory out of the file.tiff', () => patched(named('colour.tiff'), 4, 0xf0, 0xff, 0xff, 0x7f), null],
  ['directory of itself.tiff', () => patched(named('colour.tiff'), 4, 0, 0, 0, 0), null],
  ['script.svg.png', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'), null],
  ['图片 🖼.png', () => named('colour.png'), '40 × 30'],
  ['right‮gnp.png', () => named('colour.png'), '40 × 30'],
]

describe('hostile pictures', () => {
  const project = temporaryFolder('hostile-project')
  afterAll(() => project[Symbol.dispose]())

  it.each(cases)('%s', async (name, make, answer) => {
    using source = temporaryFolder('hostile')
    await writeFile(join(source.path, name), make())
    const before = process.cpuUsage()
    const options = { signal: new AbortController().signal, onProgress: () => undefined }
    const told = await importImages({ path: source.path }, project.path, options).then(
      async (table) => {
        const reader = await openTable(join(project.path, table.file))
        try {
          const [row] = await reader.page(0, 1)
          return `${row![1]} × ${row![2]}`
        } finally {
          await reader.close()
        }
      },
      (error: unknown) => {
        if (!(error instanceof StudioError)) throw error
        return words.text(`errors.${error.code}.what`, error.params)
      },
    )
    expect(told).toBe(answer ?? words.text('errors.image-unreadable.what', { file: name, row: 1 }))
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 1000).toBeLessThan(longest)
    expect(process.resourceUsage().maxRSS / 1024).toBeLessThan(1536)
  })
})
