import { describe, expect, it } from 'vitest'
import { graphProblems } from '../../../../compute/graph/check.ts'
import { defineOp } from '../../../../compute/graph/op.ts'
import { opTable } from '../../../../compute/graph/op-table.ts'
import * as op from '../../../../compute/graph/ops.ts'
import { GraphError } from '../../../../compute/graph/shape.ts'
import { int64s, scalarTensor, tensor } from '../../../../compute/graph/tensor.ts'
import { applyNode, constant, inputValue, type Node, type Value } from '../../../../compute/graph/value.ts'
import { writeModel } from '../../../../compute/graph/write.ts'

const x = inputValue('x', 'float32', ['rows', 4])

/** A value as if a node that was put together past the builders had made it. */
function forged(node: Omit<Node, 'outputs'>, type: Pick<Value, 'dtype' | 'shape'>): Value {
  const outputs: Value[] = []
  const made: Node = { ...node, outputs }
  outputs.push({ ...type, source: { kind: 'node', node: made, output: 0 } })
  return outputs[0]!
}

describe('the op table', () => {
  it('has each op under its own name', () => {
    for (const [name, record] of Object.entries(opTable)) expect(record.name).toBe(name)
  })
})

describe('building', () => {
  it.each([
    [
      'an inner length that differs',
      () => op.matMul(x, inputValue('w', 'float32', [3, 2])),
      /MatMul.*inner lengths 4 and 3/,
    ],
    [
      'types that differ',
      () => op.add(x, inputValue('n', 'int64', [4])),
      /Add\(float32\[rows, 4\], int64\[4\]\).*differ in type/,
    ],
    [
      'shapes that do not broadcast',
      () => op.mul(x, inputValue('y', 'float32', [5])),
      /\[rows, 4\] and \[5\] don't broadcast/,
    ],
    ['an axis that is not there', () => op.softmax(x, 2), /axis 2 doesn't exist/],
    [
      'a reshape that loses elements',
      () => op.reshape(inputValue('y', 'float32', [4]), [5]),
      /4 elements don't fit \[5\]/,
    ],
    ['two lengths to be worked out', () => op.reshape(x, ['a', 'b']), /more than one length/],
    ['parts that do not sum to the whole', () => op.split(x, 1, [1, 2]), /don't sum/],
    ['a logarithm of whole numbers', () => op.log(inputValue('n', 'int64', [4])), /float32 only/],
    [
      'a slice of unnamed length',
      () => op.slice(x, { axis: 0, start: 0, end: inputValue('n', 'int64', [1]) }),
      /must name its length/,
    ],
  ])('with %s is refused, naming the op or the shapes', (_, build, message) => {
    expect(build).toThrow(GraphError)
    expect(build).toThrow(message)
  })

  it('refuses a loop that changes what it carries', () => {
    const rounds = inputValue('n', 'int64', [])
    const build = () =>
      op.loop({
        rounds,
        roundsDim: 'n',
        carried: [x],
        body: (_, [value]) => ({ carried: [op.reduceSum(value!)], scans: [] }),
      })
    expect(build).toThrow(/carried value 0 changes/)
  })
})

describe('the check of a graph', () => {
  it('finds nothing wrong with what the builders make', () => {
    const rounds = inputValue('n', 'int64', [])
    const { carried, scans } = op.loop({
      rounds,
      roundsDim: 'n',
      carried: [x],
      body: (_, [value]) => ({ carried: [op.mul(value!, op.exp(op.reduceSum(x)))], scans: [op.reduceMax(value!)] }),
    })
    expect(graphProblems({ inputs: [x, rounds], outputs: { last: carried[0]!, all: scans[0]! } })).toEqual([])
  })

  const ones = constant(tensor('float32', Float32Array.of(1, 1, 1, 1)))
  it.each<[string, () => Parameters<typeof graphProblems>[0], RegExp]>([
    [
      'an input that was not declared',
      () => ({ inputs: [], outputs: { y: op.exp(x) } }),
      /Exp: uses a value that is not bound/,
    ],
    ['an output that is an undeclared input', () => ({ inputs: [], outputs: { x2: x } }), /output x2 is not bound/],
    ['a name given twice', () => ({ inputs: [x], outputs: { x: op.exp(x) } }), /same name/],
    ['a constant declared as input', () => ({ inputs: [ones], outputs: { y: ones } }), /declared as an input is none/],
    [
      'an op of its own making',
      () => {
        const mine = defineOp('Exp', { since: 13, inputs: ['x'], infer: ({ x: value }) => [value] })
        return { inputs: [x], outputs: { y: applyNode(mine, [x], {})[0]! } }
      },
      /not in the op table/,
    ],
    [
      'a type that its rule does not give',
      () => {
        const node = { op: opTable.Exp, inputs: [x], attributes: {}, body: null }
        return { inputs: [x], outputs: { y: forged(node, { dtype: 'float32', shape: [4] }) } }
      },
      /says float32\[4\], its rule float32\[rows, 4\]/,
    ],
    [
      'an unknown attribute',
      () => {
        const node = { op: opTable.Exp, inputs: [x], attributes: { axis: 1 }, body: null }
        return { inputs: [x], outputs: { y: forged(node, x) } }
      },
      /attribute axis is not known/,
    ],
    [
      'an attribute of another kind',
      () => {
        const node = { op: opTable.Softmax, inputs: [x], attributes: { axis: 0.5 }, body: null }
        return { inputs: [x], outputs: { y: forged(node, x) } }
      },
      /attribute axis is not of kind int/,
    ],
    [
      'a body’s value used outside of it',
      () => {
        let leaked: Value | undefined
        const rounds = constant(scalarTensor('int64', 2))
        const { carried } = op.loop({
          rounds,
          roundsDim: 2,
          carried: [x],
          body: (_, [value]) => {
            leaked = op.exp(value!)
            return { carried: [leaked], scans: [] }
          },
        })
        return { inputs: [x], outputs: { y: op.add(carried[0]!, leaked!) } }
      },
      /not bound where it runs/,
    ],
  ])('finds %s', (_, graph, problem) => {
    expect(graphProblems(graph()).join('\n')).toMatch(problem)
    expect(() => writeModel(graph())).toThrow(GraphError)
  })

  it('does not mind axes as constants', () => {
    expect(op.reduceSum(x, { axes: [1] }).shape).toEqual(['rows'])
    expect(constant(int64s([1, 2])).shape).toEqual([2])
  })
})
