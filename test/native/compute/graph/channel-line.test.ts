/** A straight line for each channel in one pass, beside the product and the sum that it stands for. */
import { describe, expect, it } from 'vitest'
import { pullback } from '../../../../compute/autodiff/walk.ts'
import * as op from '../../../../compute/graph/ops.ts'
import { tensor } from '../../../../compute/graph/tensor.ts'
import { inputValue, type Value } from '../../../../compute/graph/value.ts'
import { expectAllClose } from '../../../support/all-close.ts'
import { numbersOf, sessionOf } from '../../../support/run-graph.ts'

const wave = (count: number, phase: number) => Float32Array.from({ length: count }, (_, at) => Math.sin(3 * at + phase))

/** The value, and its gradients by all that goes in. */
function outputsOf(inputs: readonly [Value, Value, Value], dy: Value, line: (...from: [Value, Value, Value]) => Value) {
  const y = line(...inputs)
  const [dx, dScale, dBias] = pullback(y, dy, inputs) as [Value, Value, Value]
  return { y, dx, dScale, dBias }
}

describe('a straight line a channel', () => {
  it.each([
    [2, 3, 4, 5],
    [1, 7, 1, 1],
    [5, 1, 3, 3],
  ])('is what a product and a sum make of %i × %i × %i × %i, with its gradients', async (batch, channels, ...space) => {
    const shape = [batch, channels, ...space]
    const size = shape.reduce((product, length) => product * length)
    const x = inputValue('x', 'float32', shape)
    const [scale, bias] = ['scale', 'bias'].map((name) => inputValue(name, 'float32', [channels])) as [Value, Value]
    const dy = inputValue('dy', 'float32', shape)
    const beside = (vector: Value) => op.reshape(vector, [channels, 1, 1])
    const inOne = outputsOf([x, scale, bias], dy, op.channelLine)
    const inTwo = outputsOf([x, scale, bias], dy, (...from) =>
      op.add(op.mul(from[0], beside(from[1])), beside(from[2])),
    )
    const feeds = {
      x: tensor('float32', wave(size, 0), shape),
      scale: tensor('float32', wave(channels, 1), [channels]),
      bias: tensor('float32', wave(channels, 2), [channels]),
      dy: tensor('float32', wave(size, 4), shape),
    }
    const session = await sessionOf([x, scale, bias, dy], inOne, 1)
    const reference = await sessionOf([x, scale, bias, dy], inTwo, 1)
    const [found, expected] = [await session.run(feeds), await reference.run(feeds)]
    for (const name of Object.keys(inOne))
      expectAllClose(numbersOf(found[name]), numbersOf(expected[name]), { relative: 1e-6, absolute: 1e-6 }, name)
    await session.release()
    await reference.release()
  })

  it('needs to know how many channels there are', () => {
    const x = inputValue('x', 'float32', ['batch', 'channels', 4])
    const vector = inputValue('vector', 'float32', [3])
    expect(() => op.channelLine(x, vector, vector)).toThrow('how many channels')
  })
})
