/**
 * Rows as records of equal length in a file without a header, in the order of their numbers: what a table's features or
 * pictures are where they need not fit in the memory.
 */
import { open, rename, rm } from 'node:fs/promises'

/** Elements of a record: their bytes, and a view of so many in a buffer. */
export const recordTypes = {
  uint8: { bytes: 1, view: (buffer: ArrayBuffer) => new Uint8Array(buffer) },
  float32: { bytes: 4, view: (buffer: ArrayBuffer) => new Float32Array(buffer) },
} as const
export type RecordType = keyof typeof recordTypes
export type RecordArray = ReturnType<(typeof recordTypes)[RecordType]['view']>
/** Numbers of records, wherever they lie. */
export type RecordNumbers = Uint8Array | Float32Array

export interface RecordFile {
  readonly path: string
  readonly rows: number
  /** Elements of a record. */
  readonly width: number
  readonly type: RecordType
  /** Which record each row is; without, they are the rows in their order. */
  readonly order?: Uint32Array
}

/** The file with its records as other rows. @param order which record each row is; null for all in their order */
export function inOrder(file: RecordFile, order: Uint32Array | null): RecordFile {
  return order === null ? file : { ...file, rows: order.length, order }
}

export const recordBytes = ({ width, type }: Pick<RecordFile, 'width' | 'type'>) => width * recordTypes[type].bytes

/**
 * Writes a file of records piece by piece, under a temporary name until it is whole.
 * @throws what `write` throws, and file errors; nothing is left behind then
 */
export async function writeRecords(
  path: string,
  write: (append: (records: Uint8Array) => Promise<void>) => Promise<void>,
): Promise<void> {
  const making = `${path}.${process.pid}.making`
  const file = await open(making, 'w')
  try {
    await write(async (records) => {
      await file.writeFile(records)
    })
    await file.sync()
    await file.close()
    await rename(making, path)
  } finally {
    await file.close().catch(() => undefined)
    await rm(making, { force: true })
  }
}
