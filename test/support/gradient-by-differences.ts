/** A gradient held to differences: how a graph's output changes along random directions is what its gradients say. */
import { expect } from 'vitest'
import { gradients } from '../../compute/autodiff/walk.ts'
import * as op from '../../compute/graph/ops.ts'
import type { Tensors } from '../../compute/graph/session.ts'
import { sizeOf, tensor, type TensorOf } from '../../compute/graph/tensor.ts'
import { constant, inputValue, type Value } from '../../compute/graph/value.ts'
import { randomUnit } from '../../compute/spec/random.ts'
import { numbersOf, sessionOf } from './run-graph.ts'

export interface MadeGraph {
  /** Shapes of what the output is differentiated by. */
  readonly shapes: readonly (readonly number[])[]
  readonly build: (inputs: readonly Value[]) => Value
  /** `linear`: in each input alone, so that any step will do; `apart`: no two elements of the inputs are nearer than 1/4. */
  readonly kind: 'linear' | 'smooth' | 'apart'
  /** From random numbers between −1 and 1 to elements of the inputs, where not all of those are possible. */
  readonly values?: (random: number) => number
}

/** Multiples of 1/16, which differences of steps of a power of two leave exact. */
const rounded = (value: number) => Math.round(value * 16) / 16
const steps = { linear: 1 / 2, smooth: 1 / 32, apart: 1 / 32 } as const
const tolerances = { linear: 2e-5, smooth: 2e-3, apart: 2e-5 } as const

/** 0, 3/8, 6/8 … in a random order for all inputs together. */
function valuesApart(sizes: readonly number[], seed: number): readonly Float32Array[] {
  const count = sizes.reduce((sum, size) => sum + size, 0)
  const order = Array.from({ length: count }, (_, index) => [randomUnit(seed, 'split', 50, index), index] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, index]) => index)
  let next = 0
  return sizes.map((size) => Float32Array.from({ length: size }, () => order[next++]! * 0.375 - 3))
}

/**
 * Checks the shapes of a graph's output and gradients, and each gradient along a random direction by the five-point stencil,
 * whose error is of the step's fourth power. Sums are taken in 64 bits, so that what is left is the graph's own rounding.
 */
export async function expectGradientByDifferences(made: MadeGraph, seed: number): Promise<void> {
  const { shapes, build, kind, values = (random) => random } = made
  const random = (stream: number, index: number) => 2 * randomUnit(seed, 'split', stream, index) - 1
  const inputs = shapes.map((shape, at) => inputValue(`x${at}`, 'float32', shape))
  const y = build(inputs)
  const shape = y.shape.map(Number)
  const weights = Float32Array.from({ length: sizeOf(shape) }, (_, index) => rounded(random(60, index)))
  const found = gradients(op.reduceSum(op.mul(y, constant(tensor('float32', weights, shape)))), inputs)
  const named = Object.fromEntries(found.map((gradient, at): [string, Value] => [`d${at}`, gradient]))
  const session = await sessionOf(inputs, { y, ...named })
  const sizes = shapes.map((own) => sizeOf(own))
  const data =
    kind === 'apart'
      ? valuesApart(sizes, seed)
      : sizes.map((size, at) => Float32Array.from({ length: size }, (_, index) => rounded(values(random(at, index)))))
  const feeds: Record<string, TensorOf<'float32'>> = {}
  for (const [at, own] of data.entries()) feeds[`x${at}`] = tensor('float32', own, shapes[at])
  const lossOf = async (fed: Tensors) => {
    const result = (await session.run(fed, ['y']))['y']
    expect(result?.shape).toEqual(shape)
    return numbersOf(result).reduce((sum, value, index) => sum + value * weights[index]!, 0)
  }
  const results = await session.run(feeds)
  for (const [at, own] of data.entries()) {
    const direction = Float32Array.from(own, (_, index) => Math.round(random(70 + at, index) * 8) / 8)
    const gradient = numbersOf(results[`d${at}`])
    expect(results[`d${at}`]?.shape).toEqual(shapes[at])
    const lossAt = (step: number) => {
      const moved = own.map((value, index) => value + step * direction[index]!)
      return lossOf({ ...feeds, [`x${at}`]: tensor('float32', moved, shapes[at]) })
    }
    const step = steps[kind]
    const [a, b, c, d] = [await lossAt(-2 * step), await lossAt(-step), await lossAt(step), await lossAt(2 * step)]
    const difference = (a - 8 * b + 8 * c - d) / (12 * step)
    const parts = Array.from(gradient, (value, index) => value * direction[index]!)
    const sum = parts.reduce((total, part) => total + part, 0)
    const size = parts.reduce((total, part) => total + Math.abs(part), 0)
    const error = Math.abs(difference - sum)
    expect(error, `by input ${at}: ${difference} by differences, ${sum} by the gradient`).toBeLessThan(
      1e-5 + tolerances[kind] * size + (kind === 'smooth' ? 2e-4 : 0),
    )
  }
  await session.release()
}
