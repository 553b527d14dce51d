/** Networks exported by themselves, and trainings as programs, of every family: checked here, and in Python's ONNX Runtime. */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  exportNetwork,
  networkOfModel,
  networkOfWay,
  type TrainedNetwork,
} from '../../../../compute/export/export-network.ts'
import { npyFile } from '../../../../compute/export/npy-file.ts'
import { exportTrainingProgram } from '../../../../compute/export/training-program.ts'
import { featuresOf } from '../../../../compute/data/rows/feature-file.ts'
import { createSession, type Tensors } from '../../../../compute/graph/session.ts'
import { tensor } from '../../../../compute/graph/tensor.ts'
import { waysOf } from '../../../../compute/spec/generative-model.ts'
import { generativeRun } from '../../../../compute/train/generative-run.ts'
import { createGenerativeSession } from '../../../../compute/train/generative-session.ts'
import { int64Vector } from '../../../../compute/train/table-feed.ts'
import { trainRun } from '../../../../compute/train/train-run.ts'
import { createTrainingSession } from '../../../../compute/train/training-session.ts'
import { expectAllClose } from '../../../support/all-close.ts'
import { familyRun, familyToyNames } from '../../../support/family-toys.ts'
import { toyGeneration, toyGenerativeRun, toyModels, type ToyName } from '../../../support/generative-toys.ts'
import { python } from '../../../support/python.ts'
import { toyTraining } from '../../../support/toy-run.ts'

const run = promisify(execFile)
let place: string
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'modelwright-networks-'))
})
afterAll(() => rm(place, { recursive: true, force: true }))

/** Exports, and runs the file in a session of its own and, where there is one, in Python. */
async function expectExported(network: TrainedNetwork, example: Tensors, name: string): Promise<void> {
  const path = join(place, `${name}.onnx`)
  const difference = await exportNetwork({ path, network, metadata: { 'modelwright.way': name }, example, threads: 1 })
  expect(difference).toBeLessThanOrEqual(1e-5)
  const session = await createSession(path, { threads: 1 })
  const own = await session.run(example)
  await session.release()
  if (python === undefined) return
  const folder = join(place, `${name} inputs`)
  await mkdir(folder)
  for (const [input, value] of Object.entries(example)) await writeFile(join(folder, `${input}.npy`), npyFile(value))
  const { stdout } = await run(python, [join(import.meta.dirname, 'run_network.py'), path, folder])
  const theirs = JSON.parse(stdout) as Record<string, number[]>
  expect(Object.keys(theirs)).toEqual(Object.keys(own))
  for (const [output, values] of Object.entries(theirs))
    expectAllClose(own[output]!.data as Float32Array, values, { relative: 1e-4, absolute: 1e-5 }, output)
}

/** Writes the training as a program, and runs that in Python where there is one. */
async function expectProgram(session: Parameters<typeof exportTrainingProgram>[0]['session'], name: string) {
  const folder = join(place, `${name} program`)
  const written = await exportTrainingProgram({ folder, name, session })
  expect(written.steps).toBeGreaterThan(2)
  expect(Number.isFinite(written.lastLoss)).toBe(true)
  expect((await readdir(folder)).sort()).toEqual(['README.md', 'inputs', 'losses.json', 'run.py', 'training.onnx'])
  if (python === undefined) return
  const { stdout } = await run(python, [join(folder, 'run.py')])
  const difference = /largest relative difference from Modelwright: (\S+)/.exec(stdout)?.[1]
  expect(Number(difference), stdout.slice(-300)).toBeLessThanOrEqual(1e-4)
}

describe.each(familyToyNames)('of a %s', (name) => {
  it('network and training program give elsewhere what they give here', async () => {
    const options = familyRun(name, { training: { ...toyTraining, epochs: 2 } })
    const { model, data, training, task } = options
    const trained = await trainRun({ ...options, totalEpochs: 2 })
    const rows = data.split.test
    const x = tensor('float32', await featuresOf(data, rows), [rows.length, data.inputs])
    await expectExported(networkOfModel(trained), { x }, name)
    const session = await createTrainingSession(model, training, task, data)
    await expectProgram(session, name)
    await session.release()
  })
})

describe.each(Object.keys(toyModels) as ToyName[])('of a %s', (name) => {
  it('each way and the training program give elsewhere what they give here', async () => {
    const model = toyModels[name]
    const options = toyGenerativeRun(model, { training: { ...toyGeneration(model), epochs: 2 } })
    const trained = await generativeRun(options)
    for (const way of waysOf[model.family]) {
      const network = networkOfWay(trained, way)
      const example = network.inputs.map((input) => {
        const rows = 5
        if ('classes' in input)
          return [input.name, int64Vector(Int32Array.from({ length: rows }, (_, row) => row % input.classes))] as const
        const values = Float32Array.from({ length: rows * input.width }, (_, at) => Math.sin(at * at + 1))
        return [input.name, tensor('float32', values, [rows, input.width])] as const
      })
      await expectExported(network, Object.fromEntries(example), `${name} ${way}`)
    }
    const session = await createGenerativeSession(model, options.training, options.data)
    await expectProgram(session, name)
    await session.release()
  })
})

describe('a network', () => {
  it('is not exported as a way that it does not have', async () => {
    const trained = await generativeRun(toyGenerativeRun(toyModels['dense VAE']))
    expect(() => networkOfWay(trained, 'generator')).toThrow('a vae has no generator')
  })
})
