import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pullback } from '../../../../compute/autodiff/walk.ts'
import { inputValue } from '../../../../compute/graph/value.ts'
import * as op from '../../../../compute/graph/ops.ts'
import { tensor } from '../../../../compute/graph/tensor.ts'
import { buildModel } from '../../../../compute/models/families.ts'
import { contextOf, type NamedTensors } from '../../../../compute/models/weights.ts'
import { bertFromFolder, type BertTask } from '../../../../compute/pretrained/bert-checkpoint.ts'
import { type ModelFolder, readModelFolder } from '../../../../compute/pretrained/model-folder.ts'
import { StudioError } from '../../../../compute/spec/errors.ts'
import { expectAllClose } from '../../../support/all-close.ts'
import { runGraph } from '../../../support/run-graph.ts'

const fixtures = join(import.meta.dirname, '../../../fixtures/pretrained')
const path = join(fixtures, 'tiny-bert')
const task: BertTask = { path, length: 12, pooling: 'first-token', outputs: 3 }

interface Recorded {
  ids: number[][]
  labels: number[]
  logits: number[][]
  loss: number
  gradientNorms: Record<string, number>
}
const recorded = JSON.parse(await readFile(join(fixtures, 'tiny-bert-outputs.json'), 'utf8')) as Recorded
const folder = await readModelFolder(path)
const rows = tensor('float32', Float32Array.from(recorded.ids.flat()), [4, 12])

/** The model's logits, and the gradients of the mean cross-entropy by all its parameters. */
async function logitsAndGradients({
  spec,
  weights,
}: {
  spec: ReturnType<typeof bertFromFolder>['spec']
  weights: NamedTensors
}) {
  const model = buildModel({ ...spec, dropout: 0 }, 12, 3)
  const x = inputValue('x', 'float32', ['rows', 12])
  const parameters = new Map(model.parameters.map(({ name, shape }) => [name, inputValue(name, 'float32', shape)]))
  const logits = model.forward(x, contextOf(parameters))
  const labels = inputValue('labels', 'int64', ['rows'])
  const gradient = op.div(op.sub(op.softmax(logits), op.oneHot(labels, 3, 0, 1)), 4)
  const values = [...parameters.values()]
  const gradients = pullback(logits, gradient, values)
  const outputs = { logits, ...Object.fromEntries(gradients.map((value, at) => [`g${at}`, value])) }
  const feeds = Object.fromEntries(
    [...parameters.keys()].map((name) => [name, tensor('float32', weights.get(name)!.data, weights.get(name)!.shape)]),
  )
  const labelsTensor = tensor('int64', BigInt64Array.from(recorded.labels, BigInt), [4])
  const results = await runGraph([x, labels, ...values], outputs, { x: rows, labels: labelsTensor, ...feeds })
  return { results, names: [...parameters.keys()] }
}

describe('a BERT checkpoint', () => {
  it('gives the logits and gradients that the reference gives, padding left out', async () => {
    const { results, names } = await logitsAndGradients(bertFromFolder(folder, task))
    expectAllClose(
      results['logits']!.data as Float32Array,
      recorded.logits.flat(),
      { relative: 1e-4, absolute: 1e-6 },
      'logits',
    )
    for (const [name, expected] of Object.entries(recorded.gradientNorms)) {
      const gradient = results[`g${names.indexOf(name)}`]!.data as Float32Array
      expectAllClose([Math.hypot(...gradient)], [expected], { relative: 1e-4, absolute: 0 }, name)
    }
  })

  it('begins a head anew that is for another task, and says which', () => {
    const { fresh, weights } = bertFromFolder(folder, { ...task, outputs: 5 })
    expect(fresh).toEqual(['classifier.weight', 'classifier.bias'])
    expect(weights.has('bert.pooler.dense.weight')).toBe(true)
  })

  it('reads an encoder that was saved without the name before its parts', async () => {
    const bare: ModelFolder = {
      ...folder,
      weights: new Map([...folder.weights].map(([name, weight]) => [name.replace(/^bert\./, ''), weight])),
    }
    const [one, other] = [bertFromFolder(bare, task), bertFromFolder(folder, task)]
    expect(one).toEqual(other)
  })

  it.each([
    ['of another kind', { config: { ...folder.config, model_type: 'gpt2' } }, 'model-kind-unknown'],
    [
      'with relative positions',
      { config: { ...folder.config, position_embedding_type: 'relative_key' } },
      'model-kind-unknown',
    ],
    ['whose config lacks its width', { config: { ...folder.config, hidden_size: undefined } }, 'model-file-damaged'],
    [
      'that is wider than its weights',
      { config: { ...folder.config, intermediate_size: 25 } },
      'model-weights-do-not-fit',
    ],
    ['without its weights', { weights: new Map() }, 'model-weights-do-not-fit'],
  ])('%s is refused', (_, change, code) => {
    const refuse = () => bertFromFolder({ ...folder, ...change }, task)
    expect(refuse).toThrow(StudioError)
    expect(refuse).toThrow(code)
  })
})
