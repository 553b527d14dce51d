/** The table of a trained model's layers: with how the weights of each are spread. */
import type { Layer } from '../nn/layer.ts'
import type { LayerRow, TrainedLayer } from '../spec/layer-row.ts'
import { layerOf } from './node-layers.ts'
import { numberSpread } from './number-spread.ts'
import { lookup, type NamedTensors } from './weights.ts'

/** Adds to each layer the spread of its parameters, running statistics left out. */
export function trainedLayers(
  rows: readonly LayerRow[],
  { parameters }: Pick<Layer, 'parameters'>,
  weights: NamedTensors,
): TrainedLayer[] {
  const weightsOf = (layer: string) =>
    parameters.flatMap(({ name }) => (layerOf(name) === layer ? [lookup(weights)(name).data] : []))
  return rows.map((row) => ({ ...row, weights: numberSpread(weightsOf(row.name)) }))
}
