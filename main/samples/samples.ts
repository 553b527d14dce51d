/** The sample datasets that come with the app: what assets/samples/samples.json says of them. */
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { StudioError } from '../../compute/spec/errors.ts'
import { sampleSummarySchema } from '../ipc/contract/records.ts'
import type { SampleSummary } from '../ipc/contract/records.ts'

const sampleSchema = sampleSummarySchema.extend({ file: z.string() })

export interface Samples {
  list(): Promise<SampleSummary[]>
  /** Where a sample's file is. @throws StudioError record-not-found */
  path(id: string): Promise<string>
}

/** The samples in `folder`. */
export function openSamples(folder: string): Samples {
  const read = async () => z.array(sampleSchema).parse(JSON.parse(await readFile(join(folder, 'samples.json'), 'utf8')))
  return {
    list: async () => (await read()).map(({ file: _file, ...sample }) => sample),
    async path(id) {
      const sample = (await read()).find((each) => each.id === id)
      if (sample === undefined) throw new StudioError('record-not-found', { kind: 'sample', id })
      return join(folder, basename(sample.file))
    },
  }
}
