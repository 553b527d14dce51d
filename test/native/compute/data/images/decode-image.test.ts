/** Decoding beside Pillow: every format, and what is broken or claims too much. */
import { describe, expect, it } from 'vitest'
import { imageFacts, imagePixels, imagePreview } from '../../../../../compute/data/images/decode-image.ts'
import recorded from '../../../../fixtures/data/pictures.json' with { type: 'json' }

const { width, height, pictures } = recorded
const bytesOf = (data: string) => new Uint8Array(Buffer.from(data, 'base64'))
const named = (file: string) => bytesOf(pictures.find((picture) => picture.file === file)!.data)

describe('a picture', () => {
  it.each(pictures)('in $file has the pixels that Pillow gives', async (picture) => {
    const file = bytesOf(picture.data)
    const facts = await imageFacts(file)
    expect(facts).toMatchObject({ width: picture.width, height: picture.height })
    const pixels = await imagePixels(file, { channels: picture.channels, height, width })
    expect(pixels.length).toBe(picture.pixels.length)
    const gaps = picture.pixels.map((value, at) => Math.abs(value - pixels[at]!))
    // The filters agree to a level or two; JPEG's decoders round by themselves, and inks are turned into colours roughly.
    expect(Math.max(...gaps)).toBeLessThanOrEqual(picture.file === 'cmyk.jpg' ? 8 : 3)
  })

  it('of a size that fits is not changed', async () => {
    const file = named('grey.png')
    const [small, whole] = await Promise.all([
      imagePixels(file, { channels: 1, height: 30, width: 40 }),
      imagePixels(file, { channels: 3, height: 30, width: 40 }),
    ])
    expect(whole.subarray(0, small.length)).toEqual(small)
    expect(whole.subarray(small.length, 2 * small.length)).toEqual(small)
  })

  it('is shown whole and not enlarged', async () => {
    expect(await imageFacts(await imagePreview(named('colour.png'), 20))).toMatchObject({ width: 20, height: 15 })
    expect(await imageFacts(await imagePreview(named('colour.png'), 500))).toMatchObject({ width: 40, height: 30 })
  })

  it.each(['colour.png', 'colour.jpg', 'colour.webp', 'palette.gif', 'colour.tiff'])(
    'that ends in the middle is refused, %s',
    async (file) => {
      const whole = named(file)
      await expect(imageFacts(whole.subarray(0, Math.floor(whole.length * 0.6)))).rejects.toThrow()
    },
  )

  it('is refused before it is decoded where its header claims more than 100 megapixels', async () => {
    const bomb = Buffer.from(named('grey.png'))
    bomb.writeUInt32BE(65_500, 16)
    bomb.writeUInt32BE(65_500, 20)
    await expect(imageFacts(bomb)).rejects.toThrow(/more than 100000000/)
  })

  it.each([
    ['nothing', new Uint8Array()],
    ['a text', new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['noise', Uint8Array.from({ length: 4000 }, (_, at) => (at * 7919 + (at >> 3)) & 255)],
  ])('is not what %s is taken for', async (_, bytes) => {
    await expect(imageFacts(bytes)).rejects.toThrow()
  })
})
