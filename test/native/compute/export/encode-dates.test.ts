/** Dates in an exported model: the calendar in whole numbers, against the app's own. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ColumnValues } from '../../../../compute/data/column-values.ts'
import { encodeFeatures } from '../../../../compute/data/preprocess/encode.ts'
import { fitPreprocessing } from '../../../../compute/data/preprocess/fit-preprocessing.ts'
import type { TargetValues } from '../../../../compute/data/preprocess/target.ts'
import { missingMoment } from '../../../../compute/export/encode-dates.ts'
import { encodeInputs } from '../../../../compute/export/encode-graph.ts'
import { rawTensors } from '../../../../compute/export/raw-rows.ts'
import { createSession } from '../../../../compute/graph/session.ts'
import { writeModel } from '../../../../compute/graph/write.ts'
import { readableSeconds } from '../../../../compute/spec/date-parts.ts'

const formats = ['%Y-%m-%dT%H:%M:%S']
const textOf = (seconds: number | null) =>
  seconds === null ? null : new Date(seconds * 1000).toISOString().slice(0, 19)

function tableOf(moments: readonly (number | null)[]) {
  const dictionary = moments.flatMap((moment) => textOf(moment) ?? [])
  let next = 0
  const codes = Int32Array.from(moments, (moment) => (moment === null ? -1 : next++))
  return {
    rows: moments.length,
    columns: new Map<string, ColumnValues>([
      ['when', { kind: 'date', codes, dictionary, formats }],
      ['x', { kind: 'number', values: Float64Array.from(moments, (_, row) => row) }],
    ]),
  }
}

it('reads moments of all years as the app reads their texts, beside other columns', async () => {
  const moment = fc.oneof(
    fc.integer({ min: readableSeconds.first, max: readableSeconds.last }),
    fc.constantFrom(readableSeconds.first, readableSeconds.last, -1, 0, 951_782_400, 1_709_164_800, 4_107_542_399),
    fc.constant(null),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(moment, { minLength: 1, maxLength: 60 }), async (moments) => {
      const table = tableOf([0, 1e9, null, 1.7e9 + 12_345, ...moments])
      const target: TargetValues = { kind: 'values', column: 'y', values: new Float64Array(table.rows) }
      const features = [
        { column: 'x', kind: 'number' },
        { column: 'when', kind: 'date' },
      ] as const
      const fitted = fitPreprocessing(table, { features: [...features] }, target, Uint32Array.of(0, 1, 2, 3), [])
      const { inputs, encoded } = encodeInputs(fitted)
      const session = await createSession(writeModel({ inputs, outputs: { encoded } }), { threads: 1 })
      const rows = Uint32Array.from({ length: table.rows }, (_, row) => row)
      const feeds = await rawTensors({ table, rows }, fitted)
      expect((feeds['when']!.data as BigInt64Array)[2]).toBe(missingMoment)
      const byGraph = (await session.run(feeds))['encoded']!.data as Float32Array
      await session.release()
      const byApp = encodeFeatures(table, fitted)
      expect(byGraph).toHaveLength(byApp.length)
      byGraph.forEach((value, at) => {
        expect(Math.abs(value - byApp[at]!) / Math.max(1, Math.abs(byApp[at]!))).toBeLessThan(1e-6)
      })
    }),
    { numRuns: 60 },
  )
})
