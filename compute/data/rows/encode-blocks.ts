/** Rows that are made of something else than a table's cells, such as windows: all in memory where there is room, else in a file. */
import { StudioError } from '../../spec/errors.ts'
import type { PrepareOptions } from '../preprocess/prepare-run.ts'
import type { Features } from '../training-table.ts'
import type { FeatureFile } from './feature-file.ts'
import { memoryBudget } from './memory-budget.ts'
import { writeRecords } from './record-file.ts'

export interface RowsToEncode {
  /** What rows are made of, by their numbers. */
  readonly rows: Uint32Array
  /** Numbers that a row becomes. */
  readonly width: number
  readonly inputs: (rows: Uint32Array) => Float32Array
  /** Where a file of them may be made; nothing where none may. */
  readonly file: () => Promise<string> | undefined
}

/** @throws StudioError cancelled; file errors */
export async function encodeBlocks(
  { rows, width, inputs, file: place }: RowsToEncode,
  { budget = memoryBudget(), signal, onProgress }: PrepareOptions,
): Promise<Features> {
  const bytes = rows.length * width * 4
  const path = bytes <= budget ? undefined : await place()
  if (path === undefined) return inputs(rows)
  const file: FeatureFile = { path, rows: rows.length, width, type: 'float32', widening: null }
  const block = Math.max(1, Math.floor(budget / 8 / (width * 4)))
  await writeRecords(path, async (append) => {
    for (let from = 0; from < rows.length; from += block) {
      const { buffer } = inputs(rows.subarray(from, from + block))
      await append(new Uint8Array(buffer))
      if (signal?.aborted === true) throw new StudioError('cancelled')
      onProgress?.({ stage: 'preparing', fraction: Math.min(1, (from + block) / rows.length), secondsLeft: null })
    }
  })
  return file
}
