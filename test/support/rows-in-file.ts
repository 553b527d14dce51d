/** A table's features moved into a file of records: what is trained from there has to be what is trained from memory. */
import type { Widening } from '../../compute/data/rows/feature-file.ts'
import { writeRecords } from '../../compute/data/rows/record-file.ts'
import type { FeatureTable } from '../../compute/data/training-table.ts'

type MemoryTable = Pick<FeatureTable, 'inputs'> & { readonly features: Float32Array; readonly rows: number }

/** The same table, its features as 32-bit records in a new file. */
export async function inFile<T extends MemoryTable>(table: T, path: string) {
  const { buffer, byteOffset, byteLength } = table.features
  await writeRecords(path, (append) => append(new Uint8Array(buffer, byteOffset, byteLength)))
  const { rows, inputs } = table
  return { ...table, features: { path, rows, width: inputs, type: 'float32' as const, widening: null } }
}

/**
 * Bytes that follow from a table's features, once as 8-bit records in a file and once widened in memory, by the formula in
 * 32 bits.
 */
export async function asBytes<T extends MemoryTable>(table: T, widening: Widening, path: string) {
  const { rows, inputs } = table
  const bytes = Uint8Array.from(table.features, (value) => Math.min(255, Math.max(0, Math.round(128 + 100 * value))))
  await writeRecords(path, (append) => append(bytes))
  const positions = inputs / widening.mean.length
  const features = Float32Array.from(bytes, (byte, at) => {
    const channel = Math.floor((at % inputs) / positions)
    return Math.fround(byte - widening.mean[channel]!) * widening.scale[channel]!
  })
  return {
    filed: { ...table, features: { path, rows, width: inputs, type: 'uint8' as const, widening } },
    held: { ...table, features },
  }
}

/** Means and scales as fitting gives them: 32-bit floats. */
export const toyWidening: Widening = {
  mean: [Math.fround(126.4), Math.fround(130.1)],
  scale: [Math.fround(1 / 57.3), Math.fround(1 / 61.7)],
}

/** A table's features, once as 32-bit records in a file that are standardised where they are used, and once that before. */
export async function asSpectra<T extends MemoryTable>(table: T, widening: Widening, path: string) {
  await inFile(table, path)
  const positions = table.inputs / widening.mean.length
  const standardised = table.features.map((value, at) => {
    const band = Math.floor((at % table.inputs) / positions)
    return Math.fround(value - widening.mean[band]!) * widening.scale[band]!
  })
  return {
    filed: {
      ...table,
      features: { path, rows: table.rows, width: table.inputs, type: 'float32' as const, widening },
    },
    held: { ...table, features: standardised },
  }
}
