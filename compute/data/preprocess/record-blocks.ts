/** Records of files block by block, so that never all of them are in memory. */
import { StudioError } from '../../spec/errors.ts'
import type { Pixels } from '../column-values.ts'
import type { RecordArray, RecordFile } from '../rows/record-file.ts'
import { withRecords } from '../rows/record-reader.ts'
import { createRecordStream } from '../rows/record-stream.ts'

/** Numbers that a block has at most. */
const mostNumbers = 8 << 20

export interface BlockOptions {
  readonly signal?: AbortSignal | undefined
  /** Told the share that is done. */
  readonly onProgress?: ((fraction: number) => void) | undefined
}

/**
 * Visits the records of some rows in the order of their numbers.
 *
 * @param visit takes records one after the other, and the place of the first among the rows
 * @throws StudioError file-not-readable, cancelled
 */
export async function eachRecordBlock(
  records: RecordFile,
  rows: Uint32Array,
  visit: (records: RecordArray, first: number) => void | Promise<void>,
  { signal, onProgress }: BlockOptions = {},
): Promise<void> {
  const step = Math.max(1, Math.floor(mostNumbers / records.width))
  await withRecords(records, async (reader) => {
    const stream = createRecordStream(reader, records.width)
    for (let from = 0; from < rows.length; from += step) {
      const to = Math.min(rows.length, from + step)
      const block = await stream.take({ order: rows, from, to })
      if (signal?.aborted === true) throw new StudioError('cancelled')
      await visit(block, from)
      onProgress?.(to / rows.length)
    }
  })
}

/** The same of pictures, whose numbers are bytes. */
export function eachPictureBlock(
  { records }: Pixels,
  rows: Uint32Array,
  visit: (pictures: Uint8Array, first: number) => void | Promise<void>,
  options: BlockOptions = {},
): Promise<void> {
  const visitBytes = (pictures: RecordArray, first: number) => {
    if (!(pictures instanceof Uint8Array)) throw new TypeError('pictures are 8-bit numbers')
    return visit(pictures, first)
  }
  return eachRecordBlock(records, rows, visitBytes, options)
}
