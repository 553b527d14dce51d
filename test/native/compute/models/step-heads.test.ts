/** Models that tell a class of each step, or several numbers of a row, against PyTorch: outputs and the course of whole trainings. */
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { buildModel } from '../../../../compute/models/families.ts'
import { initialWeights } from '../../../../compute/models/weights.ts'
import { targetForms } from '../../../../compute/spec/target-form.ts'
import { createPredictor } from '../../../../compute/train/predict.ts'
import recorded from '../../../fixtures/engine/step-heads.json' with { type: 'json' }
import { expectAllClose } from '../../../support/all-close.ts'
import { headCaseSchema, headTable } from '../../../support/recorded-heads.ts'
import { trainRecorded } from '../../../support/recorded-training.ts'

const named = z
  .array(headCaseSchema)
  .parse(recorded.cases)
  .map((each) => [each.name, each] as const)
const optimizer = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const

describe('models with several targets a row', () => {
  it.each(named)('have the names, shapes and outputs of PyTorch: %s', async (_, each) => {
    const { rows, inputs, outputs, features } = headTable(each)
    const { model, initial } = each
    const shapes = [...initialWeights(buildModel(model, inputs, outputs), 1)].map(([name, { shape }]) => [name, shape])
    expect(shapes.sort()).toEqual([...initial].map(([name, { shape }]) => [name, shape]).sort())
    const predictor = await createPredictor({ model, inputs, outputs, weights: initial }, 1)
    expect(predictor.perRow * rows).toBe(each.outputs.data.length)
    const found = await predictor.logits(features, rows)
    await predictor.release()
    // Where there is no step, what is said of it doesn't matter.
    const expected = each.outputs.data.map((value, index) => (Number.isNaN(value) ? found[index]! : value))
    expectAllClose(found, expected, { relative: 1e-4, absolute: 1e-6 }, 'outputs')
  })

  // In three parts some of the first batch's rows have no label that counts: the whole batch's mean is still PyTorch's.
  const ways = named.flatMap(([name, each]) => [1, 3].map((parts) => [name, parts, each] as const))
  it.each(ways)('take the course of PyTorch for 100 steps: %s, in %i parts', async (_, accumulation, each) => {
    const { task } = targetForms[each.target]
    const training = { ...each, task, optimizer, weightDecay: 0, gradientClip: null, accumulation }
    const { losses, norms } = await trainRecorded(training, headTable(each), recorded.batches, recorded.batchSize)
    expect(losses).toHaveLength(100)
    expectAllClose(losses, each.losses, { relative: 1e-3, absolute: 1e-6 }, 'loss')
    expectAllClose(norms, each.gradientNorms, { relative: 1e-2, absolute: 1e-5 }, 'gradient norm')
  })
})
