/** Generative adversarial networks: one makes rows from noise, the other learns to tell them from real ones. */
import { type GradientOfValue, pullback } from '../autodiff/walk.ts'
import * as op from '../graph/ops.ts'
import { dimAt } from '../graph/shape.ts'
import { scalarTensor } from '../graph/tensor.ts'
import { constant, type Value } from '../graph/value.ts'
import type { ForwardContext, Layer } from '../nn/layer.ts'
import { adversarialLosses } from '../nn/losses/adversarial.ts'
import type { GanDesign, GanDesignOf, GanSpec } from '../spec/generative-model.ts'
import { convolutionalPlayers } from './dcgan.ts'
import { densePlayers, type Players } from './gan-players.ts'
import type { Batch, GenerativeModel, Turn, TurnContext, TurnResult, Way } from './generative-model.ts'

const designs: {
  readonly [K in GanDesign['kind']]: (design: GanDesignOf<K>, spec: GanSpec, inputs: number) => Players
} = { dense: densePlayers, convolutional: convolutionalPlayers }

/** Numbers with what is known of the class behind them. */
const joined = (numbers: Value, condition: Value | null) =>
  condition === null ? numbers : op.concat([numbers, condition], 1)

/** The discriminator's verdicts on real and on made rows, and the mean of what it loses by each. */
function judged({ discriminator, lossOf }: Judge, { rows, condition }: Batch, made: Value, context: ForwardContext) {
  const [real, fake] = [joined(rows, condition), joined(made, condition)]
  // Where a batch is normalised, or leaves running statistics behind, real and made rows are batches of their own.
  if (discriminator.buffers.length > 0) {
    const [onReal, onMade] = [discriminator.forward(real, context), discriminator.forward(fake, context)]
    const [wanted, unwanted] = [lossOf(onReal, 1), lossOf(onMade, 0)]
    const ends = [
      { value: onReal, gradient: wanted.gradient },
      { value: onMade, gradient: unwanted.gradient },
    ]
    return { mean: op.add(wanted.mean, unwanted.mean), ends }
  }
  // Else they go through it together, which is half as many operations of twice the size.
  const verdicts = discriminator.forward(op.concat([real, fake], 0), context)
  const count = op.lengthOf(rows, 0, 'int64')
  const length = dimAt(rows.shape, 0)
  const onReal = lossOf(op.slice(verdicts, { axis: 0, start: 0, end: count, length }), 1)
  const onMade = lossOf(op.slice(verdicts, { axis: 0, start: count, end: op.add(count, count), length }), 0)
  const ends = [{ value: verdicts, gradient: op.concat([onReal.gradient, onMade.gradient], 0) }]
  return { mean: op.add(onReal.mean, onMade.mean), ends }
}

interface Judge {
  readonly discriminator: Layer
  readonly lossOf: (typeof adversarialLosses)[GanSpec['loss']]
  readonly penalty: number
}

/** Added under the root of a squared length, which has no derivative at 0. */
const leastSquare = 1e-12

/**
 * weight · mean((‖∇D‖ − 1)²) at places drawn between each real row and a made one (Gulrajani et al. 2017, algorithm 1). The
 * slope is a graph like any other, so the penalty is differentiated by the weights once more.
 */
function gradientPenalty(
  { discriminator, penalty }: Judge,
  { rows, condition }: Batch,
  made: Value,
  context: TurnContext,
): Value {
  const between = op.add(made, op.mul(op.sub(rows, made), context.uniform()))
  const verdicts = discriminator.forward(joined(between, condition), context)
  const ones = op.expandLike(constant(scalarTensor('float32', 1)), verdicts)
  const slope = pullback(verdicts, ones, [between])[0] as Value
  const length = op.sqrt(op.add(op.reduceSumSquare(slope, { axes: [1] }), leastSquare))
  const excess = op.sub(length, 1)
  return op.mul(op.reduceMean(op.mul(excess, excess)), penalty)
}

/** What the discriminator makes small: the losses of its verdicts, and its penalty where it has one. */
function discriminatorPass(judge: Judge, batch: Batch, made: Value, context: TurnContext): TurnResult {
  const { mean, ends } = judged(judge, batch, made, context)
  if (judge.penalty === 0) return { losses: { discriminator: mean }, ends }
  const penalty = gradientPenalty(judge, batch, made, context)
  const end: GradientOfValue = { value: penalty, gradient: constant(scalarTensor('float32', 1)) }
  return { losses: { discriminator: mean, penalty }, ends: [...ends, end] }
}

/**
 * A GAN for rows of that many numbers from −1 to 1. Its PyTorch module has `generator.model` and `discriminator.model`, each a
 * torch.nn.Sequential, that end in Tanh and Sigmoid. The sigmoid is left out in training, where the losses take what
 * comes before it; least squares and the Wasserstein distance are of that value itself, as in their papers.
 *
 * A conditional one is given the class of each row as numbers of which one is 1: beside the noise, and beside the row. What
 * is made in training is asked to be of the classes of the batch's rows. Throws GraphError where an image doesn't fit.
 */
export function gan(spec: GanSpec, inputs: number): GenerativeModel {
  const { latent, discriminatorSteps, classes } = spec
  const build = designs[spec.design.kind] as (design: GanDesign, spec: GanSpec, inputs: number) => Players
  const { generator, discriminator } = build(spec.design, spec, inputs)
  const judge: Judge = { discriminator, lossOf: adversarialLosses[spec.loss], penalty: spec.gradientPenalty }
  const sample = (noise: Value, condition: Value | null, context: ForwardContext) =>
    op.tanh(generator.forward(joined(noise, condition), context))

  const discriminate: Turn = {
    network: 'discriminator',
    takesRows: true,
    pass: (batch, context) =>
      discriminatorPass(judge, batch, sample(context.noise(), batch.condition, context), context),
  }
  const generate: Turn = {
    network: 'generator',
    takesRows: false,
    pass: ({ condition }, context) => {
      const made = sample(context.noise(), condition, context)
      const verdicts = discriminator.forward(joined(made, condition), context)
      const { mean, gradient } = judge.lossOf(verdicts, 1)
      return { losses: { generator: mean }, ends: [{ value: verdicts, gradient }] }
    },
  }
  return {
    networks: [
      { name: 'discriminator', ...parts(discriminator) },
      { name: 'generator', ...parts(generator) },
    ],
    turns: [...Array.from({ length: discriminatorSteps }, () => discriminate), generate],
    latent,
    classes,
    sample,
    validate: null,
    ways: waysOf(spec, inputs, { sample, discriminator }),
    range: [-1, 1],
  }
}

/** From noise to a sample, and from a row to a verdict; in a conditional one with a class each. */
function waysOf(
  { latent, classes, loss }: GanSpec,
  inputs: number,
  { sample, discriminator }: Pick<GenerativeModel, 'sample'> & Pick<Players, 'discriminator'>,
): readonly Way[] {
  const label = classes === null ? [] : [{ name: 'label', classes }]
  const known = (value: Value | undefined) =>
    value === undefined || classes === null ? null : op.oneHot(value, classes)
  // Only the first of the losses is about a probability.
  const verdictOf = (value: Value) => (loss === 'non-saturating' ? op.sigmoid(value) : value)
  return [
    {
      name: 'generator',
      inputs: [{ name: 'noise', width: latent }, ...label],
      forward: ([noise, asked], context) => ({ sample: sample(noise as Value, known(asked), context) }),
    },
    {
      name: 'discriminator',
      inputs: [{ name: 'x', width: inputs }, ...label],
      forward: ([x, own], context) => ({
        verdict: verdictOf(discriminator.forward(joined(x as Value, known(own)), context)),
      }),
    },
  ]
}

const parts = ({ parameters, buffers }: Layer) => ({ parameters, buffers })

/** A GAN that is trained by the Wasserstein distance with a gradient penalty, with the numbers of its paper. */
export function wassersteinGan(spec: GanSpec): GanSpec {
  return { ...spec, loss: 'wasserstein', gradientPenalty: 10, discriminatorSteps: 5 }
}
