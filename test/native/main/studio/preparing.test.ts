/** What happens before a run trains: its pictures are decoded, which is told of and can be left. */
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { greyPng } from '../../../../compute/data/images/decode-image.ts'
import { randomUnit } from '../../../../compute/spec/random.ts'
import type { RunSpec, RunStatus } from '../../../../compute/spec/run.ts'
import type { DatasetRecord } from '../../../../main/ipc/contract/records.ts'
import { toyTraining } from '../../../support/toy-run.ts'
import { startTestStudio, type TestStudio } from './test-studio.ts'
import { plainDesign } from '../../../support/plain-models.ts'

const reaches = (studio: TestStudio, id: string, status: RunStatus) =>
  studio.waitFor('run.changed', ({ run }) => run.id === id && run.status === status)

/** So many that decoding them takes seconds. */
const pictures = 600

async function importNoise(studio: TestStudio): Promise<DatasetRecord> {
  await studio.invoke('projects.create', { name: 'Noise' })
  const folder = join(studio.folder, 'noise')
  for (let index = 0; index < pictures; index++) {
    const label = index % 2 === 0 ? 'dark' : 'bright'
    const level = index % 2 === 0 ? 90 : 200
    const pixels = Uint8Array.from({ length: 200 * 200 }, (_, at) => level * randomUnit(3, 'split', index, at))
    await mkdir(join(folder, label), { recursive: true })
    await writeFile(join(folder, label, `${index}.png`), await greyPng(pixels, 200, 200))
  }
  return studio.invoke('datasets.importImages', { jobId: 'import', request: { path: folder } })
}

const specOf = (dataset: DatasetRecord): RunSpec => ({
  datasetFingerprint: dataset.table.fingerprint,
  task: 'classification',
  target: 'label',
  features: [{ column: 'image', kind: 'image' }],
  model: {
    family: 'cnn',
    image: { channels: 1, height: 32, width: 32 },
    design: plainDesign([4], [], { normalization: 'none' }),
  },
  training: { ...toyTraining, epochs: 2 },
})

describe('a run whose pictures are not yet decoded', () => {
  it('tells how far that is, is stopped at once meanwhile, and trains when it is started again', async () => {
    await using studio = await startTestStudio()
    const dataset = await importNoise(studio)
    const spec = specOf(dataset)
    const { id } = await studio.invoke('runs.start', { datasetId: dataset.id, spec })
    const { progress } = await studio.waitFor('run.preparing', (event) => event.id === id)
    expect(progress.stage).toBe('preparing')
    expect(progress.fraction).toBeLessThan(0.9)
    await studio.invoke('runs.stop', { id })
    const stopped = await studio.invoke('runs.get', { id })
    expect(stopped).toMatchObject({ status: 'stopped', outcome: 'stopped-by-person', epoch: 0, error: null })
    const fractions = studio.eventsOf('run.preparing').map((event) => event.progress.fraction ?? NaN)
    expect(fractions.at(-1)).toBeLessThan(0.9)
    const datasets = join(studio.studio.projectFolder(), 'datasets')
    // An import keeps small ones, to find pictures that look alike.
    const decoded = async () =>
      (await readdir(datasets)).filter((name) => name.includes('.pixels') && !name.endsWith('-glances.pixels'))
    expect(await decoded()).toEqual([])

    const again = await studio.invoke('runs.start', { datasetId: dataset.id, spec })
    await reaches(studio, again.id, 'completed')
    expect((await studio.invoke('runs.report', { id: again.id })).rows).toBeGreaterThan(0)
    expect(await decoded()).toHaveLength(1)
  })
})
