/** TensorFlow.js's side of the benchmark: a case's training on random rows with Adam. */
import * as tf from '@tensorflow/tfjs-core'
import { layers } from '@tensorflow/tfjs-layers'
import type { GanSpec, VaeSpec } from '../../compute/spec/generative-model.ts'
import type { BenchCase } from './cases.ts'
import { buildForward } from './tensorflow-models.ts'
import { type Forward, Network } from './tensorflow-network.ts'

export interface Trainer {
  train(steps: number): void
  dispose(): void
}

/** One step on a batch; gives its loss. */
type Step = (rows: tf.Tensor, labels: tf.Tensor1D) => tf.Scalar

/** A case's training, before its first step. */
export function createTrainer({ model, inputs, classes, batch }: BenchCase): Trainer {
  const nets: Network[] = []
  const network = () => {
    const net = new Network()
    nets.push(net)
    return net
  }
  const step =
    model.family === 'vae'
      ? vaeStep(network, model, inputs)
      : model.family === 'gan'
        ? ganStep(network, model, inputs)
        : predictiveStep(
            buildNetwork(network, (net) => buildForward(net, model, classes)),
            classes,
          )
  const least = model.family === 'vae' ? 0 : -1
  const features = tf.randomUniform([batch * 50, inputs], least, 1)
  const labels = tf.randomUniform<tf.Rank.R1>([batch * 50], 0, Math.max(classes, 1), 'int32')
  return {
    train(steps) {
      const order = tf.util.createShuffledIndices(batch * 50)
      for (let index = 0; index < steps; index++) {
        const from = (index % 50) * batch
        tf.tidy(() => {
          const rows = tf.tensor1d(Int32Array.from(order.subarray(from, from + batch)), 'int32')
          const loss = step(tf.gather(features, rows), tf.gather(labels, rows))
          if (index === steps - 1) loss.dataSync()
        })
      }
    },
    dispose() {
      tf.dispose([features, labels])
      for (const net of nets) net.dispose()
    },
  }
}

interface Built {
  readonly net: Network
  readonly forward: Forward
}

function buildNetwork(network: () => Network, build: (net: Network) => Forward): Built {
  const net = network()
  return { net, forward: build(net) }
}

/** Moves a network's variables by a loss; finds them the first time, when its layers have seen a batch. */
function updating(nets: readonly Network[], lossOf: (rows: tf.Tensor, labels: tf.Tensor1D) => tf.Tensor): Step {
  const adam = tf.train.adam(1e-3, 0.9, 0.999, 1e-8)
  let variables: tf.Variable[] = []
  return (rows, labels) => {
    if (variables.length === 0) {
      lossOf(rows, labels)
      variables = nets.flatMap((net) => net.variables())
    }
    const loss = adam.minimize(() => tf.reshape<tf.Rank.R0>(lossOf(rows, labels), []), true, variables)
    if (loss === null) throw new TypeError('a step without a loss')
    return loss
  }
}

function predictiveStep({ net, forward }: Built, classes: number): Step {
  return updating([net], (rows, labels) => tf.losses.softmaxCrossEntropy(tf.oneHot(labels, classes), forward(rows)))
}

/** Dense layers of these widths with something between them. */
function denseLayers(widths: readonly number[], between: () => layers.Layer): layers.Layer[] {
  return widths.flatMap((units, index) => [...(index === 0 ? [] : [between()]), layers.dense({ units })])
}

/** Binary cross-entropy with logits. */
const crossEntropy = (logits: tf.Tensor, targets: tf.Tensor) =>
  tf.add(tf.sub(tf.relu(logits), tf.mul(logits, targets)), tf.log1p(tf.exp(tf.neg(tf.abs(logits)))))

function vaeStep(network: () => Network, { design, latent }: VaeSpec, inputs: number): Step {
  if (design.kind !== 'dense') throw new TypeError('the benchmark has dense VAEs only')
  const [net, relu] = [network(), () => layers.reLU()]
  const encode = net.chain([...denseLayers(design.encoder, relu), relu()])
  const [meanOf, logVarianceOf] = [
    net.layer(layers.dense({ units: latent })),
    net.layer(layers.dense({ units: latent })),
  ]
  const decode = net.chain(denseLayers([...design.decoder, inputs], relu))
  return updating([net], (rows) => {
    const seen = encode(rows)
    const [mean, logVariance] = [meanOf(seen), logVarianceOf(seen)]
    const noise = tf.randomNormal(mean.shape)
    const logits = decode(tf.add(mean, tf.mul(tf.exp(tf.mul(logVariance, 0.5)), noise)))
    const divergence = tf.sub(tf.sub(tf.add(logVariance, 1), tf.square(mean)), tf.exp(logVariance))
    const sum = tf.sub(tf.sum(crossEntropy(logits, rows)), tf.mul(tf.sum(divergence), 0.5))
    return tf.div(sum, rows.shape[0])
  })
}

function ganStep(network: () => Network, { design, latent, slope }: GanSpec, inputs: number): Step {
  if (design.kind !== 'dense') throw new TypeError('the benchmark has dense GANs only')
  const [made, judging] = [network(), network()]
  const leaky = () => layers.leakyReLU({ alpha: slope })
  const generate = made.chain([
    ...denseLayers([...design.generator, inputs], leaky),
    layers.activation({ activation: 'tanh' }),
  ])
  const judge = judging.chain(denseLayers([...design.discriminator, 1], leaky))
  const noise = (rows: tf.Tensor) => tf.randomNormal([rows.shape[0], latent])
  const towards = (logits: tf.Tensor, real: boolean) =>
    tf.mean(crossEntropy(logits, real ? tf.onesLike(logits) : tf.zerosLike(logits)))
  let sample: tf.Tensor | null = null
  const discriminate = updating([judging], (rows) =>
    tf.add(towards(judge(rows), true), towards(judge(sample ?? rows), false)),
  )
  const improve = updating([made], (rows) => towards(judge(generate(noise(rows))), true))
  return (rows, labels) => {
    // Made before the discriminator's step, so that it is not differentiated.
    sample = generate(noise(rows))
    discriminate(rows, labels)
    return improve(rows, labels)
  }
}
