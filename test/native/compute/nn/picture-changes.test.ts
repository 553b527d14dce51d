/** What is done to pictures by given amounts, against torchvision's and scipy's recorded values. */
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import * as op from '../../../../compute/graph/ops.ts'
import { tensor } from '../../../../compute/graph/tensor.ts'
import { inputValue, type Value } from '../../../../compute/graph/value.ts'
import { betaNumbers } from '../../../../compute/nn/beta-numbers.ts'
import { createSoftLoss } from '../../../../compute/nn/losses/losses.ts'
import { turned, withColours } from '../../../../compute/nn/picture-changes.ts'
import { mixedLabels, partners, rectangle } from '../../../../compute/nn/picture-mixing.ts'
import { stretching } from '../../../../compute/nn/places.ts'
import type { LossSpec } from '../../../../compute/spec/training.ts'
import recorded from '../../../fixtures/engine/picture-changes.json' with { type: 'json' }
import { expectAllClose } from '../../../support/all-close.ts'
import { numbersOf, runGraph } from '../../../support/run-graph.ts'

const numbers = z.array(z.number())
const pixels = { pixels: numbers }
const outcome = z.object({ mean: z.number(), gradient: numbers })
const fixture = z
  .object({
    pictures: z.object({ shape: numbers, data: numbers }),
    labels: numbers,
    logits: z.object({ shape: numbers, data: numbers }),
    classWeights: numbers,
    turns: z.array(z.object({ ...pixels, angle: z.number() })),
    crops: z.array(z.object({ ...pixels, top: z.number(), left: z.number(), height: z.number(), width: z.number() })),
    colours: z.array(z.object({ ...pixels, stretch: z.number(), degrees: z.number() })),
    mixed: z.array(
      z.object({
        ...pixels,
        kind: z.enum(['mixup', 'cutmix']),
        kept: z.number(),
        middle: z.tuple([z.number(), z.number()]).nullable(),
        labels: numbers,
        losses: z.object({ plain: outcome, smoothed: outcome, weighted: outcome }),
      }),
    ),
    beta: z.array(z.object({ alpha: z.number(), uniform: numbers, numbers })),
  })
  .parse(recorded)

const [count, channels, height, width] = fixture.pictures.shape as [number, number, number, number]
const image = { channels, height, width }
const floats = (data: readonly number[], shape: readonly number[]) => tensor('float32', Float32Array.from(data), shape)
const pictures = floats(fixture.pictures.data, fixture.pictures.shape)
const planes = inputValue('planes', 'float32', ['batch', channels, height, width])

/** Pictures changed, each by the same amount: one number for each, in that shape. */
async function changedBy(amounts: readonly number[], shape: readonly number[], change: (...all: Value[]) => Value) {
  const inputs = amounts.map((_, at) => inputValue(`amount${at}`, 'float32', ['batch', ...shape]))
  const feeds = amounts.map((amount, at) => {
    return [
      `amount${at}`,
      floats(
        Array.from({ length: count }, () => amount),
        [count, ...shape],
      ),
    ] as const
  })
  const { changed } = await runGraph(
    [planes, ...inputs],
    { changed: change(...inputs) },
    { planes: pictures, ...Object.fromEntries(feeds) },
  )
  return numbersOf(changed)
}

const close = { relative: 1e-5, absolute: 1e-5 }

describe('pictures are', () => {
  it.each(fixture.turns)('turned by $angle degrees as torchvision does', async ({ angle, pixels }) => {
    const found = await changedBy([(angle * Math.PI) / 180], [1, 1], (radians) => turned(planes, image, radians))
    expectAllClose(found, pixels, close, `${angle} degrees`)
  })

  it.each(fixture.crops)('cropped at $top, $left to $height × $width as torchvision does', async (crop) => {
    const found = await changedBy([crop.height, crop.top, crop.width, crop.left], [1, 1], (...amounts) => {
      const [rows, top, columns, left] = amounts as [Value, Value, Value, Value]
      const down = op.reshape(stretching(height, rows, top), ['batch', 1, height, height])
      const across = op.reshape(op.transpose(stretching(width, columns, left), [0, 2, 1]), ['batch', 1, width, width])
      return op.matMul(op.matMul(down, planes), across)
    })
    expectAllClose(found, crop.pixels, close, 'crop')
  })

  it.each(fixture.colours)('recoloured by $stretch and $degrees degrees as scipy turns', async (colour) => {
    const amounts = [colour.stretch, (colour.degrees * Math.PI) / 180]
    const found = await changedBy(amounts, [1], (stretch, angle) => withColours(planes, stretch, angle))
    expectAllClose(found, colour.pixels, close, 'colours')
  })
})

const classes = fixture.classWeights.length
const lossOf = (labelSmoothing: number, weighted: boolean) => {
  const spec: LossSpec = { kind: 'cross-entropy', labelSmoothing, classWeights: weighted ? 'balanced' : 'none' }
  return createSoftLoss(spec, weighted ? Float32Array.from(fixture.classWeights) : null)
}
const losses = { plain: lossOf(0, false), smoothed: lossOf(0.2, false), weighted: lossOf(0.1, true) } as const

describe('a batch of pictures is mixed as by torchvision’s', () => {
  it.each(fixture.mixed)('$kind that keeps $kept, with its labels and their losses', async ({ kind, ...mixed }) => {
    const { shape: logitsShape, data } = fixture.logits
    const [labels, logits, kept] = [
      inputValue('labels', 'int64', ['batch']),
      inputValue('logits', 'float32', ['batch', classes]),
      inputValue('kept', 'float32', ['batch', 1, 1, 1]),
    ]
    const [down, across] = [
      inputValue('down', 'float32', ['batch', 1, 1, 1]),
      inputValue('across', 'float32', ['batch', 1, 1, 1]),
    ]
    const parts = kind === 'mixup' ? op.sub(1, kept) : rectangle(image, kept, [down, across])
    const share = op.reshape(op.reduceMean(parts, { axes: [2, 3], keepDims: true }), ['batch', 1])
    const shares = mixedLabels(labels, share, classes)
    const outputs = {
      pixels: op.add(op.mul(planes, op.sub(1, parts)), op.mul(partners(planes), parts)),
      shares,
      ...Object.fromEntries(
        Object.entries(losses).flatMap(([name, loss]) => {
          const { mean, gradient } = loss(logits, shares)
          return [
            [`${name} mean`, mean],
            [`${name} gradient`, gradient],
          ]
        }),
      ),
    }
    const each = (number: number) =>
      floats(
        Array.from({ length: count }, () => number),
        [count, 1, 1, 1],
      )
    // A middle is drawn as a share of the side.
    const [y, x] = mixed.middle ?? [0, 0]
    const isCut = kind === 'cutmix'
    const results = await runGraph([planes, labels, logits, kept, ...(isCut ? [down, across] : [])], outputs, {
      planes: pictures,
      labels: tensor('int64', BigInt64Array.from(fixture.labels, BigInt)),
      logits: floats(data, logitsShape),
      kept: each(mixed.kept),
      ...(isCut ? { down: each((y + 0.5) / height), across: each((x + 0.5) / width) } : {}),
    })
    expectAllClose(numbersOf(results['pixels']), mixed.pixels, close, 'pixels')
    expectAllClose(numbersOf(results['shares']), mixed.labels, close, 'labels')
    for (const name of ['plain', 'smoothed', 'weighted'] as const) {
      expectAllClose(numbersOf(results[`${name} mean`]), [mixed.losses[name].mean], close, `${name} mean`)
      expectAllClose(numbersOf(results[`${name} gradient`]), mixed.losses[name].gradient, close, `${name} gradient`)
    }
  })
})

describe('numbers of the beta distribution', () => {
  it.each(fixture.beta)('are the quantiles that scipy finds, for α $alpha', async ({ alpha, uniform, numbers }) => {
    const u = inputValue('u', 'float32', ['count'])
    const { found } = await runGraph([u], { found: betaNumbers(u, alpha) }, { u: floats(uniform, [uniform.length]) })
    // Of a table between whose places are straight lines: less than a thousandth off.
    expect(numbersOf(found).every(Number.isFinite)).toBe(true)
    expectAllClose(numbersOf(found), numbers, { relative: 2e-3, absolute: 5e-4 }, `α ${alpha}`)
  })
})
