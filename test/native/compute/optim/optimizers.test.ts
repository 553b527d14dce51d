/** Each optimiser's parameters after 1, 10 and 100 steps against torch.optim's recorded ones. */
import { describe, it } from 'vitest'
import { z } from 'zod'
import * as op from '../../../../compute/graph/ops.ts'
import { createSession } from '../../../../compute/graph/session.ts'
import { scalarTensor, tensor } from '../../../../compute/graph/tensor.ts'
import { constant, inputValue, type Value } from '../../../../compute/graph/value.ts'
import { writeModel } from '../../../../compute/graph/write.ts'
import { clippedByValue, clippingScale, globalNorm } from '../../../../compute/optim/gradient-norm.ts'
import { createOptimizer } from '../../../../compute/optim/optimizers.ts'
import { type GradientClip, gradientClipSchema, optimizerSchema } from '../../../../compute/spec/training.ts'
import recorded from '../../../fixtures/engine/optimizers.json' with { type: 'json' }
import { expectAllClose } from '../../../support/all-close.ts'
import { numbersOf } from '../../../support/run-graph.ts'

const tensorSchema = z.object({ shape: z.array(z.number()), data: z.array(z.number()) })
const caseSchema = z.object({
  optimizer: optimizerSchema,
  learningRate: z.number(),
  weightDecay: z.number(),
  gradientClip: gradientClipSchema.nullable(),
  states: z.array(z.object({ steps: z.number(), weight: z.array(z.number()), bias: z.array(z.number()) })),
})
type Case = z.infer<typeof caseSchema>
const fixture = z
  .object({
    weight: tensorSchema,
    bias: tensorSchema,
    weightGradients: tensorSchema,
    biasGradients: tensorSchema,
    cases: z.array(caseSchema),
  })
  .parse(recorded)

const floats = ({ shape, data }: z.infer<typeof tensorSchema>) =>
  constant(tensor('float32', Float32Array.from(data), shape))

function clipped(gradients: readonly Value[], clip: GradientClip | null): readonly Value[] {
  if (clip === null) return gradients
  if (typeof clip === 'object') return gradients.map((each) => clippedByValue(each, clip.value))
  const scale = clippingScale(globalNorm(gradients), clip)
  return gradients.map((each) => op.mul(each, scale))
}

/** A loop that feeds the recorded gradients to an optimiser. */
function loopOf({ optimizer: spec, weightDecay, gradientClip, learningRate }: Case, steps: Value) {
  const optimizer = createOptimizer(spec, weightDecay)
  const parameters = [floats(fixture.weight), floats(fixture.bias)]
  const zeros = parameters.flatMap((parameter) => optimizer.slots.map(() => op.zerosLike(parameter)))
  const rows = Array.from({ length: 100 }, (_, step) => optimizer.coefficients(step, learningRate))
  const table = constant(tensor('float32', Float32Array.from(rows.flat()), [100, rows[0]!.length]))
  const gradientTables = [floats(fixture.weightGradients), floats(fixture.biasGradients)]
  return op.loop({
    rounds: steps,
    roundsDim: 'steps',
    carried: [...parameters, ...zeros],
    body: (round, carried) => {
      const raw = gradientTables.map((each, index) => op.reshape(op.gather(each, round), carried[index]!.shape))
      const found = clipped(raw, gradientClip)
      const row = op.gather(table, round)
      const scalars = rows[0]!.map((_, at) => op.slice(row, { axis: 0, start: at, end: at + 1 }))
      const updated = [0, 1].map((index) => {
        const slots = carried.slice(2 + index * optimizer.slots.length).slice(0, optimizer.slots.length)
        return optimizer.update({ parameter: carried[index]!, slots }, found[index]!, scalars, index === 0)
      })
      return {
        carried: [...updated.map(({ parameter }) => parameter), ...updated.flatMap(({ slots }) => slots)],
        scans: [],
      }
    },
  })
}

describe('optimizers', () => {
  const named = fixture.cases.map((each): [string, Case] => {
    const { optimizer, learningRate, weightDecay, gradientClip } = each
    return [
      `${JSON.stringify(optimizer)} lr ${learningRate} decay ${weightDecay} clip ${JSON.stringify(gradientClip)}`,
      each,
    ]
  })

  it.each(named)('%s ends where PyTorch does', async (name, each) => {
    const steps = inputValue('steps', 'int64', [])
    const { carried } = loopOf(each, steps)
    const file = writeModel({ inputs: [steps], outputs: { weight: carried[0]!, bias: carried[1]! } })
    const session = await createSession(file, { threads: 1 })
    for (const state of each.states) {
      const results = await session.run({ steps: scalarTensor('int64', state.steps) })
      const tolerance = { relative: 1e-5, absolute: 1e-5 * Math.max(1, each.learningRate * 10) }
      expectAllClose(numbersOf(results['weight']), state.weight, tolerance, `${name} weight after ${state.steps}`)
      expectAllClose(numbersOf(results['bias']), state.bias, tolerance, `${name} bias after ${state.steps}`)
    }
    await session.release()
  })
})
