/**
 * Exports a trained network by itself, without preprocessing, as an ONNX file: a model of any family from its encoded rows to
 * its outputs, or a way through a generative one (generator, discriminator, encoder, decoder). Checked before it gets its name.
 */
import { createSession, type Tensors } from '../graph/session.ts'
import { GraphError } from '../graph/shape.ts'
import type { Tensor } from '../graph/tensor.ts'
import { inputValue, type Value } from '../graph/value.ts'
import { writeModel } from '../graph/write.ts'
import { buildModel } from '../models/families.ts'
import { buildGenerativeModel, partsOf } from '../models/generative-families.ts'
import type { Way } from '../models/generative-model.ts'
import { constantContext, type NamedTensors, weightFeeds, type WeightedModel, weightInputs } from '../models/weights.ts'
import type { Layer } from '../nn/layer.ts'
import { StudioError } from '../spec/errors.ts'
import type { WayName } from '../spec/generative-model.ts'
import type { TrainedGenerator } from '../train/generative-run.ts'
import { largestAllowedDifference } from './check-export.ts'
import { writeChecked } from './checked-file.ts'
import { rowsAxis } from './encode-graph.ts'

/** What a file is made of. */
export interface TrainedNetwork extends Pick<Way, 'inputs' | 'forward'> {
  readonly name: string
  readonly parts: Pick<Layer, 'parameters' | 'buffers'>
  readonly weights: NamedTensors
}

/** The whole network of a predictive model: rows `x` to `outputs`, which are logits for classes. */
export function networkOfModel({ model, inputs, outputs, weights }: WeightedModel): TrainedNetwork {
  const layer = buildModel(model, inputs, outputs)
  return {
    name: model.family,
    inputs: [{ name: 'x', width: inputs }],
    forward: ([x], context) => ({ outputs: layer.forward(x as Value, context) }),
    parts: layer,
    weights,
  }
}

/** A way through a generative model. Throws GraphError where the model has none of that name. */
export function networkOfWay(
  { model, inputs, weights }: Pick<TrainedGenerator, 'model' | 'inputs' | 'weights'>,
  name: WayName,
): TrainedNetwork {
  const built = buildGenerativeModel(model, inputs)
  const way = built.ways.find((each) => each.name === name)
  if (way === undefined) throw new GraphError(`a ${model.family} has no ${name}`)
  return { ...way, parts: partsOf(built), weights }
}

const inputsOf = ({ inputs }: TrainedNetwork): Value[] =>
  inputs.map((input) => {
    if (!('width' in input)) return inputValue(input.name, 'int64', [rowsAxis])
    const { name, width, image } = input
    const shape = image === undefined ? [width] : [image.height, image.width, image.channels]
    return inputValue(name, 'float32', [rowsAxis, ...shape])
  })

/** The file's bytes: the weights are inside. Throws GraphError where one is missing or misshapen. */
export function networkFile(network: TrainedNetwork, metadata: Readonly<Record<string, string>>): Uint8Array {
  const inputs = inputsOf(network)
  const outputs = network.forward(inputs, constantContext(network.parts, network.weights))
  return writeModel({ name: network.name, inputs, outputs, metadata })
}

/** What the network gives where its weights are fed in, as in training: nothing is folded together then. */
async function ownOutputs(network: TrainedNetwork, example: Tensors, threads: number) {
  const inputs = inputsOf(network)
  const { inputs: named, context } = weightInputs(network.parts)
  const file = writeModel({
    name: network.name,
    inputs: [...inputs, ...named.values()],
    outputs: network.forward(inputs, context),
  })
  const session = await createSession(file, { threads })
  try {
    const fed = new Map([...named.keys()].map((name) => [name, network.weights.get(name)]))
    return await session.run({ ...example, ...weightFeeds(fed as NamedTensors) })
  } finally {
    await session.release()
  }
}

/** Largest difference of two outputs, in shares of the largest number where that is more than 1; NaN where one is no number. */
function gap(found: Tensor | undefined, own: Tensor): number {
  if (found?.dtype !== 'float32' || own.dtype !== 'float32' || found.data.length !== own.data.length) return NaN
  const other = found.data
  let [largest, most] = [0, 1]
  own.data.forEach((value, at) => {
    const difference = Math.abs(value - (other[at] ?? NaN))
    most = Math.max(most, Math.abs(value))
    if (!(difference <= largest)) largest = difference
  })
  return largest / most
}

export interface NetworkExport {
  readonly path: string
  readonly network: TrainedNetwork
  readonly metadata: Readonly<Record<string, string>>
  /** Rows to check the file with, by input. */
  readonly example: Tensors
  readonly threads: number
}

/**
 * Writes the file; gives the largest difference between what it and the network itself make of the example.
 *
 * @throws StudioError `export-not-equal` where they differ, `disk-full`, `folder-read-only`; GraphError where a weight is missing
 */
export async function exportNetwork({ path, network, metadata, example, threads }: NetworkExport): Promise<number> {
  const own = await ownOutputs(network, example, threads)
  return writeChecked(path, networkFile(network, metadata), async (temporary) => {
    const session = await createSession(temporary, { threads })
    try {
      const found = await session.run(example)
      const difference = Math.max(...Object.entries(own).map(([name, value]) => gap(found[name], value)))
      const rows = Object.values(example)[0]?.shape[0] ?? 0
      if (!(difference <= largestAllowedDifference))
        throw new StudioError('export-not-equal', { path, difference, rows })
      return difference
    } finally {
      await session.release()
    }
  })
}
