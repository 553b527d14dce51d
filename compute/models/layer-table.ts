/**
 * The table of a model's layers: what each gives, what it has to learn, and what a row costs. It is read off the forward
 * graph, so that it is right for every family.
 */
import type { OpName } from '../graph/op-table.ts'
import { placeNodes, type Scope } from '../graph/scope.ts'
import { sizeOf } from '../graph/tensor.ts'
import { inputValue, type Node, type Value } from '../graph/value.ts'
import type { ForwardContext, Layer } from '../nn/layer.ts'
import type { GenerativeModelSpec, WayName } from '../spec/generative-model.ts'
import type { LayerPart, LayerRow } from '../spec/layer-row.ts'
import type { ModelSpec } from '../spec/model.ts'
import { buildModel } from './families.ts'
import { buildGenerativeModel, partsOf } from './generative-families.ts'
import { layerOf, layersOfNodes } from './node-layers.ts'
import { weightInputs } from './weights.ts'

/** Operations that tell what a layer is. Those that aren't here are arithmetic, or move numbers about. */
const partOf: { readonly [N in OpName]?: LayerPart } = {
  Gemm: 'linear',
  MatMul: 'linear',
  FusedMatMul: 'linear',
  Conv: 'convolution',
  ConvTranspose: 'transposed-convolution',
  MaxPool: 'pooling',
  AveragePool: 'pooling',
  Resize: 'upsampling',
  Gather: 'embedding',
  Scan: 'recurrence',
  Loop: 'recurrence',
  Softmax: 'attention',
  BatchNormalization: 'normalization',
  Relu: 'activation',
  LeakyRelu: 'activation',
  Tanh: 'activation',
  Sigmoid: 'activation',
  Erf: 'activation',
}

const known = ({ shape }: Value): readonly number[] => shape.map((dim) => (typeof dim === 'number' ? dim : 1))
const sizeOfValue = (value: Value) => sizeOf(known(value))

/** What is computed. */
interface Operations {
  readonly multiplications: number
  readonly flops: number
}

const none: Operations = { multiplications: 0, flops: 0 }
/** Each product is added to the others. */
const products = (count: number): Operations => ({ multiplications: count, flops: 2 * count })
const plus = (a: Operations, b: Operations): Operations => ({
  multiplications: a.multiplications + b.multiplications,
  flops: a.flops + b.flops,
})

/** What an operation computes: products of matrices and convolutions by their definition, else one operation an element. */
function operationsOf(node: Node, scope: Scope): Operations {
  const { op, inputs, attributes, outputs } = node
  const made = outputs.reduce((sum, output) => sum + sizeOfValue(output), 0)
  const [first, second] = inputs
  switch (op.name) {
    case 'Gemm':
    case 'MatMul':
    case 'FusedMatMul': {
      const shape = known(first as Value)
      return products(made * (shape.at(attributes['transA'] === 1 ? -2 : -1) ?? 1))
    }
    case 'Conv':
      // Each element is a product of a kernel, whose first axis counts the channels that it makes.
      return products(made * sizeOf(known(second as Value).slice(1)))
    case 'ConvTranspose':
      return products(sizeOfValue(first as Value) * sizeOf(known(second as Value).slice(1)))
    case 'Scan':
    case 'Loop': {
      const rounds = known(outputs.at(-1) as Value)[0] ?? 1
      const inside = scope.bodies.get(node)
      if (inside === undefined) return none
      const round = inside.nodes.reduce((sum, each) => plus(sum, operationsOf(each, inside)), none)
      return { multiplications: rounds * round.multiplications, flops: rounds * round.flops }
    }
    case 'Reshape':
    case 'Identity':
    case 'Transpose':
    case 'Slice':
    case 'Split':
    case 'Concat':
    case 'Gather':
    case 'Cast':
    case 'Expand':
    case 'Shape':
      return none
    default:
      return { multiplications: made, flops: made }
  }
}

/** The layers of a model, in the order of the forward pass. What has no parameters belongs to the layer before it. */
export function layerTable(spec: ModelSpec, inputs: number, outputs: number): readonly LayerRow[] {
  const model = buildModel(spec, inputs, outputs)
  return layersOfPass(model, (context) => [model.forward(inputValue('x', 'float32', [1, inputs]), context)])
}

/** The layers of each way through a generative model, as those of the model's two networks are in a GAN. */
export function generativeLayerTables(
  spec: GenerativeModelSpec,
  inputs: number,
): readonly { readonly way: WayName; readonly layers: readonly LayerRow[] }[] {
  const model = buildGenerativeModel(spec, inputs)
  return model.ways.map((way) => {
    const given = way.inputs.map((input) =>
      'width' in input ? inputValue(input.name, 'float32', [1, input.width]) : inputValue(input.name, 'int64', [1]),
    )
    return {
      way: way.name,
      layers: layersOfPass(partsOf(model), (context) => Object.values(way.forward(given, context))),
    }
  })
}

/** The layers of a pass of one row. */
function layersOfPass(
  parts: Pick<Layer, 'parameters' | 'buffers'>,
  forward: (context: ForwardContext) => readonly Value[],
): readonly LayerRow[] {
  const { inputs: tensors, context } = weightInputs(parts)
  const names = new Map(Array.from(tensors, ([name, value]) => [value, name]))
  const scope = placeNodes(forward(context))
  const counts = new Map<string, number>()
  for (const { name, shape } of parts.parameters) {
    counts.set(layerOf(name), (counts.get(layerOf(name)) ?? 0) + sizeOf(shape))
  }
  const rows = new Map<string, LayerRow & { parts: LayerPart[] }>()
  for (const [node, layer] of layersOfNodes(scope.nodes, names)) {
    const made = node.outputs[0] as Value
    const part = partOf[node.op.name as OpName]
    const before = rows.get(layer)
    const parts = before?.parts ?? []
    if (part !== undefined && !parts.includes(part)) parts.push(part)
    rows.set(layer, {
      name: layer,
      parts,
      shape: made.dtype === 'float32' && takesRow(made) ? known(made).slice(1) : (before?.shape ?? []),
      parameters: counts.get(layer) ?? 0,
      ...plus(before ?? none, operationsOf(node, scope)),
      bytes: (before?.bytes ?? 0) + node.outputs.reduce((sum, output) => sum + 4 * sizeOfValue(output), 0),
    })
  }
  return [...rows.values()]
}

/** Whether a value has the rows of the batch as its first axis: weights that are only reshaped don't count as a result. */
const takesRow = ({ shape }: Value) => shape[0] === 1 && shape.length > 1
