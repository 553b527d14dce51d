/**
 * Late fusion with joint training: a convolutional network turns the picture (of a recording its frequencies over time) into a
 * vector, dense layers do so with the row's other inputs, and dense layers over both give the outputs. One loss trains all of it (Ngiam et al. 2011, "Multimodal deep
 * learning"; Baltrušaitis et al. 2019 call this joint representation).
 */
import { GraphError } from '../graph/shape.ts'
import { activation } from '../nn/activation.ts'
import { dropout } from '../nn/dropout.ts'
import { type Layer, sequential, under } from '../nn/layer.ts'
import { sideBySide } from '../nn/side-by-side.ts'
import type { FusionSpec } from '../spec/fusion-model.ts'
import { imageNumbers } from '../spec/image-model.ts'
import { cnn } from './cnn.ts'
import { mlp } from './mlp.ts'

/** What a fusion's dense layers are, without their widths. */
const denseOf = ({ activation: kind, dropout: dropped }: FusionSpec) =>
  ({ family: 'mlp', activation: kind, normalization: 'none', dropout: dropped }) as const

/** The layers over the inputs that are no picture. Without any, these inputs are taken as they are. */
function overColumns(spec: FusionSpec, inputs: number): { readonly layer: Layer; readonly width: number } {
  const width = spec.hidden.at(-1)
  if (width === undefined) return { layer: sequential([]), width: inputs }
  const layers = [
    under('columns', mlp({ ...denseOf(spec), hidden: spec.hidden.slice(0, -1) }, inputs, width)),
    activation(spec.activation),
    ...(spec.dropout > 0 ? [dropout(spec.dropout)] : []),
  ]
  return { layer: sequential(layers), width }
}

/**
 * From rows of other inputs, with a picture behind them, to rows × outputs. Names are those of the PyTorch modules `picture`
 * (a network of the design), `columns` and `joint` (each with a torch.nn.Sequential named `layers`).
 * Throws GraphError where a row has fewer numbers than a picture.
 */
export function fusion(spec: FusionSpec, inputs: number, outputs: number): Layer {
  const { image, design, vector, joint } = spec
  const pixels = imageNumbers(image)
  if (inputs < pixels) throw new GraphError(`${inputs} numbers hold no image of ${pixels}`)
  const others = inputs - pixels
  const picture = sequential([
    under('picture', cnn({ family: 'cnn', image, design }, pixels, vector)),
    activation(spec.activation),
  ])
  const columns = others === 0 ? null : overColumns(spec, others)
  const both = columns === null ? picture : sideBySide([columns.layer, picture], [others, pixels])
  const head = mlp({ ...denseOf(spec), hidden: joint }, vector + (columns?.width ?? 0), outputs)
  return sequential([both, under('joint', head)])
}
