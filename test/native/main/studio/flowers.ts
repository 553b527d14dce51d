/** A small table to train on: three kinds of flowers that can be told apart by two lengths and a colour. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { randomUnit } from '../../../../compute/spec/random.ts'
import type { RunSpec } from '../../../../compute/spec/run.ts'
import { trainingDefaults } from '../../../../compute/spec/training.ts'
import type { DatasetRecord } from '../../../../main/ipc/contract/records.ts'
import type { TestStudio } from './test-studio.ts'

const kinds = ['aster', 'rose', 'tulip'] as const
const colors = ['white', 'red', 'yellow'] as const

/** Writes the table as CSV and answers with its path. */
export async function writeFlowers(folder: string, rows = 300): Promise<string> {
  const lines = Array.from({ length: rows }, (_, row) => {
    const noise = (at: number): number => randomUnit(7, 'calibration', at, row)
    const kind = row % kinds.length
    const color = noise(1) < 0.8 ? colors[kind] : colors[(kind + 1) % 3]
    const length = noise(2) < 0.03 ? '' : (4 + kind + noise(3) * 1.4).toFixed(2)
    return `${length},${(2 + kind * 0.7 + noise(4)).toFixed(2)},${color ?? ''},${kinds[kind] ?? ''}`
  })
  const path = join(folder, 'flowers.csv')
  await writeFile(path, ['length,width,color,kind', ...lines, ''].join('\n'))
  return path
}

/** A run on the flowers. Its epochs are many and short, so that it can be met in its middle. */
export function flowerSpec(dataset: DatasetRecord, epochs: number, change: Partial<RunSpec['training']> = {}): RunSpec {
  return {
    datasetFingerprint: dataset.table.fingerprint,
    task: 'classification',
    target: 'kind',
    features: [
      { column: 'length', kind: 'number' },
      { column: 'width', kind: 'number' },
      { column: 'color', kind: 'category' },
    ],
    model: { family: 'mlp', hidden: [16, 8], activation: 'relu', normalization: 'none', dropout: 0.1 },
    training: {
      ...trainingDefaults,
      epochs,
      batchSize: 16,
      optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
      learningRate: 0.002,
      schedule: { kind: 'cosine', warmupEpochs: 1, floor: 0.1 },
      weightDecay: 0,
      gradientClip: 1,
      earlyStopping: null,
      split: { train: 0.6, validation: 0.2, test: 0.2, stratify: true },
      seed: 5,
      threads: 1,
      ...change,
    },
  }
}

/** Makes a project with the flowers in it. */
export async function importFlowers(studio: TestStudio): Promise<DatasetRecord> {
  await studio.invoke('projects.create', { name: 'Flowers' })
  const path = await writeFlowers(studio.folder)
  return studio.invoke('datasets.import', {
    jobId: 'import',
    request: { path, dialect: {}, kinds: {}, skipBadRows: false },
  })
}
