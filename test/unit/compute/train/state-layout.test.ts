import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ParameterSpec } from '../../../../compute/nn/layer.ts'
import { carriedGroup, groupParameters, packState, unpackState } from '../../../../compute/train/state-layout.ts'

const parameter = (name: string, shape: readonly number[], decays = true): ParameterSpec => ({
  name,
  shape,
  initializer: { kind: 'constant', value: 0 },
  decays,
})
const sizeOf = (shape: readonly number[]) => shape.reduce((size, dim) => size * dim, 1)

describe('the layout of a training state', () => {
  it('keeps small parameters in one vector, and those that decay apart where decay is used', () => {
    const parameters = [parameter('w', [4, 3]), parameter('b', [4], false), parameter('v', [2, 4])]
    expect(groupParameters(parameters, false).map(({ name, shape }) => [name, shape])).toEqual([
      ['small_parameters', [24]],
    ])
    expect(groupParameters(parameters, true).map(({ name, shape, decays }) => [name, shape, decays])).toEqual([
      ['b', [4], false],
      ['small_decaying_parameters', [20], true],
    ])
  })

  it('keeps parameters of one learning rate apart from those of another, each with its own name', () => {
    const parameters = [parameter('a.w', [2, 2]), parameter('a.v', [3]), parameter('b.w', [4]), parameter('b.v', [5])]
    const groups = groupParameters(parameters, false, { rateOf: (name) => (name.startsWith('b') ? 0.1 : 1) })
    expect(groups.map(({ name, shape, rate }) => [name, shape, rate])).toEqual([
      ['small_parameters', [7], 1],
      ['small_parameters_at_0.1', [9], 0.1],
    ])
  })

  it('carries large matrices as equal blocks of whole rows', () => {
    const [group] = groupParameters([parameter('w', [2048, 784])], false)
    expect(group!.inBlocks).toBe(true)
    const [count, parts, elements] = group!.shape as [number, number, number]
    const size = parts * elements
    expect(count * size).toBe(2048 * 784)
    expect(size % 784).toBe(0)
    expect(size).toBeLessThanOrEqual(262_144)
    expect(elements).toBeLessThanOrEqual(16_384)
    expect(count).toBeGreaterThan(4)
  })

  it('leaves blocks whole for several threads, which share the work on each', () => {
    const [large] = groupParameters([parameter('w', [2048, 784])], false, { threads: 2 })
    const [count = 0, parts, elements = 0] = large!.shape
    expect(parts).toBe(1)
    expect(count * elements).toBe(2048 * 784)
    expect(elements).toBeGreaterThan(131_072)
    const [small] = groupParameters([parameter('w', [256, 784])], false, { threads: 2 })
    expect(small!.inBlocks).toBe(false)
  })

  it('carries blocks that have no equal parts whole', () => {
    const [group] = groupParameters([parameter('w', [4, 199_999])], false)
    expect(group!.shape).toEqual([4, 1, 199_999])
  })

  it('cuts a large matrix anywhere where its rows make no equal blocks, and carries it whole where nothing does', () => {
    const groups = groupParameters([parameter('w', [2039, 784]), parameter('prime', [701, 701])], false)
    expect(groups.map(({ shape, inBlocks }) => ({ shape, inBlocks }))).toEqual([
      { shape: [7, 14, 16_312], inBlocks: true },
      { shape: [701, 701], inBlocks: false },
    ])
  })

  it('gives every named tensor back, however it was cut or joined', () => {
    const anyShape = fc.oneof(
      fc.tuple(fc.integer({ min: 1, max: 40 })),
      fc.tuple(fc.integer({ min: 1, max: 1500 }), fc.integer({ min: 1, max: 900 })),
    )
    fc.assert(
      fc.property(fc.array(anyShape, { minLength: 1, maxLength: 4 }), fc.boolean(), (shapes, decayUsed) => {
        const parameters = shapes.map((shape, index) => parameter(`p${index}`, shape, index % 2 === 0))
        const groups = groupParameters(parameters, decayUsed)
        const layout = groups.flatMap((group) => [carriedGroup(group, null), carriedGroup(group, 'slot')])
        const named = new Map(
          parameters.flatMap(({ name, shape }, at) =>
            [name, `${name}.slot`].map((own, part) => {
              const data = new Float32Array(sizeOf(shape)).map((_, index) => index * 7 + at * 3 + part)
              return [own, { shape, data }] as const
            }),
          ),
        )
        const back = unpackState(layout, packState(layout, named))
        expect(back.size).toBe(named.size)
        for (const [name, { shape, data }] of named) {
          expect(back.get(name)!.shape).toEqual(shape)
          expect(Buffer.compare(Buffer.from(back.get(name)!.data), Buffer.from(data))).toBe(0)
        }
      }),
      { numRuns: 10 },
    )
  })

  it('begins what is not named with zeros', () => {
    const layout = groupParameters([parameter('w', [2, 2])], false).map((group) => carriedGroup(group, 'first_moment'))
    expect(packState(layout, new Map())).toEqual(new Map([['w.first_moment', new Float32Array(4)]]))
  })
})
