/** BERT's heads for texts, tokens, spans and masked tokens against transformers: names, outputs, the course of whole trainings. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { exportWeights } from '../../../../compute/export/weights-file.ts'
import { buildModel } from '../../../../compute/models/families.ts'
import { createPredictor } from '../../../../compute/train/predict.ts'
import { float32Tensors, readSafetensors } from '../../../../compute/train/safetensors.ts'
import recorded from '../../../fixtures/engine/bert-heads.json' with { type: 'json' }
import { expectAllClose } from '../../../support/all-close.ts'
import { headCaseSchema, headTable } from '../../../support/recorded-heads.ts'
import { trainRecorded } from '../../../support/recorded-training.ts'

const caseSchema = headCaseSchema.extend({ stateDict: z.record(z.string(), z.array(z.number())) })
const named = z
  .array(caseSchema)
  .parse(recorded.cases)
  .map((each) => [each.name, each] as const)
const optimizer = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const

describe('BERT’s heads', () => {
  it.each(named)('are exported as the state_dict of transformers’ class, tensor by tensor: %s', async (_, each) => {
    const { inputs, outputs } = headTable(each)
    const { model, initial } = each
    expect(
      buildModel(model, inputs, outputs)
        .parameters.map(({ name, shape }) => [name, shape])
        .sort(),
    ).toEqual([...initial].map(([name, { shape }]) => [name, shape]).sort())
    const folder = await mkdtemp(join(tmpdir(), 'modelwright-bert-'))
    const path = join(folder, 'bert.safetensors')
    exportWeights(path, { model, weights: initial })
    const written = float32Tensors(readSafetensors(await readFile(path)))
    await rm(folder, { recursive: true })
    expect(Object.fromEntries([...written].map(([name, { shape }]) => [name, shape]))).toEqual(each.stateDict)
  })

  it.each(named)('give the outputs of transformers: %s', async (_, each) => {
    const { rows, inputs, outputs, features } = headTable(each)
    const predictor = await createPredictor({ model: each.model, inputs, outputs, weights: each.initial }, 1)
    const found = await predictor.logits(features, rows)
    await predictor.release()
    expectAllClose(found, each.outputs.data, { relative: 1e-4, absolute: 2e-6 }, 'outputs')
  })

  const ways = named.flatMap(([name, each]) => [1, 3].map((parts) => [name, parts, each] as const))
  it.each(ways)('take the course of transformers for 100 steps: %s, in %i parts', async (_, accumulation, each) => {
    const training = {
      ...each,
      task: 'classification',
      optimizer,
      weightDecay: 0,
      gradientClip: null,
      accumulation,
    } as const
    const { losses, norms } = await trainRecorded(training, headTable(each), recorded.batches, recorded.batchSize)
    expect(losses).toHaveLength(100)
    expectAllClose(losses, each.losses, { relative: 1e-3, absolute: 1e-6 }, 'loss')
    expectAllClose(norms, each.gradientNorms, { relative: 1e-2, absolute: 1e-5 }, 'gradient norm')
  })

  it('refuse a number of outputs that is not theirs', () => {
    for (const [name, each] of named) {
      const { inputs } = headTable(each)
      if (name === 'span' || name === 'masked')
        expect(() => buildModel(each.model, inputs, 5)).toThrow(/5 (outputs|$)|not 5/)
    }
  })
})
