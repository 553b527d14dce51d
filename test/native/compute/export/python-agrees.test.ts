import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { predictRows } from '../../../../compute/evaluate/predictions.ts'
import { randomUnit } from '../../../../compute/spec/random.ts'
import { python } from '../../../support/python.ts'
import { trainFile } from '../../main/cli/train-file.ts'

const script = join(import.meta.dirname, 'predict_csv.py')

/** A table as people have them: spaces behind the commas, padding, quotes, missing values in several spellings. */
function untidyCsv(rows: number): string {
  const draw = (row: number, column: number) => randomUnit(11, 'calibration', column, row)
  const lines = Array.from({ length: rows }, (_, row) => {
    const age = Math.round(18 + 60 * draw(row, 0))
    const hours = draw(row, 1) < 0.1 ? 'NA' : (draw(row, 2) * 60).toFixed(2)
    const city = [' New York', '"Los  Angeles"', ' Rome   ', '北京', '', ' NA'][Math.floor(6 * draw(row, 3))]!
    const job = ['clerk', 'nurse ', '"driver,  bus "', 'judge'][Math.floor(4 * draw(row, 4))]!
    const rich = age + 20 * draw(row, 5) + (city.includes('York') ? 25 : 0) > 70
    const income = (1000 + 30 * age + (city.includes('Rome') ? 900 : 0) + 200 * draw(row, 6)).toFixed(1)
    // From under one to millions: it is learned from by its logarithm.
    const fortune =
      draw(row, 7) < 0.05 ? 'NA' : Math.exp(1 + 3.5 * (draw(row, 8) + draw(row, 9) + draw(row, 10)) ** 1.3).toFixed(2)
    return `${age},${hours},${fortune},${city},${job},${income},${rich ? 'over 50K' : 'under 50K'}`
  })
  return `age,hours per week,fortune,city,job,income,class\n${lines.join('\n')}\n`
}

// Skipped where there is no Python with onnxruntime.
describe.skipIf(python === undefined)('an exported model in Python', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'modelwright-python-'))
    await writeFile(join(folder, 'table.csv'), untidyCsv(600))
  })
  afterAll(() => rm(folder, { recursive: true }))

  it.each(['class', 'income'])('predicts %s from the raw CSV rows as the app does', async (target) => {
    const out = join(folder, `${target}.onnx`)
    const { spec, prepared, model, check } = await trainFile(join(folder, 'table.csv'), { target, out, epochs: 8 })
    expect(check.largestDifference).toBeLessThanOrEqual(1e-5)
    const fortune = spec.features.find(({ column }) => column === 'fortune')
    expect(fortune?.recipe?.map(({ kind }) => kind)).toEqual(['fill', 'log', 'scale'])
    const { stdout } = await promisify(execFile)(python!, [script, out, join(folder, 'table.csv')])
    const { outputs } = JSON.parse(stdout) as { outputs: Record<string, unknown[]> }
    const rows = Uint32Array.from({ length: 600 }, (_, row) => row)
    const own = await predictRows(model, prepared, rows, 1)
    const { target: fitted } = prepared.fitted
    const found = (target === 'class' ? outputs['probabilities'] : outputs['value'])!.flat() as number[]
    const scale = fitted.kind === 'value' ? fitted.scale : 1
    const largest = own.reduce((most, value, at) => Math.max(most, Math.abs(value - found[at]!) * scale), 0)
    expect(found).toHaveLength(own.length)
    expect(largest).toBeLessThanOrEqual(1e-5)
    if (fitted.kind !== 'classes') return
    const best = Array.from(rows, (row) => {
      const probabilities = own.subarray(row * 2, row * 2 + 2)
      return fitted.labels[probabilities[1]! > probabilities[0]! ? 1 : 0]
    })
    expect(outputs['label']).toEqual(best)
  })
})
