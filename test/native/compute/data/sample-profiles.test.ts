import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { importRecordings } from '../../../../compute/data/audio/import-recordings.ts'
import { findAnswers } from '../../../../compute/data/answering/find-answers.ts'
import { sourceKindOf } from '../../../../compute/data/files/find-files.ts'
import { importImages } from '../../../../compute/data/images/import-images.ts'
import { openTable } from '../../../../compute/data/table-reader.ts'
import type { ImportedTable } from '../../../../compute/spec/dataset.ts'
import { importFolder } from './import-support.ts'

const root = join(import.meta.dirname, '../../../..')

const oracleSchema = z.object({
  tables: z.record(
    z.string(),
    z.object({
      rows: z.number(),
      repeated: z.number(),
      columns: z.record(
        z.string(),
        z.object({
          missing: z.number(),
          distinct: z.number(),
          numeric: z.record(z.string(), z.number()).nullable(),
          counts: z.array(z.number()).optional(),
          top: z.array(z.tuple([z.string(), z.number()])).optional(),
        }),
      ),
    }),
  ),
})
const oracle = oracleSchema.parse(JSON.parse(await readFile(join(root, 'test/fixtures/data/profiles.json'), 'utf8')))

describe('the profiles of the sample tables', () => {
  const folder = importFolder()

  it.each(Object.entries(oracle.tables))('are what pandas and NumPy say: %s', async (file, expected) => {
    const table = await folder.import(join(root, 'assets/samples', file))
    expect(table.profile.rows).toBe(expected.rows)
    expect(table.profile.columns.map(({ name }) => name)).toEqual(Object.keys(expected.columns))
    for (const column of table.profile.columns) {
      const recorded = expected.columns[column.name]!
      expect({ missing: column.missing, distinct: column.distinct }, column.name).toEqual({
        missing: recorded.missing,
        distinct: recorded.distinct,
      })
      if (column.kind === 'number') {
        for (const [name, value] of Object.entries(recorded.numeric ?? {})) {
          const found = column.numeric?.[name as 'mean']
          expect(Math.abs(found! - value), `${column.name} ${name}`).toBeLessThanOrEqual(1e-12 * Math.abs(value))
        }
        expect(
          column.distribution.map(({ count }) => count),
          column.name,
        ).toEqual(recorded.counts)
      } else if (recorded.top !== undefined) {
        const shown = column.distribution.filter(({ label }) => label !== '').map(({ label, count }) => [label, count])
        expect(shown, column.name).toEqual(recorded.top.slice(0, shown.length))
      }
    }
    const repeated = table.profile.notices.find(({ text }) => text.key === 'data.notice.repeatedRows')
    expect(repeated?.text.params['count'] ?? 0).toBe(expected.repeated)
  })

  /** The columns of passages, questions and answers; null in all other tables. */
  async function answersIn(table: ImportedTable) {
    const reader = await openTable(join(folder.project, table.file))
    try {
      return await findAnswers(reader, table.profile, null)
    } finally {
      await reader.close()
    }
  }

  it('find what is to be predicted in each', async () => {
    const samples = z
      .array(
        z.object({
          file: z.string(),
          target: z.string(),
          task: z.string(),
          rows: z.number(),
          columns: z.number(),
          bytes: z.number(),
        }),
      )
      .parse(JSON.parse(await readFile(join(root, 'assets/samples/samples.json'), 'utf8')))
    for (const sample of samples) {
      const path = join(root, 'assets/samples', sample.file)
      const kind = await sourceKindOf(path)
      const options = { signal: new AbortController().signal, onProgress: () => undefined }
      const table =
        kind === 'table'
          ? await folder.import(path)
          : await { images: importImages, audio: importRecordings }[kind]({ path }, folder.project, options)
      const [candidate] = table.profile.targetCandidates
      const answers = kind === 'table' ? await answersIn(table) : null
      const found = answers === null ? candidate : { column: answers.answer, task: 'classification' }
      expect(found, sample.file).toMatchObject({ column: sample.target, task: sample.task })
      expect([table.profile.rows, table.profile.columns.length, table.source.bytes], sample.file).toEqual([
        sample.rows,
        sample.columns,
        sample.bytes,
      ])
    }
  })

  it('come out the same each time, as do the fingerprint and the file', async () => {
    const path = join(root, 'assets/samples/penguins.csv')
    const [first, second] = [await folder.import(path), await folder.import(path)]
    expect(second.profile).toEqual(first.profile)
    expect(second.file).toBe(first.file)
  })
})
