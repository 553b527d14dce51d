/** Recurrent layers' values and gradients against PyTorch's recorded ones, padded sequences included, and by differences. */
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { gradients } from '../../../../compute/autodiff/walk.ts'
import * as op from '../../../../compute/graph/ops.ts'
import { tensor, type TensorOf } from '../../../../compute/graph/tensor.ts'
import { inputValue, type Value } from '../../../../compute/graph/value.ts'
import { contextOf } from '../../../../compute/models/weights.ts'
import { recurrent } from '../../../../compute/nn/recurrent.ts'
import recorded from '../../../fixtures/engine/recurrent.json' with { type: 'json' }
import { expectAllClose } from '../../../support/all-close.ts'
import { numbersOf, sessionOf } from '../../../support/run-graph.ts'

const tensorSchema = z
  .object({ shape: z.array(z.number()), data: z.array(z.number()) })
  .transform(({ shape, data }) => tensor('float32', Float32Array.from(data), shape))
const named = z.record(z.string(), tensorSchema)
const caseSchema = z.object({
  cell: z.enum(['rnn', 'lstm', 'gru']),
  steps: z.number(),
  batch: z.number(),
  inputs: z.number(),
  hidden: z.number(),
  layers: z.number(),
  bidirectional: z.boolean(),
  lengths: z.array(z.number()),
  padded: z.boolean(),
  x: tensorSchema,
  parameters: named,
  weights: tensorSchema,
  y: tensorSchema,
  dx: tensorSchema,
  gradients: named,
})
type Case = z.infer<typeof caseSchema>
const cases = z.array(caseSchema).parse(recorded.cases)

const titleOf = ({ cell, x, hidden, layers, bidirectional, padded }: Case) =>
  `${cell} of ${hidden}, ${layers} layers${bidirectional ? ' in both directions' : ''}, on [${x.shape.join()}]${padded ? ' with padding' : ''}`

/** 1 at steps that are there: steps × batch × 1. */
function maskOf({ steps, batch, lengths }: Case): TensorOf<'float32'> {
  const data = Float32Array.from({ length: steps * batch }, (_, index) =>
    Math.floor(index / batch) < (lengths[index % batch] ?? 0) ? 1 : 0,
  )
  return tensor('float32', data, [steps, batch, 1])
}

/** `readsPadding`: whether the loss takes the states at padded steps too, which are those that the sequence ended with. */
function graphOf(recordedCase: Case, readsPadding = false) {
  const layer = recurrent('net', { ...recordedCase, dropout: 0 })
  const x = inputValue('x', 'float32', [recordedCase.steps, 'batch', recordedCase.inputs])
  const weights = layer.parameters.map(({ name, shape }) => inputValue(name, 'float32', shape))
  const byName = new Map(layer.parameters.map(({ name }, index) => [name, weights[index] as Value]))
  const mask = inputValue('mask', 'float32', [recordedCase.steps, 'batch', 1])
  const lossWeights = inputValue('weights', 'float32', [recordedCase.steps, 'batch', recordedCase.y.shape[2] ?? 0])
  const states = layer.forward(x, recordedCase.padded ? mask : null, contextOf(byName))
  const y = readsPadding ? states : op.mul(states, mask)
  const loss = op.reduceSum(op.mul(y, lossWeights))
  const [dx, ...found] = gradients(loss, [x, ...weights])
  const outputs = Object.fromEntries(layer.parameters.map(({ name }, index) => [`d.${name}`, found[index] as Value]))
  const parameters: Record<string, TensorOf<'float32'>> = {}
  for (const [name, value] of Object.entries(recordedCase.parameters)) parameters[`net.${name}`] = value
  const fixed = { mask: maskOf(recordedCase), weights: recordedCase.weights }
  const feeds: Record<string, TensorOf<'float32'>> = { x: recordedCase.x, ...parameters, ...fixed }
  const inputs = [x, ...weights, mask, lossWeights]
  return { layer, inputs, outputs: { y, loss, dx: dx as Value, ...outputs }, feeds, parameters }
}

const near = { relative: 1e-4, absolute: 2e-6 }

describe('recurrent layers', () => {
  it.each(cases.map((each): [string, Case] => [titleOf(each), each]))(
    'agree with PyTorch in values and gradients: %s',
    async (_, recordedCase) => {
      const { layer, inputs, outputs, feeds } = graphOf(recordedCase)
      expect(layer.parameters.map(({ name, shape }) => [name, shape])).toEqual(
        Object.entries(recordedCase.parameters).map(([name, { shape }]) => [`net.${name}`, shape]),
      )
      const session = await sessionOf(inputs, outputs)
      const results = await session.run(feeds)
      expectAllClose(numbersOf(results['y']), recordedCase.y.data, near, 'y')
      expectAllClose(numbersOf(results['dx']), recordedCase.dx.data, near, 'dx')
      for (const [name, expected] of Object.entries(recordedCase.gradients))
        expectAllClose(numbersOf(results[`d.net.${name}`]), expected.data, near, name)
      await session.release()
    },
  )

  it('take no notice of what stands at padded steps', async () => {
    for (const recordedCase of cases.filter(({ padded }) => padded)) {
      const { inputs, outputs, feeds } = graphOf(recordedCase)
      const session = await sessionOf(inputs, outputs)
      const before = await session.run(feeds)
      const mask = maskOf(recordedCase).data
      const changed = feeds['x']!.data.map((value, index) =>
        mask[Math.floor(index / recordedCase.inputs)] === 0 ? 100 + index : value,
      )
      const after = await session.run({ ...feeds, x: tensor('float32', changed, recordedCase.x.shape) })
      expect(after).toEqual(before)
      await session.release()
    }
  })

  it('agree with finite differences, where the loss takes the states that padding leaves as they were too', async () => {
    for (const recordedCase of cases) {
      const { inputs, outputs, feeds, parameters } = graphOf(recordedCase, true)
      const session = await sessionOf(inputs, outputs)
      const results = await session.run(feeds)
      for (const [name, value] of Object.entries({ x: recordedCase.x, ...parameters })) {
        const found = numbersOf(results[name === 'x' ? 'dx' : `d.${name}`])
        const differences = []
        for (let element = 0; element < value.data.length; element += 3) {
          const lossAt = async (offset: number) => {
            const data = value.data.slice()
            data[element]! += offset
            const moved = { ...feeds, [name]: tensor('float32', data, value.shape) }
            return numbersOf((await session.run(moved, ['loss']))['loss'])[0]!
          }
          const [a, b, c, d] = [await lossAt(-0.04), await lossAt(-0.02), await lossAt(0.02), await lossAt(0.04)]
          differences.push((a - 8 * b + 8 * c - d) / 0.24)
        }
        const picked = found.filter((_, element) => element % 3 === 0)
        expectAllClose(differences, picked, { relative: 2e-3, absolute: 1e-3 }, name)
      }
      await session.release()
    }
  })
})
