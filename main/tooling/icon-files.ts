/** Packs PNG pictures into the two icon formats that operating systems ask for; both are lists of PNGs with a header. */

/** A square PNG. */
export interface IconPicture {
  /** Width and height in pixels. */
  readonly size: number
  readonly png: Uint8Array
}

/**
 * Windows' ICO: a header, one entry of 16 bytes for each picture, then the pictures.
 * The format holds sizes up to 256, which is written as 0.
 */
export function packIco(pictures: readonly IconPicture[]): Buffer {
  const header = Buffer.alloc(6 + 16 * pictures.length)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(pictures.length, 4)
  let offset = header.length
  for (const [index, { size, png }] of pictures.entries()) {
    if (size > 256) throw new RangeError(`An ICO holds pictures up to 256 pixels, not ${String(size)}.`)
    const entry = 6 + 16 * index
    header.writeUInt8(size % 256, entry)
    header.writeUInt8(size % 256, entry + 1)
    header.writeUInt16LE(1, entry + 4)
    header.writeUInt16LE(32, entry + 6)
    header.writeUInt32LE(png.length, entry + 8)
    header.writeUInt32LE(offset, entry + 12)
    offset += png.length
  }
  return Buffer.concat([header, ...pictures.map((picture) => picture.png)])
}

/** macOS's names for the pictures in an ICNS; the last ones are the doubled sizes for fine screens. */
const icnsTypes: readonly (readonly [type: string, size: number])[] = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic11', 32],
  ['ic12', 64],
  ['ic13', 256],
  ['ic14', 512],
  ['ic10', 1024],
]

/** macOS's ICNS: the word `icns` and the whole length, then each picture after its type and length, big-endian. */
export function packIcns(pictures: readonly IconPicture[]): Buffer {
  const pieces = icnsTypes.map(([type, size]) => {
    const picture = pictures.find((one) => one.size === size)
    if (picture === undefined) throw new RangeError(`An ICNS needs a picture of ${String(size)} pixels.`)
    return piece(type, picture.png)
  })
  return piece('icns', Buffer.concat(pieces))
}

function piece(type: string, content: Uint8Array): Buffer {
  const header = Buffer.alloc(8)
  header.write(type, 'latin1')
  header.writeUInt32BE(8 + content.length, 4)
  return Buffer.concat([header, content])
}
