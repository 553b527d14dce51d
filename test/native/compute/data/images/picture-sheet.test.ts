import { Transformer } from '@napi-rs/image'
import { describe, expect, it } from 'vitest'
import { picturePngs, sheetPng, toBytes } from '../../../../../compute/data/images/picture-sheet.ts'

describe('a sheet of pictures', () => {
  it('holds each at its place, with transparent gaps, and each pixel as often as it is scaled', async () => {
    const grey = Uint8Array.of(10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120)
    const sheet = await sheetPng(grey, { channels: 1, height: 2, width: 2 }, { columns: 2, scale: 2 })
    const picture = new Transformer(sheet)
    expect(await picture.metadata()).toMatchObject({ width: 10, height: 10 })
    const pixels = await picture.rawPixels()
    const at = (x: number, y: number) => [...pixels.subarray((y * 10 + x) * 4, (y * 10 + x) * 4 + 4)]
    expect(at(0, 0)).toEqual([10, 10, 10, 255])
    expect(at(1, 1)).toEqual([10, 10, 10, 255])
    expect(at(2, 0)).toEqual([20, 20, 20, 255])
    expect(at(6, 0)).toEqual([50, 50, 50, 255])
    expect(at(8, 2)).toEqual([80, 80, 80, 255])
    expect(at(2, 8)).toEqual([120, 120, 120, 255])
    expect(at(4, 0)[3]).toBe(0)
    expect(at(8, 8)[3]).toBe(0)
  })

  it('takes colours from channels that stand one after the other', async () => {
    const image = { channels: 3, height: 1, width: 2 }
    const [png] = await picturePngs(Uint8Array.of(1, 2, 3, 4, 5, 6), image)
    const pixels = await new Transformer(png!).rawPixels()
    expect([...pixels]).toEqual([1, 3, 5, 255, 2, 4, 6, 255])
  })
})

describe('numbers as bytes', () => {
  it('are rounded, and held within what a byte can say', () => {
    expect([...toBytes(Float32Array.of(-1.2, -1, 0, 0.5, 1, 1.2), [-1, 1])]).toEqual([0, 0, 128, 191, 255, 255])
    expect([...toBytes(Float32Array.of(0, 1 / 255, 1), [0, 1])]).toEqual([0, 1, 255])
  })
})
