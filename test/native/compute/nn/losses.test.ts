/** Losses and their written-out gradients against PyTorch's, and against what the gradient table derives from the losses. */
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { gradients } from '../../../../compute/autodiff/walk.ts'
import { GraphError } from '../../../../compute/graph/shape.ts'
import { tensor, type Tensor } from '../../../../compute/graph/tensor.ts'
import { inputValue } from '../../../../compute/graph/value.ts'
import { binaryCrossEntropy } from '../../../../compute/nn/losses/binary-cross-entropy.ts'
import { klDivergence } from '../../../../compute/nn/losses/kl-divergence.ts'
import type { LossFunction } from '../../../../compute/nn/losses/loss.ts'
import { createLoss } from '../../../../compute/nn/losses/losses.ts'
import { usualForms } from '../../../../compute/spec/target-form.ts'
import { lossSchema, type LossSpec, lossTasks } from '../../../../compute/spec/training.ts'
import recorded from '../../../fixtures/engine/losses.json' with { type: 'json' }
import { expectAllClose } from '../../../support/all-close.ts'
import { numbersOf, runGraph } from '../../../support/run-graph.ts'

const numbers = z.array(z.number())
const tensorSchema = z.object({ shape: numbers, data: numbers })
const outcomeSchema = z.object({ mean: z.number(), sum: z.number(), gradient: numbers })
type Outcome = z.infer<typeof outcomeSchema>
const fixture = z
  .object({
    logits: tensorSchema,
    labels: tensorSchema,
    predictions: tensorSchema,
    values: tensorSchema,
    shares: tensorSchema,
    cases: z.array(outcomeSchema.extend({ loss: lossSchema, classWeights: numbers.nullable() })),
    binary: outcomeSchema,
    kl: z.array(
      z.object({
        beta: z.number(),
        inputs: z.array(tensorSchema),
        mean: z.number(),
        sum: z.number(),
        gradients: z.array(numbers),
      }),
    ),
  })
  .parse(recorded)

const floats = ({ shape, data }: z.infer<typeof tensorSchema>) => tensor('float32', Float32Array.from(data), shape)
const data = {
  classification: {
    outputs: floats(fixture.logits),
    targets: tensor('int64', BigInt64Array.from(fixture.labels.data, BigInt)),
  },
  regression: { outputs: floats(fixture.predictions), targets: floats(fixture.values) },
}
const close = { relative: 1e-5, absolute: 1e-6 }

/** Computes a loss for any number of rows, beside the gradient that is derived from its mean. */
async function resultsOf(lossOf: LossFunction, outputs: Tensor, targets: Tensor) {
  const x = inputValue('outputs', 'float32', ['rows', ...outputs.shape.slice(1)])
  const y = inputValue('targets', targets.dtype, ['rows', ...targets.shape.slice(1)])
  const { mean, sum, weight, gradient } = lossOf(x, y)
  expect([mean.shape, sum.shape, weight.shape, gradient.shape]).toEqual([[], [], [], x.shape])
  const derived = gradients(mean, [x])[0]!
  const results = await runGraph([x, y], { mean, sum, weight, gradient, derived }, { outputs, targets })
  return (name: string) => numbersOf(results[name])
}

async function expectOutcome(lossOf: LossFunction, outputs: Tensor, targets: Tensor, expected: Outcome, name: string) {
  const found = await resultsOf(lossOf, outputs, targets)
  expectAllClose(found('mean'), [expected.mean], close, `${name} mean`)
  expectAllClose(found('sum'), [expected.sum], close, `${name} sum`)
  expectAllClose([found('sum')[0]! / found('weight')[0]!], [expected.mean], close, `${name} sum / weight`)
  expectAllClose(found('gradient'), expected.gradient, close, `${name} gradient`)
  expectAllClose(found('derived'), found('gradient'), close, `${name} derived gradient`)
}

describe('the loss', () => {
  it.each(fixture.cases.map((each) => [JSON.stringify(each.loss), each] as const))(
    '%s is PyTorch’s, and so is its gradient',
    async (name, { loss, classWeights, ...expected }) => {
      const task = lossTasks[loss.kind]
      const weights = classWeights === null ? null : Float32Array.from(classWeights)
      const { outputs, targets } = data[task]
      await expectOutcome(createLoss(usualForms[task].kind, loss, weights), outputs, targets, expected, name)
    },
  )

  it.each(['classification', 'regression'] as const)('for %s is the usual one where none is named', async (task) => {
    const usual: Record<typeof task, LossSpec> = {
      classification: { kind: 'cross-entropy', labelSmoothing: 0, classWeights: 'none' },
      regression: { kind: 'mse' },
    }
    const { outputs, targets } = data[task]
    const [named, unnamed] = await Promise.all(
      [usual[task], null].map((spec) => resultsOf(createLoss(usualForms[task].kind, spec, null), outputs, targets)),
    )
    for (const part of ['mean', 'sum', 'gradient']) expect(unnamed!(part)).toEqual(named!(part))
  })

  it('of another task is refused', () => {
    expect(() => createLoss('classes', { kind: 'mse' }, null)).toThrow(GraphError)
  })

  it('with weights for another number of classes is refused', () => {
    const loss = createLoss('classes', fixture.cases[2]!.loss, Float32Array.of(1, 2))
    const x = inputValue('outputs', 'float32', ['rows', 5])
    expect(() => loss(x, inputValue('targets', 'int64', ['rows']))).toThrow(GraphError)
  })
})

describe('binary cross-entropy with logits', () => {
  it('is PyTorch’s, and so is its gradient, for logits of any size', async () => {
    const [logits, shares] = [floats(fixture.logits), floats(fixture.shares)]
    await expectOutcome(binaryCrossEntropy, logits, shares, fixture.binary, 'binary')
  })
})

describe('the divergence from the standard normal distribution', () => {
  it.each(fixture.kl.map((each) => [each.beta, each] as const))('with β = %s is PyTorch’s', async (_, expected) => {
    const [mean, logVariance] = expected.inputs.map(floats) as [Tensor, Tensor]
    const inputs = [inputValue('mean', 'float32', ['rows', 3]), inputValue('log_variance', 'float32', ['rows', 3])]
    const found = klDivergence(inputs[0]!, inputs[1]!, expected.beta)
    const derived = gradients(found.mean, inputs)
    const graph = {
      divergence: found.mean,
      sum: found.sum,
      by_mean: found.gradients.mean,
      by_log_variance: found.gradients.logVariance,
      derived_by_mean: derived[0]!,
      derived_by_log_variance: derived[1]!,
    }
    const results = await runGraph(inputs, graph, { mean, log_variance: logVariance })
    expectAllClose(numbersOf(results['divergence']), [expected.mean], close, 'mean')
    expectAllClose(numbersOf(results['sum']), [expected.sum], close, 'sum')
    for (const prefix of ['', 'derived_']) {
      expectAllClose(numbersOf(results[`${prefix}by_mean`]), expected.gradients[0]!, close, `${prefix}mean`)
      expectAllClose(numbersOf(results[`${prefix}by_log_variance`]), expected.gradients[1]!, close, `${prefix}variance`)
    }
  })
})
