import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportTrainingProgram } from '../../../../compute/export/training-program.ts'
import { createSession } from '../../../../compute/graph/session.ts'
import { type Tensor, tensor } from '../../../../compute/graph/tensor.ts'
import type { EpochMetrics } from '../../../../compute/spec/run.ts'
import { trainRun } from '../../../../compute/train/train-run.ts'
import { createTrainingSession } from '../../../../compute/train/training-session.ts'
import { expectAllClose } from '../../../support/all-close.ts'
import { python } from '../../../support/python.ts'
import { toyModel, toyRun, toyTable, toyTraining } from '../../../support/toy-run.ts'

/** Reads what the export wrote: only the types that it writes. */
function readNpy(file: Buffer): Tensor {
  const headerEnd = 10 + file.readUInt16LE(8)
  const header = file.toString('latin1', 10, headerEnd)
  const shape = [.../'shape': \(([^)]*)\)/.exec(header)![1]!.matchAll(/\d+/g)].map(Number)
  const { buffer } = new Uint8Array(file.subarray(headerEnd))
  if (header.includes("'<f4'")) return tensor('float32', new Float32Array(buffer), shape)
  if (header.includes("'<i8'")) return tensor('int64', new BigInt64Array(buffer), shape)
  return tensor('uint32', new Uint32Array(buffer), shape)
}

describe('an exported training program', () => {
  const data = toyTable(288, 6)
  let place = ''
  let folder = ''
  beforeAll(async () => {
    place = await mkdtemp(join(tmpdir(), 'modelwright-program-'))
    folder = join(place, 'toy')
    const session = await createTrainingSession(toyModel, toyTraining, 'classification', data)
    await exportTrainingProgram({ folder, name: 'Toy', session })
    await session.release()
  })
  afterAll(() => rm(place, { recursive: true }))

  it('is a folder with the graph, its inputs, a script and what they are', async () => {
    expect((await readdir(folder)).sort()).toEqual(['README.md', 'inputs', 'losses.json', 'run.py', 'training.onnx'])
    expect(await readdir(place)).toEqual(['toy'])
    expect(await readFile(join(folder, 'README.md'), 'utf8')).toContain('Toy')
  })

  it('gives the losses of the run’s first epoch from its own files alone', async () => {
    const names = await readdir(join(folder, 'inputs'))
    const inputs = await Promise.all(names.map((name) => readFile(join(folder, 'inputs', name))))
    const feeds = Object.fromEntries(names.map((name, at) => [name.replace(/\.npy$/, ''), readNpy(inputs[at]!)]))
    const program = await createSession(join(folder, 'training.onnx'), { threads: 1 })
    const { losses } = await program.run(feeds)
    await program.release()
    const own = Array.from(losses!.data as Float32Array)
    expectAllClose(
      own,
      (JSON.parse(await readFile(join(folder, 'losses.json'), 'utf8')) as { losses: number[] }).losses,
      { relative: 1e-6, absolute: 0 },
      'losses',
    )

    const epochs: EpochMetrics[] = []
    const rows = feeds['order']!.shape[0]!
    await trainRun(toyRun({ data, totalEpochs: 1, onEpoch: (found) => void epochs.push(...found) }))
    const weights = own.map((_, step) => Math.min(toyTraining.batchSize, rows - step * toyTraining.batchSize))
    const mean = own.reduce((sum, loss, step) => sum + loss * weights[step]!, 0) / rows
    expect(mean).toBeCloseTo(epochs[0]!.trainLoss, 5)
  })

  it('leaves nothing behind where something of its name is there', async () => {
    const session = await createTrainingSession(toyModel, toyTraining, 'classification', data)
    const again = exportTrainingProgram({ folder, name: 'Toy', session })
    await expect(again).rejects.toMatchObject({ code: 'folder-read-only', params: { path: folder } })
    await session.release()
    expect(await readdir(place)).toEqual(['toy'])
  })

  // Skipped where there is no Python with onnxruntime.
  it.skipIf(python === undefined)('runs in Python and gets the same losses there', async () => {
    const { stdout } = await promisify(execFile)(python!, [join(folder, 'run.py')])
    const difference = /largest relative difference from Modelwright: (\S+)/.exec(stdout)?.[1]
    expect(Number(difference)).toBeLessThanOrEqual(1e-5)
    expect(stdout).toContain('trained weights:')
  })
})
