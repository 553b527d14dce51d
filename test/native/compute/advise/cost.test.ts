import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { measureMachine } from '../../../../compute/advise/machine-speed.ts'
import { parameterCount } from '../../../../compute/models/weights.ts'
import { trainFile } from '../../main/cli/train-file.ts'

const sample = join(import.meta.dirname, '../../../../assets/samples/life-expectancy.csv')

describe('the costs that are foretold', () => {
  it('are near what a real run takes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'modelwright-cost-'))
    let seconds = 0
    const watch = { onTrained: (_: unknown, taken: number) => (seconds = taken) }
    const { recommendation, model, check, prepared } = await trainFile(sample, { out: join(folder, 'm.onnx') }, watch)
    await rm(folder, { recursive: true })
    const { cost, training } = recommendation
    const { inputs, outputs } = prepared.table
    expect(cost.parameters).toBe(parameterCount(recommendation.model, inputs, outputs))
    expect(cost.fileMb / (check.bytes / 1e6)).toBeGreaterThan(0.7)
    expect(cost.fileMb / (check.bytes / 1e6)).toBeLessThan(1.4)
    // Other programs may take the processor while the one or the other is timed.
    const ratio = seconds / model.lastEpoch / (cost.trainSeconds / training.epochs)
    expect(ratio).toBeGreaterThan(0.2)
    expect(ratio).toBeLessThan(5)
  })

  it('come from speeds that are all positive, and measured in little processor time', async () => {
    const began = process.cpuUsage()
    const speed = await measureMachine(2)
    const { user, system } = process.cpuUsage(began)
    for (const value of Object.values(speed)) expect(value).toBeGreaterThan(0)
    expect((user + system) / 1e6).toBeLessThan(1.5)
  })
})
