/**
 * Weights of practical models go to PyTorch and come from it: exported, they load into the fixtures' classes with strict=True,
 * which then give the same; and what those classes save is all that ours are made of, and gives the same here.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { exportWeights } from '../../../../compute/export/weights-file.ts'
import * as op from '../../../../compute/graph/ops.ts'
import { tensor } from '../../../../compute/graph/tensor.ts'
import { inputValue, type Value } from '../../../../compute/graph/value.ts'
import { secondNames } from '../../../../compute/models/bert-heads.ts'
import { buildModel } from '../../../../compute/models/families.ts'
import { buildGenerativeModel, partsOf } from '../../../../compute/models/generative-families.ts'
import { buildForward, constantContext, initialWeights, type NamedTensors } from '../../../../compute/models/weights.ts'
import { generativeModelSchema, type GenerativeModelSpec } from '../../../../compute/spec/generative-model.ts'
import { modelSpecSchema, type ModelSpec } from '../../../../compute/spec/model.ts'
import { randomUnit } from '../../../../compute/spec/random.ts'
import { asFloat32 } from '../../../../compute/train/float-elements.ts'
import { readSafetensors, safetensorsPieces } from '../../../../compute/train/safetensors.ts'
import { repositoryRoot } from '../../../../main/tooling/repository.ts'
import bertHeads from '../../../fixtures/engine/bert-heads.json' with { type: 'json' }
import embedded from '../../../fixtures/engine/entity-embeddings.json' with { type: 'json' }
import generative from '../../../fixtures/engine/generative-models.json' with { type: 'json' }
import imageModels from '../../../fixtures/engine/image-models.json' with { type: 'json' }
import sequenceModels from '../../../fixtures/engine/sequence-models.json' with { type: 'json' }
import stepHeads from '../../../fixtures/engine/step-heads.json' with { type: 'json' }
import trajectories from '../../../fixtures/engine/trajectories.json' with { type: 'json' }
import { expectAllClose } from '../../../support/all-close.ts'
import { pythonWith } from '../../../support/python.ts'
import { numbersOf, runGraph } from '../../../support/run-graph.ts'

const python = pythonWith('torch', 'transformers', 'safetensors')

/** Rows of a case as the fixtures have them: NaN, which marks padding, is null in JSON. */
const rowsSchema = z.object({ shape: z.array(z.number()), data: z.array(z.number().nullable()) })
interface Case {
  readonly kind: 'dense' | 'pictures' | 'fusion' | 'sequences' | 'steps' | 'bert' | 'generative'
  readonly name: string
  readonly model: ModelSpec | GenerativeModelSpec
  readonly inputs: number
  readonly outputs: number
  /** What goes in: rows, or noise and what is asked for. */
  readonly rows: { readonly shape: readonly number[]; readonly data: Float32Array }
}

const drawn = (stream: number, count: number) =>
  Float32Array.from({ length: count }, (_, at) => 2 * randomUnit(17, 'calibration', stream, at) - 1)
function recordedRows(features: unknown): Case['rows'] {
  const { shape, data } = rowsSchema.parse(features)
  return { shape, data: Float32Array.from(data, (value) => value ?? NaN) }
}

/** A predictive case of a fixture; of rows that aren't recorded there, some are drawn. */
function predictive(
  kind: Case['kind'],
  { name, model, ...recorded }: { name: string; model: unknown; features?: unknown },
  outputs: number,
  inputs = 0,
): Case {
  const rows =
    recorded.features === undefined
      ? { shape: [5, inputs], data: drawn(3, 5 * inputs) }
      : recordedRows(recorded.features)
  return { kind, name, model: modelSpecSchema.parse(model), inputs: rows.shape[1] ?? 0, outputs, rows }
}

const lengthOf = ({ shape }: { readonly shape: readonly number[] }) => shape.at(-1) ?? 0
const cases: readonly Case[] = [
  ...trajectories.cases.map((each) =>
    predictive('dense', { ...each, features: trajectories.features }, lengthOf(each.outputs)),
  ),
  predictive('dense', embedded.case, lengthOf(embedded.case.outputs)),
  ...imageModels.cases.map((each) => {
    const { channels, height, width } = each.model.image
    const kind = each.model.family === 'fusion' ? 'fusion' : 'pictures'
    return predictive(kind, each, lengthOf(each.outputs), each.columns + channels * height * width)
  }),
  ...sequenceModels.cases
    .filter(({ name }) => !name.startsWith('the article'))
    .map((each) => predictive('sequences', each, lengthOf(each.outputs))),
  ...stepHeads.cases.map((each) => predictive('steps', each, lengthOf(each.outputs))),
  ...bertHeads.cases.map((each) => predictive('bert', { ...each, name: `BERT, ${each.name}` }, lengthOf(each.outputs))),
  ...generative.cases.map((each): Case => {
    const model = generativeModelSchema.parse(each.model)
    const classes = model.family === 'gan' ? (model.classes ?? 0) : 0
    const width = model.latent + classes
    // Behind the noise, the class that is asked for.
    const data = drawn(4, 5 * width).map((value, at) => {
      const place = (at % width) - model.latent
      return place < 0 ? value : place === Math.floor(at / width) % classes ? 1 : 0
    })
    return {
      kind: 'generative',
      name: each.name,
      model,
      inputs: lengthOf(each.features),
      outputs: 0,
      rows: { shape: [5, width], data },
    }
  }),
]

const isGenerative = (model: Case['model']): model is GenerativeModelSpec =>
  model.family === 'vae' || model.family === 'gan'

/** What a model is made of. */
function partsOfCase({ model, inputs, outputs }: Case) {
  return isGenerative(model) ? partsOf(buildGenerativeModel(model, inputs)) : buildModel(model, inputs, outputs)
}

/** First values a little moved, so that no zeros and ones are left in which a mistake could hide. */
function weightsOf(each: Case): NamedTensors {
  const own = [...initialWeights(partsOfCase(each), 5)]
  return new Map(
    own.map(([name, { shape, data }], at) => {
      const moves = drawn(10 + at, data.length)
      return [name, { shape, data: data.map((value, index) => value + 0.2 * moves[index]!) }]
    }),
  )
}

/** What a model makes of a case's rows with some weights. */
async function outputsOf({ model, inputs, outputs, rows }: Case, weights: NamedTensors): Promise<Float32Array> {
  const [count = 0, width = 0] = rows.shape
  const x = inputValue('x', 'float32', [count, width])
  let y: Value
  if (isGenerative(model)) {
    const built = buildGenerativeModel(model, inputs)
    const part = (start: number, end: number) => op.slice(x, { axis: 1, start, end })
    const asked = width > model.latent ? part(model.latent, width) : null
    y = built.sample(part(0, model.latent), asked, constantContext(partsOf(built), weights))
  } else y = buildForward({ model, inputs, outputs, weights }, x)
  return numbersOf((await runGraph([x], { y }, { x: tensor('float32', rows.data, rows.shape) }))['y'])
}

/** Whether an output stands at a step that is padding, of which nobody says anything. */
function isPadding({ kind, model, rows }: Case, outputs: number): (at: number) => boolean {
  if (kind !== 'steps' || !('pooling' in model) || model.pooling !== 'none' || !('sequence' in model))
    return () => false
  const [count = 0, width = 0] = rows.shape
  const steps = model.tokens?.length ?? model.sequence!.steps
  const perStep = outputs / count / steps
  return (at) => {
    const first = rows.data[Math.floor(at / perStep) * (width / steps)]!
    return model.tokens === null ? Number.isNaN(first) : first === 0
  }
}

// Skipped where there is no Python with PyTorch, transformers and safetensors; MODELWRIGHT_PYTHON names one.
describe.skipIf(python === undefined)('the weights of practical models', () => {
  let folder = ''
  const file = (at: number, name: string) => join(folder, `${at}.${name}.safetensors`)
  const read = async (path: string) =>
    new Map(
      [...readSafetensors(await readFile(path)).tensors].flatMap(([name, entry]) =>
        // How many batches a normalisation has seen is a whole number, which nothing here asks for.
        entry.type === 'F32' ? [[name, { shape: entry.shape, data: asFloat32(name, entry) }] as const] : [],
      ),
    )
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'modelwright-practical-'))
    for (const [at, each] of cases.entries()) {
      exportWeights(file(at, 'weights'), { model: each.model, weights: weightsOf(each) })
      await writeFile(file(at, 'rows'), Buffer.concat(safetensorsPieces(new Map([['rows', each.rows]]), {})))
    }
    await writeFile(join(folder, 'cases.json'), JSON.stringify(cases.map(({ rows: _, ...each }) => each)))
    const script = join(import.meta.dirname, 'load_practical_weights.py')
    await promisify(execFile)(python!, [script, folder, join(repositoryRoot, 'test/fixtures/make')])
  }, 120_000)
  afterAll(() => rm(folder, { recursive: true }))

  const numbered = cases.map((each, at) => [`${each.kind}: ${each.name}`, at, each] as const)

  it.each(numbered)('load into PyTorch’s class with strict=True, which gives the same: %s', async (_, at, each) => {
    const found = (await read(file(at, 'outputs'))).get('ours')!.data
    const own = await outputsOf(each, weightsOf(each))
    const padding = isPadding(each, own.length)
    const there = (values: Float32Array) => values.map((value, index) => (padding(index) ? 0 : value))
    expectAllClose(there(own), there(found), { relative: 1e-4, absolute: 1e-5 }, 'outputs')
  })

  it.each(numbered)('come from PyTorch’s class, which gives the same: %s', async (_, at, each) => {
    const theirs = await read(file(at, 'theirs'))
    const { parameters, buffers } = partsOfCase(each)
    const second = each.model.family === 'bert' ? Object.keys(secondNames[each.model.head]) : []
    expect([...theirs.keys()].filter((name) => !second.includes(name)).sort()).toEqual(
      [...parameters, ...buffers].map(({ name }) => name).sort(),
    )
    const found = (await read(file(at, 'outputs'))).get('theirs')!.data
    const own = await outputsOf(each, theirs)
    const padding = isPadding(each, own.length)
    const there = (values: Float32Array) => values.map((value, index) => (padding(index) ? 0 : value))
    expectAllClose(there(own), there(found), { relative: 1e-4, absolute: 1e-5 }, 'outputs')
  })
})
