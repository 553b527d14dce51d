/** The icon formats, read back by their own definitions. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { packIcns, packIco } from '../../../main/tooling/icon-files.ts'
import { repositoryRoot } from '../../../main/tooling/repository.ts'

const icons = join(repositoryRoot, 'assets', 'icons')
const picture = (size: number): { size: number; png: Uint8Array } => ({
  size,
  png: Buffer.from(`picture ${String(size)}`),
})
const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47])

describe('an ICO', () => {
  it('lists each picture with its size, length and place', () => {
    const file = packIco([picture(16), picture(256)])
    expect([file.readUInt16LE(0), file.readUInt16LE(2), file.readUInt16LE(4)]).toEqual([0, 1, 2])
    // 256 does not fit a byte and is written as 0.
    expect([file.readUInt8(6), file.readUInt8(22)]).toEqual([16, 0])
    const offset = file.readUInt32LE(22 + 12)
    expect(file.toString('utf8', offset, offset + file.readUInt32LE(22 + 8))).toBe('picture 256')
  })

  it('takes no picture that the format cannot hold', () => {
    expect(() => packIco([picture(512)])).toThrow(RangeError)
  })
})

describe('an ICNS', () => {
  const sizes = [16, 32, 64, 128, 256, 512, 1024]

  it('holds one piece for each of the sizes that macOS asks for', () => {
    const file = packIcns(sizes.map(picture))
    expect(file.toString('latin1', 0, 4)).toBe('icns')
    expect(file.readUInt32BE(4)).toBe(file.length)
    const types: string[] = []
    for (let offset = 8; offset < file.length; offset += file.readUInt32BE(offset + 4)) {
      types.push(file.toString('latin1', offset, offset + 4))
    }
    expect(types).toEqual(['icp4', 'icp5', 'ic07', 'ic08', 'ic09', 'ic11', 'ic12', 'ic13', 'ic14', 'ic10'])
  })

  it('says which size is missing', () => {
    expect(() => packIcns([picture(16)])).toThrow(/32 pixels/)
  })
})

describe('the icons in assets', () => {
  it('hold pictures for each platform', () => {
    const ico = readFileSync(join(icons, 'icon.ico'))
    expect(ico.readUInt16LE(4)).toBe(7)
    expect(ico.subarray(ico.readUInt32LE(18), ico.readUInt32LE(18) + 4)).toEqual(pngSignature)
    expect(readFileSync(join(icons, 'icon.icns')).toString('latin1', 0, 4)).toBe('icns')
    const png = readFileSync(join(icons, 'linux', '256x256.png'))
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([256, 256])
  })
})
