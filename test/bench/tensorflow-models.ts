/** The benchmark's predictive models in TensorFlow.js, one for each family, from the studio's own specs. */
import * as tf from '@tensorflow/tfjs-core'
import { layers } from '@tensorflow/tfjs-layers'
import type { CnnDesign, CnnSpec } from '../../compute/spec/image-model.ts'
import type { MlpSpec, ModelSpec } from '../../compute/spec/model.ts'
import type { LstmSpec, RnnSpec, TransformerSpec } from '../../compute/spec/sequence-model.ts'
import type { Forward, Network } from './tensorflow-network.ts'

/** What a model makes of a batch of rows, with its layers in the network. */
export function buildForward(net: Network, spec: ModelSpec, classes: number): Forward {
  switch (spec.family) {
    case 'mlp':
      return net.chain([...spec.hidden.flatMap((units) => hiddenLayers(spec, units)), dense(classes)])
    case 'rnn':
    case 'lstm':
      return recurrent(net, spec, classes)
    case 'transformer':
      return transformer(net, spec, classes)
    case 'cnn':
      return cnn(net, spec, classes)
    case 'bert':
    case 'fusion':
      throw new TypeError(`no case of the benchmark is a ${spec.family}`)
    default:
      spec satisfies never
      throw new TypeError('a family that is not known')
  }
}

const dense = (units: number) => layers.dense({ units })

function hiddenLayers({ normalization, dropout }: MlpSpec, units: number): layers.Layer[] {
  const normalize = normalization === 'none' ? [] : [norm()]
  const drop = dropout === 0 ? [] : [layers.dropout({ rate: dropout })]
  return [dense(units), ...normalize, relu(), ...drop]
}

function recurrent(net: Network, spec: RnnSpec | LstmSpec, classes: number): Forward {
  if (spec.sequence === null) throw new TypeError('the benchmark has sequences of numbers only')
  const { steps, features } = spec.sequence
  // Its usual orthogonal matrices take it seconds to make.
  const settings = { units: spec.hidden, recurrentInitializer: 'glorotUniform' } as const
  const kind = spec.family === 'rnn' ? 'rnn' : spec.cell
  const gated = { ...settings, recurrentActivation: 'sigmoid' } as const
  const make = {
    rnn: (returnSequences: boolean) => layers.simpleRNN({ ...settings, returnSequences }),
    lstm: (returnSequences: boolean) => layers.lstm({ ...gated, returnSequences }),
    gru: (returnSequences: boolean) => layers.gru({ ...gated, returnSequences }),
  }
  const stack = Array.from({ length: spec.layers }, (_, layer) => {
    const cell = make[kind](layer < spec.layers - 1)
    const both = spec.bidirectional ? layers.bidirectional({ layer: cell, mergeMode: 'concat' }) : cell
    return spec.dropout === 0 ? [both] : [both, layers.dropout({ rate: spec.dropout })]
  })
  const rest = net.chain([...stack.flat(), dense(classes)])
  return (rows) => rest(tf.reshape(rows, [-1, steps, features]))
}

function attention(net: Network, { width, heads }: TransformerSpec, steps: number): Forward {
  const [project, out] = [net.layer(dense(3 * width)), net.layer(dense(width))]
  return (x) => {
    const byHead = tf.transpose(tf.reshape(project(x), [-1, steps, 3, heads, width / heads]), [2, 0, 3, 1, 4])
    const [q, k, v] = tf.unstack(byHead) as [tf.Tensor, tf.Tensor, tf.Tensor]
    const scores = tf.softmax(tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(width / heads)))
    return out(tf.reshape(tf.transpose(tf.matMul(scores, v), [0, 2, 1, 3]), [-1, steps, width]))
  }
}

function transformer(net: Network, spec: TransformerSpec, classes: number): Forward {
  if (spec.sequence === null) throw new TypeError('the benchmark has sequences of numbers only')
  const { steps, features } = spec.sequence
  const dropout = () => net.layer(layers.dropout({ rate: spec.dropout }))
  const norm = () => net.layer(layers.layerNormalization({ epsilon: 1e-5 }))
  const blocks = Array.from({ length: spec.layers }, () => {
    const [attend, first, second] = [attention(net, spec, steps), norm(), norm()]
    const [dropAttended, dropFed] = [dropout(), dropout()]
    const feed = net.chain([
      layers.dense({ units: spec.feedForward, activation: 'relu' }),
      layers.dropout({ rate: spec.dropout }),
      dense(spec.width),
    ])
    return (x: tf.Tensor) => {
      const y = first(tf.add(x, dropAttended(attend(x))))
      return second(tf.add(y, dropFed(feed(y))))
    }
  })
  const last = net.layer(dense(classes))
  return (rows) =>
    last(
      tf.mean(
        blocks.reduce((x, block) => block(x), tf.reshape(rows, [-1, steps, features])),
        1,
      ),
    )
}

const convolution = (filters: number, kernelSize: number, strides: number, padding: 'same' | 'valid', bias = false) =>
  layers.conv2d({ filters, kernelSize, strides, padding, useBias: bias })
const norm = () => layers.batchNormalization({ epsilon: 1e-5 })
const relu = () => layers.reLU()
const pool = () => layers.maxPooling2d({ poolSize: 2 })

/** Pictures with their channels last, as TensorFlow.js knows them. */
function cnn(net: Network, { image, design }: CnnSpec, classes: number): Forward {
  const body = design.kind === 'residual' ? residual(net, design, classes) : net.chain(plainLayers(design, classes))
  return (rows) => body(tf.reshape(rows, [-1, image.height, image.width, image.channels]))
}

function plainLayers(design: Exclude<CnnDesign, { kind: 'residual' }>, classes: number) {
  if (design.kind === 'article') {
    const stage = (filters: number) => [convolution(filters, 3, 1, 'valid', true), relu(), pool()]
    return [...stage(32), ...stage(64), layers.flatten(), dense(120), relu(), dense(classes)]
  }
  const stages = design.channels.flatMap((filters) => [
    ...Array.from({ length: design.convolutions }, () => [convolution(filters, 3, 1, 'same'), norm(), relu()]).flat(),
    pool(),
  ])
  return [...stages, layers.flatten(), ...design.hidden.flatMap((units) => [dense(units), relu()]), dense(classes)]
}

function residual(net: Network, design: Extract<CnnDesign, { kind: 'residual' }>, classes: number): Forward {
  const block = (filters: number, strides: number, changes: boolean): Forward => {
    const path = net.chain([
      ...[convolution(filters, 3, strides, 'same'), norm(), relu()],
      ...[convolution(filters, 3, 1, 'same'), norm()],
    ])
    const shortcut = changes ? net.chain([convolution(filters, 1, strides, 'same'), norm()]) : (x: tf.Tensor) => x
    return (x) => tf.relu(tf.add(path(x), shortcut(x)))
  }
  const first = net.chain([convolution(design.channels[0] ?? 0, 3, 1, 'same'), norm(), relu()])
  const blocks = design.channels.flatMap((filters, stage) =>
    Array.from({ length: design.blocks }, (_, at) => {
      const strides = stage > 0 && at === 0 ? 2 : 1
      return block(filters, strides, strides !== 1)
    }),
  )
  const last = net.chain([layers.globalAveragePooling2d({}), dense(classes)])
  return (x) => last(blocks.reduce((seen, next) => next(seen), first(x)))
}
