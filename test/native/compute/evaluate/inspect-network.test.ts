/** Looks into networks: numbers against PyTorch's and numpy's, and that there is something to see in every family. */
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { inspectNetwork } from '../../../../compute/evaluate/inspect-network.ts'
import { buildModel } from '../../../../compute/models/families.ts'
import { layerTable } from '../../../../compute/models/layer-table.ts'
import { numberSpread } from '../../../../compute/models/number-spread.ts'
import { initialWeights } from '../../../../compute/models/weights.ts'
import { cnnSpecSchema } from '../../../../compute/spec/image-model.ts'
import { inspectedLayerSchema } from '../../../../compute/spec/layer-row.ts'
import { type NumberSpread, numberSpreadSchema } from '../../../../compute/spec/number-spread.ts'
import recorded from '../../../fixtures/engine/inspection.json' with { type: 'json' }
import { expectAllClose } from '../../../support/all-close.ts'
import { familyToyNames, familyToys } from '../../../support/family-toys.ts'

const floats = z.array(z.number()).transform((values) => Float32Array.from(values))
const fixture = z
  .object({
    sets: z.array(z.object({ name: z.string(), values: floats, spread: numberSpreadSchema })),
    model: cnnSpecSchema,
    weights: z.record(z.string(), z.object({ shape: z.array(z.number()), data: floats })),
    features: z.object({ data: floats }),
    labels: z.array(z.number()),
    loss: z.number(),
    layers: z.array(inspectedLayerSchema),
  })
  .parse(recorded)

const figures = ({ mean, deviation, largest, norm, zeros }: NumberSpread) => [mean, deviation, largest, norm, zeros]

describe('the spread of numbers', () => {
  it.each(fixture.sets.map((each) => [each.name, each] as const))('is numpy’s, count by count: %s', (_, each) => {
    const own = numberSpread([each.values.subarray(0, 3), each.values.subarray(3)])!
    expect(own.bins).toEqual(each.spread.bins)
    expectAllClose(figures(own), figures(each.spread), { relative: 1e-12, absolute: 1e-12 }, each.name)
  })
})

describe('a look into a network', () => {
  it('shows what PyTorch says of weights, activations and gradients', async () => {
    const { model, weights, features, labels, layers } = fixture
    const inputs = features.data.length / labels.length
    const rows = Uint32Array.from(labels, (_, row) => row)
    const table = {
      rows: rows.length,
      inputs,
      outputs: 3,
      features: features.data,
      targets: { kind: 'classes', values: Int32Array.from(labels) },
      split: { train: rows, validation: rows, test: rows },
    } as const
    const weighted = { model, inputs, outputs: 3, weights: new Map(Object.entries(weights)) }
    const seen = await inspectNetwork({ weighted, loss: null, table, rows, threads: 1 })
    expect(seen.rows).toBe(rows.length)
    expect(seen.loss).toBeCloseTo(fixture.loss, 5)
    expect(seen.layers.map(({ name }) => name)).toEqual(layers.map(({ name }) => name))
    for (const [index, theirs] of layers.entries()) {
      for (const part of ['weights', 'activations', 'gradients'] as const) {
        const [own, other] = [seen.layers[index]![part]!, theirs[part]!]
        const what = `${part} of ${theirs.name}`
        expectAllClose(figures(own), figures(other), { relative: 1e-4, absolute: 1e-6 }, what)
        const count = other.bins.reduce((sum, each) => sum + each, 0)
        const moved = own.bins.reduce((sum, each, bin) => sum + Math.abs(each - other.bins[bin]!), 0)
        // Rounding may put a number that lies on an edge on its other side.
        expect(moved, what).toBeLessThanOrEqual(part === 'weights' ? 0 : 2 + count / 500)
        expect(
          own.bins.reduce((sum, each) => sum + each, 0),
          what,
        ).toBe(count)
      }
    }
  })

  it.each(familyToyNames)('shows every layer of the table at work: %s', async (name) => {
    const { model, data } = familyToys[name]
    const table = data()
    const { inputs, outputs } = table
    const built = buildModel(model, inputs, outputs)
    const weighted = { model, inputs, outputs, weights: initialWeights(built, 3) }
    const rows = table.split.train
    const seen = await inspectNetwork({ weighted, loss: null, table, rows, threads: 1 })
    const names = layerTable(model, inputs, outputs).map((row) => row.name)
    expect(seen.layers.map((layer) => layer.name)).toEqual(names)
    expect(seen.loss).toBeGreaterThan(0.5)
    for (const { name: layer, weights, activations, gradients } of seen.layers) {
      expect(weights?.norm, layer).toBeGreaterThan(0)
      expect(gradients?.norm, layer).toBeGreaterThan(0)
      // A table of positions gives the same for each row: it is none of theirs.
      if (!layer.endsWith('position_embeddings')) expect(activations?.norm, layer).toBeGreaterThan(0)
    }
    expect(seen.layers.at(-1)?.activations?.bins.reduce((sum, each) => sum + each, 0)).toBe(seen.rows * outputs)
  })
})
