/** What a convolutional network does for an image and a step, as the cost model counts it. */
import type { Activation } from '../spec/activation.ts'
import type { CnnDesign, CnnDesignOf, CnnSpec, ImageShape } from '../spec/image-model.ts'
import { activationMultiplications, dropoutMultiplications, type ModelLoad } from './arithmetic-costs.ts'

/** A convolution: for each of its positions and output channels, one product of a kernel with what it sees. */
interface ConvolutionLoad {
  readonly inputs: number
  readonly outputs: number
  readonly kernel: number
  /** Height times width of its output. */
  readonly positions: number
}

/** The layers that cost something. */
interface Layers {
  readonly convolutions: readonly ConvolutionLoad[]
  /** Widths from the first dense layer's inputs to the outputs. */
  readonly dense: readonly number[]
}

/** A number of a channel that is normalised, pooled or moved takes about as long as so many multiplications. Measured. */
const elementMultiplications = 30
/** Starting a convolution's operations, forward and backward, and those of a normalisation, as shares of the smallest step. */
const convolutionStart = 1
const normalizationStart = 0.5

const half = (length: number) => Math.floor(length / 2)
const halfUp = (length: number) => Math.ceil(length / 2)

function articleLayers(_: CnnDesignOf<'article'>, { channels, height, width }: ImageShape, outputs: number): Layers {
  const [h1, w1] = [height - 2, width - 2]
  const [h2, w2] = [half(h1) - 2, half(w1) - 2]
  return {
    convolutions: [
      { inputs: channels, outputs: 32, kernel: 9, positions: h1 * w1 },
      { inputs: 32, outputs: 64, kernel: 9, positions: h2 * w2 },
    ],
    dense: [64 * half(h2) * half(w2), 120, outputs],
  }
}

function plainLayers(design: CnnDesignOf<'plain'>, { channels, height, width }: ImageShape, outputs: number): Layers {
  let [now, h, w] = [channels, height, width]
  const convolutions = design.channels.flatMap((next) => {
    const positions = h * w
    const stage = Array.from({ length: design.convolutions }, (_, index) => ({
      inputs: index === 0 ? now : next,
      outputs: next,
      kernel: 9,
      positions,
    }))
    ;[now, h, w] = [next, half(h), half(w)]
    return stage
  })
  return { convolutions, dense: [now * h * w, ...design.hidden, outputs] }
}

function residualLayers(design: CnnDesignOf<'residual'>, image: ImageShape, outputs: number): Layers {
  const [first = 1] = design.channels
  let [now, h, w] = [first, image.height, image.width]
  const convolutions: ConvolutionLoad[] = [{ inputs: image.channels, outputs: first, kernel: 9, positions: h * w }]
  design.channels.forEach((next, stage) => {
    if (stage > 0) [h, w] = [halfUp(h), halfUp(w)]
    const positions = h * w
    for (let block = 0; block < design.blocks; block++) {
      convolutions.push({ inputs: now, outputs: next, kernel: 9, positions })
      convolutions.push({ inputs: next, outputs: next, kernel: 9, positions })
      if (block === 0 && (stage > 0 || now !== next))
        convolutions.push({ inputs: now, outputs: next, kernel: 1, positions })
      now = next
    }
  })
  return { convolutions, dense: [now, outputs] }
}

const layersOf: {
  readonly [K in CnnDesign['kind']]: (design: CnnDesignOf<K>, image: ImageShape, outputs: number) => Layers
} = { article: articleLayers, plain: plainLayers, residual: residualLayers }

/** What is done to the numbers between the products. */
function between(design: CnnDesign): {
  activation: Activation
  normalization: 'none' | 'batch' | 'group'
  dropout: number
} {
  return design.kind === 'article' ? { activation: 'relu', normalization: 'none', dropout: 0 } : design
}

/** The load of a convolutional network with that many outputs. */
export function imageLoad({ image, design }: CnnSpec, outputs: number): ModelLoad {
  const build = layersOf[design.kind] as (design: CnnDesign, image: ImageShape, outputs: number) => Layers
  const { convolutions, dense } = build(design, image, outputs)
  const { activation, normalization, dropout } = between(design)
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  const units = sum(convolutions.map((each) => each.outputs * each.positions))
  const hidden = sum(dense.slice(0, -1))
  const products = sum(convolutions.map((each) => each.inputs * each.outputs * each.kernel * each.positions))
  const denseProducts = sum(dense.slice(1).map((width, at) => width * dense[at]!))
  const perUnit = activationMultiplications[activation] + elementMultiplications * (normalization === 'none' ? 1 : 2)
  const normalized = normalization === 'none' ? 0 : convolutions.length
  return {
    multiplications: products + denseProducts + units * perUnit + hidden * (dropout > 0 ? dropoutMultiplications : 0),
    start: 1 + convolutionStart * convolutions.length + normalizationStart * normalized,
    units: image.channels * image.height * image.width + units * (normalization === 'none' ? 2 : 3) + hidden,
    buffers: normalization === 'batch' ? 2 * sum(convolutions.map((each) => each.outputs)) : 0,
  }
}
