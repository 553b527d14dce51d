/** What a hostile file is, and how bytes of a sound one are written over. */

export interface HostileFile {
  /** The file's name; it also names the case. */
  readonly name: string
  readonly make: () => Uint8Array | Promise<Uint8Array>
}

/** Bytes with others written over them wherever some bytes stand. */
export function patched(bytes: Buffer, at: Uint8Array, offset: number, ...values: number[]): Buffer {
  const copy = Buffer.from(bytes)
  for (let from = copy.indexOf(at); from >= 0; from = copy.indexOf(at, from + 1)) copy.set(values, from + offset)
  return copy
}

export const localHeader = Buffer.from('PK\x03\x04', 'latin1')
export const centralHeader = Buffer.from('PK\x01\x02', 'latin1')
