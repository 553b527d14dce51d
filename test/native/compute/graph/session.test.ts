/** The edge to ONNX Runtime: every element type goes in and comes out, and sessions are set up as they should be. */
import { describe, expect, it } from 'vitest'
import * as op from '../../../../compute/graph/ops.ts'
import { type DType, scalarTensor, tensor, type Tensor } from '../../../../compute/graph/tensor.ts'
import { constant, inputValue } from '../../../../compute/graph/value.ts'
import { inputFor, numbersOf, runGraph, sessionOf } from '../../../support/run-graph.ts'

const samples: { readonly [D in DType]: Tensor } = {
  float32: tensor('float32', Float32Array.of(1.5, -0, Infinity, NaN), [2, 2]),
  int64: tensor('int64', BigInt64Array.of(-(2n ** 63n), 2n ** 53n + 1n)),
  int32: tensor('int32', Int32Array.of(-1, 7)),
  uint32: tensor('uint32', Uint32Array.of(0xffff_ffff, 0)),
  uint8: tensor('uint8', Uint8Array.of(255, 0)),
  bool: tensor('bool', Uint8Array.of(1, 0, 1)),
  string: tensor('string', ['Adelie', '', '企鹅', '🐧']),
}

describe('a session', () => {
  it.each(Object.entries(samples))('takes and gives %s', async (_, sample) => {
    const x = inputFor('x', sample)
    const { y, c } = await runGraph([x], { y: op.identity(x), c: constant(sample) }, { x: sample })
    expect(y).toEqual(sample)
    expect(c).toEqual(sample)
  })

  it('takes and gives tensors without elements', async () => {
    const x = inputValue('x', 'float32', ['rows', 3])
    const { y } = await runGraph([x], { y: op.exp(x) }, { x: tensor('float32', new Float32Array(0), [0, 3]) })
    expect(y).toEqual(tensor('float32', new Float32Array(0), [0, 3]))
  })

  it('gives only the outputs that are asked for', async () => {
    const x = inputValue('x', 'float32', [2])
    const session = await sessionOf([x], { a: op.exp(x), b: op.neg(x) })
    expect(session.inputs).toEqual(['x'])
    expect(session.outputs).toEqual(['a', 'b'])
    expect(Object.keys(await session.run({ x: tensor('float32', Float32Array.of(1, 2)) }, ['b']))).toEqual(['b'])
    await session.release()
  })

  it('hashes whole numbers with wrap-around, as the random masks need', async () => {
    const x = inputValue('x', 'uint32', [2])
    const hashed = op.mul(op.bitwiseXor(x, op.shiftRight(x, 13)), 0x9e3779b1)
    const { y } = await runGraph([x], { y: hashed }, { x: tensor('uint32', Uint32Array.of(123_456_789, 0xdeadbeef)) })
    const expected = [123_456_789, 0xdeadbeef].map((value) => Math.imul(value ^ (value >>> 13), 0x9e3779b1) >>> 0)
    expect(Array.from(y!.data, Number)).toEqual(expected)
  })

  it('runs a loop as often as it is told, also not at all', async () => {
    const rounds = inputValue('rounds', 'int64', [])
    const { carried, scans } = op.loop({
      rounds,
      roundsDim: 'rounds',
      carried: [constant(scalarTensor('float32', 1))],
      body: (round, [value]) => ({ carried: [op.mul(value!, 2)], scans: [op.add(value!, op.cast(round, 'float32'))] }),
    })
    const session = await sessionOf([rounds], { last: carried[0]!, all: scans[0]! })
    for (const [count, last, all] of [
      [0, 1, []],
      [1, 2, [1]],
      [4, 16, [1, 3, 6, 11]],
    ] as const) {
      const results = await session.run({ rounds: scalarTensor('int64', count) })
      expect([...numbersOf(results['last'])]).toEqual([last])
      expect([...numbersOf(results['all'])]).toEqual(all)
    }
    await session.release()
  })
})
