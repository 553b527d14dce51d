/** Runs a forward and a backward pass and tells of each layer how its weights, results and gradients are spread. */
import { createSession, type Tensors } from '../graph/session.ts'
import type { Value } from '../graph/value.ts'
import { writeModel } from '../graph/write.ts'
import { layerOf } from '../models/node-layers.ts'
import { numberSpread } from '../models/number-spread.ts'
import { lookup, type NamedTensors, weightFeeds } from '../models/weights.ts'
import type { ParameterSpec } from '../nn/layer.ts'
import type { NetworkInspection } from '../spec/layer-row.ts'
import { finiteOf, resultsOfLayers } from './layer-results.ts'

/** A pass as a graph. */
export interface InspectedPass {
  /** Inputs for all weights that the pass takes, by name. */
  readonly named: ReadonlyMap<string, Value>
  /** The parameters whose layers are looked at, and the gradient by each. */
  readonly parameters: readonly ParameterSpec[]
  readonly gradients: readonly Value[]
  /** What the layers lead to. */
  readonly ends: readonly Value[]
  /** A scalar. */
  readonly loss: Value
  /** Its other inputs. */
  readonly inputs: readonly Value[]
}

/** Looks at the layers of the pass's parameters. `feeds`: its other inputs, for so many rows. */
export async function inspectPass(
  { named, parameters, gradients, ends, loss, inputs }: InspectedPass,
  weights: NamedTensors,
  feeds: Tensors,
  rows: number,
  threads: number,
): Promise<NetworkInspection> {
  const looked = new Set(parameters.map(({ name }) => layerOf(name)))
  const results = resultsOfLayers(ends, new Map(Array.from(named, ([name, value]) => [value, name])))
  const layers = [...results].filter(([layer]) => looked.has(layer))
  const shown = layers.flatMap(([layer, value]): [string, Value][] => (value === null ? [] : [[`of ${layer}`, value]]))
  const file = writeModel({
    name: 'inspection',
    inputs: [...inputs, ...named.values()],
    outputs: {
      loss,
      ...Object.fromEntries(parameters.map(({ name }, index) => [`by ${name}`, gradients[index] as Value])),
      ...Object.fromEntries(shown),
    },
  })
  const session = await createSession(file, { threads })
  try {
    const values = await session.run({ ...feeds, ...weightFeeds(weights) })
    const own = (layer: string, of: (name: string) => Float32Array) =>
      parameters.flatMap(({ name }) => (layerOf(name) === layer ? [of(name)] : []))
    return {
      rows,
      loss: Number(values['loss']?.data[0]),
      layers: layers.map(([name, value]) => ({
        name,
        weights: numberSpread(own(name, (parameter) => lookup(weights)(parameter).data)),
        activations: numberSpread(value === null ? [] : [finiteOf(values[`of ${name}`])]),
        gradients: numberSpread(own(name, (parameter) => finiteOf(values[`by ${parameter}`]))),
      })),
    }
  } finally {
    await session.release()
  }
}
