/** Graphs for graphics processors: other ops, the same numbers. */
import { fromBinary } from '@bufbuild/protobuf'
import { ModelProtoSchema } from 'onnx-buf'
import { describe, expect, it } from 'vitest'
import type { Graph } from '../../../../compute/graph/graph.ts'
import type { Target } from '../../../../compute/graph/lower/lower.ts'
import * as op from '../../../../compute/graph/ops.ts'
import { createSession } from '../../../../compute/graph/session.ts'
import { tensor } from '../../../../compute/graph/tensor.ts'
import { inputValue } from '../../../../compute/graph/value.ts'
import { writeModel } from '../../../../compute/graph/write.ts'
import { randomUnit } from '../../../../compute/spec/random.ts'
import { largestDifference } from '../../../../compute/train/device-check.ts'

const numbers = (shape: readonly number[], draw: number) => {
  const data = Float32Array.from({ length: shape.reduce((size, dim) => size * dim, 1) }, (_, at) =>
    randomUnit(draw, 'calibration', 0, at),
  )
  return tensor('float32', data, shape)
}

const opNames = (file: Uint8Array) => fromBinary(ModelProtoSchema, file).graph?.node.map(({ opType }) => opType) ?? []

async function resultsOf(
  graph: Graph,
  target: Target,
  given: Parameters<Awaited<ReturnType<typeof createSession>>['run']>[0],
) {
  const session = await createSession(writeModel(graph, target), { threads: 1 })
  const results = await session.run(given)
  await session.release()
  return Object.entries(results).map(([name, { data }]) => [name, Float32Array.from(data as Float32Array)] as const)
}

async function expectSame(graph: Graph, given: Parameters<typeof resultsOf>[2]) {
  const plain = await resultsOf(graph, null, given)
  const lowered = new Map(await resultsOf(graph, 'device', given))
  for (const [name, expected] of plain) expect(largestDifference(expected, lowered.get(name)!), name).toBeLessThan(1e-5)
}

describe('a graph for a graphics processor', () => {
  it('normalises by the batch’s own statistics without the op that is missing there', async () => {
    const x = inputValue('x', 'float32', ['batch', 3, 4, 5])
    const [scale, bias, mean, variance] = ['scale', 'bias', 'mean', 'variance'].map((name) =>
      inputValue(name, 'float32', [3]),
    )
    const normalized = op.batchNormalize(x, scale!, bias!, 1e-3, [mean!, variance!])
    const graph = {
      inputs: [x, scale!, bias!, mean!, variance!],
      outputs: { y: normalized.y, mean_of_batch: normalized.mean, variance_of_batch: normalized.variance },
    }
    expect(opNames(writeModel(graph))).toContain('BatchNormalization')
    expect(opNames(writeModel(graph, 'device'))).not.toContain('BatchNormalization')
    const vectors = { scale: numbers([3], 2), bias: numbers([3], 3), mean: numbers([3], 4), variance: numbers([3], 5) }
    await expectSame(graph, { x: numbers([7, 3, 4, 5], 1), ...vectors })
  })

  it('cuts a tensor into many parts one by one, and into a few at once', async () => {
    const x = inputValue('x', 'float32', [2, 60])
    const lengths = Array.from({ length: 20 }, (_, part) => 2 + (part % 3))
    const rest = 60 - lengths.reduce((sum, length) => sum + length, 0)
    const many = op.split(x, 1, [...lengths, rest])
    const few = op.split(x, 1, [20, 40])
    const graph = {
      inputs: [x],
      outputs: Object.fromEntries([...many, ...few].map((part, index) => [`part${index}`, part])),
    }
    expect(opNames(writeModel(graph, 'device')).filter((name) => name === 'Split')).toHaveLength(1)
    await expectSame(graph, { x: numbers([2, 60], 1) })
  })

  it('does so inside a loop as well', async () => {
    const x = inputValue('x', 'float32', ['batch', 2])
    const zeros = inputValue('zeros', 'float32', [2])
    const rounds = inputValue('rounds', 'int64', [])
    const { carried } = op.loop({
      rounds,
      roundsDim: 'rounds',
      carried: [zeros],
      body: (_, [sum]) => {
        const { y, variance } = op.batchNormalize(x, op.add(zeros, 1), zeros, 1e-5, [zeros, sum!])
        return { carried: [op.add(sum!, op.add(op.reduceMax(y, { axes: [0] }), variance))], scans: [] }
      },
    })
    const graph = { inputs: [x, zeros, rounds], outputs: { sum: carried[0]! } }
    const given = { x: numbers([9, 2], 1), zeros: tensor('float32', new Float32Array(2), [2]) }
    await expectSame(graph, { ...given, rounds: tensor('int64', BigInt64Array.of(3n), []) })
  })
})

it('is written without inputs at a node’s end that are not there', () => {
  const x = inputValue('x', 'float32', [1, 1, 4, 4])
  const w = inputValue('w', 'float32', [2, 1, 3, 3])
  const y = op.conv(x, w, null)
  const file = writeModel({ inputs: [x, w], outputs: { y } })
  expect(fromBinary(ModelProtoSchema, file).graph?.node.map(({ input }) => input)).toEqual([['x', 'w']])
})
