/** The whole way with recordings without a window: imported, learned through their bands or their cepstra, exported and checked. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importRecordings } from '../../../../compute/data/audio/import-recordings.ts'
import { writeWav } from '../../../../compute/data/audio/wav.ts'
import { columnSource, rawColumns } from '../../../../compute/data/raw-columns.ts'
import { prepareRun } from '../../../../compute/data/preprocess/prepare-run.ts'
import { openTable } from '../../../../compute/data/table-reader.ts'
import { evaluateRun } from '../../../../compute/evaluate/evaluate-run.ts'
import { predictForm, predictRows } from '../../../../compute/evaluate/predictions.ts'
import { largestAllowedDifference } from '../../../../compute/export/check-export.ts'
import { exportModel } from '../../../../compute/export/export-model.ts'
import type { ImportedTable } from '../../../../compute/spec/dataset.ts'
import type { RunSpec } from '../../../../compute/spec/run.ts'
import { type Sound, soundImage } from '../../../../compute/spec/sound.ts'
import { createPredictor } from '../../../../compute/train/predict.ts'
import { plainDesign } from '../../../support/plain-models.ts'
import { toyRun, toyTraining } from '../../../support/toy-run.ts'
import { trainRun } from '../../../../compute/train/train-run.ts'
import { temporaryFolder } from '../../database/database-fixtures.ts'

/** A sweep up or down, begun somewhere, at 8 or 16 kHz. */
function sweep(up: boolean, take: number): Uint8Array {
  const rate = take % 3 === 0 ? 16_000 : 8_000
  const seconds = 0.3 + (take % 5) * 0.02
  const length = Math.round(seconds * rate)
  let phase = take
  const samples = Float32Array.from({ length }, (_, at) => {
    const share = at / length
    phase += (2 * Math.PI * (400 + 1200 * (up ? share : 1 - share) + 10 * take)) / rate
    return 0.4 * Math.sin(phase)
  })
  return writeWav(samples, rate)
}

const projects = temporaryFolder('project')
const sources = temporaryFolder('sweeps')
let table: ImportedTable
beforeAll(async () => {
  for (const name of ['up', 'down']) {
    await mkdir(join(sources.path, name))
    for (let take = 0; take < 40; take++)
      await writeFile(join(sources.path, name, `${take}.wav`), sweep(name === 'up', take))
  }
  const options = { signal: new AbortController().signal, onProgress: () => undefined }
  table = await importRecordings({ path: sources.path }, projects.path, options)
})
afterAll(() => {
  projects[Symbol.dispose]()
  sources[Symbol.dispose]()
})

const heard: Sound = { sampleRate: 8000, seconds: 0.4, bands: 24, coefficients: null, window: 256 }

describe.each([
  ['mel bands', null],
  ['cepstra', 12],
])('a network that sees recordings as %s', (_, coefficients) => {
  it('tells them apart, also one of one’s own, and is exported as it is', async () => {
    const sound = { ...heard, coefficients }
    const spec: RunSpec = {
      ...{ datasetFingerprint: table.fingerprint, task: 'classification', target: 'label' },
      features: [{ column: 'recording', kind: 'audio' }],
      model: {
        family: 'cnn',
        image: soundImage(sound),
        sound,
        design: plainDesign([8], [16], { normalization: 'batch' }),
      },
      training: {
        ...toyTraining,
        ...{ epochs: 12, batchSize: 16, learningRate: 0.003, earlyStopping: null },
        split: { train: 0.6, validation: 0.2, test: 0.2, stratify: true },
      },
    }
    const reader = await openTable(join(projects.path, table.file))
    try {
      const dataset = { reader, projectFolder: projects.path, media: table.media }
      const prepared = await prepareRun(columnSource(dataset), spec, table.dialect.missing)
      const model = await trainRun(toyRun({ ...spec, model: prepared.model, data: prepared.table }))
      const { test } = prepared.table.split
      const predictions = await predictRows(model, prepared, test, 1)
      const report = evaluateRun(prepared, predictions)
      expect(report.task === 'classification' && report.model.accuracy).toBeGreaterThan(0.9)

      const own = join(sources.path, 'own.wav')
      await writeFile(own, sweep(true, 7))
      const predictor = await createPredictor(model, 1)
      expect(await predictForm(predictor, prepared.fitted, { recording: own })).toMatchObject({ label: 'up' })
      await expect(predictForm(predictor, prepared.fitted, { recording: 'gone.wav' })).rejects.toMatchObject({
        code: 'recording-unreadable',
      })
      await predictor.release()

      const check = await exportModel({
        path: join(projects.path, 'sweeps.onnx'),
        model: { fitted: prepared.fitted, weighted: model },
        metadata: {},
        check: { table: await rawColumns(dataset, prepared.fitted), rows: test, expected: predictions },
        threads: 1,
      })
      expect(check).toMatchObject({ rows: test.length, labelsDiffer: 0 })
      expect(check.largestDifference).toBeLessThan(largestAllowedDifference)
    } finally {
      await reader.close()
    }
  })
})
