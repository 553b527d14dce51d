import { fromBinary } from '@bufbuild/protobuf'
import { type GraphProto, ModelProtoSchema } from 'onnx-buf'
import { describe, expect, it } from 'vitest'
import { gradients } from '../../../../compute/autodiff/walk.ts'
import * as op from '../../../../compute/graph/ops.ts'
import { scalarTensor, tensor } from '../../../../compute/graph/tensor.ts'
import { constant, inputValue, type Value } from '../../../../compute/graph/value.ts'
import { writeModel } from '../../../../compute/graph/write.ts'

const x = inputValue('x', 'float32', ['rows', 2])
const rounds = inputValue('rounds', 'int64', [])

function modelOf(inputs: readonly Value[], outputs: Readonly<Record<string, Value>>) {
  const model = fromBinary(ModelProtoSchema, writeModel({ inputs, outputs, metadata: { made: 'here' } }))
  return { model, graph: model.graph as GraphProto }
}
const opsOf = (graph: GraphProto) => graph.node.map(({ opType }) => opType)
const bodyOf = (graph: GraphProto) => graph.node.find(({ opType }) => opType === 'Loop')!.attribute[0]!.g!

/** A loop over a scalar whose body adds what it is given. */
const summing = (term: (round: Value) => Value) =>
  op.loop({
    rounds,
    roundsDim: 'rounds',
    carried: [constant(scalarTensor('float32', 0))],
    body: (round, [sum]) => ({ carried: [op.add(sum!, term(round))], scans: [] }),
  }).carried[0]!

describe('a written model', () => {
  it('has its inputs and outputs in order, with names, types and shapes, and its metadata', () => {
    const { model, graph } = modelOf([x, rounds], { second: op.exp(x), first: op.identity(rounds) })
    expect(graph.input.map(({ name }) => name)).toEqual(['x', 'rounds'])
    expect(graph.output.map(({ name }) => name)).toEqual(['second', 'first'])
    const type = graph.input[0]!.type!.value
    expect(type.case === 'tensorType' && type.value.shape!.dim.map(({ value }) => value.value)).toEqual(['rows', 2n])
    expect(model.metadataProps.map(({ key, value }) => [key, value])).toEqual([['made', 'here']])
  })

  it('names the oldest operator sets that its ops need', () => {
    const versions = (value: Value) =>
      modelOf([x], { y: value }).model.opsetImport.map(({ domain, version }) => `${domain}@${version}`)
    expect(versions(op.exp(x))).toEqual(['@17'])
    expect(versions(op.reduceMax(x))).toEqual(['@18'])
    expect(versions(op.fusedMatMul(x, x, { transB: 1 }))).toEqual(['@17', 'com.microsoft@1'])
  })

  it('leaves out what leads to no output', () => {
    op.exp(x)
    expect(opsOf(modelOf([x], { y: op.neg(x) }).graph)).toEqual(['Neg'])
  })

  it('computes what does not change between rounds once, outside of the loop', () => {
    const { graph } = modelOf([x, rounds], {
      y: summing((round) => op.mul(op.reduceSum(op.exp(x)), op.cast(round, 'float32'))),
    })
    expect(opsOf(graph)).toEqual(['Exp', 'ReduceSum', 'Loop'])
    expect(opsOf(bodyOf(graph))).toEqual(['Cast', 'Mul', 'Add', 'Identity'])
  })

  it('moves what depends on the outer loop alone out of the inner one', () => {
    const inner = (outer: Value) =>
      summing((round) => op.mul(op.exp(op.cast(outer, 'float32')), op.cast(round, 'float32')))
    const { graph } = modelOf([rounds], { y: summing(inner) })
    expect(opsOf(graph)).toEqual(['Loop'])
    expect(opsOf(bodyOf(graph)).slice(0, 3)).toEqual(['Cast', 'Exp', 'Loop'])
    expect(opsOf(bodyOf(bodyOf(graph)))).toEqual(['Cast', 'Mul', 'Add', 'Identity'])
  })

  it('writes small constants where they are used and large ones once', () => {
    const large = constant(tensor('float32', new Float32Array(1000)))
    const { graph } = modelOf([rounds], {
      y: summing((round) => op.mul(op.reduceSum(op.add(large, op.cast(round, 'float32'))), 2)),
      z: op.mul(large, 2),
    })
    expect(graph.initializer.filter(({ dims }) => dims[0] === 1000n)).toHaveLength(1)
    const scalars = (scope: GraphProto) => scope.initializer.filter(({ dims }) => dims.length === 0).length
    expect(scalars(bodyOf(graph))).toBe(1)
    // The condition and the first sum of the loop, and the 2.
    expect(scalars(graph)).toBe(3)
  })

  it('gives every value a name of its own, bodies included', () => {
    const { graph } = modelOf([rounds], {
      y: summing((outer) =>
        op.add(
          summing((round) => op.cast(round, 'float32')),
          op.cast(outer, 'float32'),
        ),
      ),
    })
    const names: string[] = []
    const collect = (scope: GraphProto) => {
      names.push(...scope.input.map(({ name }) => name), ...scope.initializer.map(({ name }) => name))
      for (const node of scope.node) {
        names.push(...node.output)
        for (const { g } of node.attribute) if (g !== undefined) collect(g)
      }
    }
    collect(graph)
    expect(new Set(names).size).toBe(names.length)
  })

  it('leaves out the places of maxima where nothing asks for them, and keeps them where something does', () => {
    const image = inputValue('image', 'float32', ['batch', 1, 4, 4])
    const pooled = op.maxPool(image, 3, { stride: 1 })
    const outputsOf = (y: Value) =>
      modelOf([image], { y }).graph.node.find(({ opType }) => opType === 'MaxPool')!.output.length
    expect(outputsOf(pooled)).toBe(1)
    const [gradient] = gradients(op.reduceSum(pooled), [image])
    expect(outputsOf(gradient!)).toBe(2)
  })

  it('is the same bytes each time', () => {
    const build = () => writeModel({ inputs: [x, rounds], outputs: { y: summing(() => op.reduceSum(op.exp(x))) } })
    expect(build()).toEqual(build())
  })
})
