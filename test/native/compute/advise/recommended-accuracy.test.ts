import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EvaluationReport } from '../../../../compute/spec/evaluation.ts'
import { trainFile } from '../../main/cli/train-file.ts'

const root = join(import.meta.dirname, '../../../..')
const seeds = [1, 2, 3, 4, 5]

interface Splits {
  splits: { seed: number; train: number[]; validation: number[]; test: number[] }[]
}
interface Recorded {
  defaultSettings: number[]
  sensiblePipeline: number[]
}

async function fixture<T>(name: string): Promise<T> {
  return JSON.parse(await readFile(join(root, 'test/fixtures/evaluation', name), 'utf8')) as T
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!

/** Seconds of processor time, which other programs don't lengthen. */
function processorSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

describe('the recommended settings', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'modelwright-accuracy-'))
  })
  afterAll(() => rm(folder, { recursive: true }))
  const sample = (name: string) => join(root, 'assets/samples', `${name}.csv`)
  const train = (name: string, seed: number) => trainFile(sample(name), { out: join(folder, 'm.onnx'), seed })

  const accuracy = (report: EvaluationReport) => (report.task === 'classification' ? report.model.accuracy : NaN)

  it('tell penguins apart: accuracy 0.97 or more as the median of five seeds, each within five seconds', async () => {
    const accuracies: number[] = []
    for (const seed of seeds) {
      const began = processorSeconds()
      const { spec, report, prepared } = await train('penguins', seed)
      expect(processorSeconds() - began).toBeLessThan(5)
      expect(spec.target).toBe('species')
      // Rows with missing values are kept.
      expect(prepared.usedRows).toBe(344)
      accuracies.push(accuracy(report))
    }
    expect(median(accuracies)).toBeGreaterThanOrEqual(0.97)
  })

  it('tell irises apart', async () => {
    const accuracies: number[] = []
    for (const seed of seeds) accuracies.push(accuracy((await train('iris', seed)).report))
    expect(median(accuracies)).toBeGreaterThanOrEqual(0.93)
  })

  it('predict life expectancy no worse than scikit-learn’s MLPRegressor on the same splits', async () => {
    const { splits } = await fixture<Splits>('life-expectancy-splits.json')
    const recorded = await fixture<Recorded>('life-expectancy-scikit-learn.json')
    const errors: number[] = []
    for (const { seed, ...rows } of splits) {
      const { spec, report, prepared } = await train('life-expectancy', seed)
      expect(spec.target).toBe('life_expectancy')
      const { train: learned, validation, test } = prepared.table.split
      expect({ train: [...learned], validation: [...validation], test: [...test] }).toEqual(rows)
      errors.push(report.task === 'regression' ? report.model.rmse : NaN)
    }
    expect(median(errors) / median(recorded.defaultSettings)).toBeLessThanOrEqual(1.05)
    expect(median(errors) / median(recorded.sensiblePipeline)).toBeLessThanOrEqual(1.05)
    expect(median(errors.map((error, at) => error / recorded.sensiblePipeline[at]!))).toBeLessThanOrEqual(1.05)
  })
})
