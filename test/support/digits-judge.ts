/** A classifier of real digits, learnt by PyTorch (test/fixtures/make/digits_gan.py), and what it says of pictures that were made. */
import type { CnnDesignOf } from '../../compute/spec/image-model.ts'
import { createPredictor } from '../../compute/train/predict.ts'
import recorded from '../fixtures/engine/digits-gan.json' with { type: 'json' }

const classes = 10
const side = 8

export interface SampleScore {
  /** Mean of the largest probability that the judge gives a picture's classes: how sure it is of single ones. */
  readonly confidence: number
  /** Entropy of the mean of all probabilities, in nats: how many kinds there are among the pictures; at most log 10. */
  readonly classEntropy: number
  /** exp of the mean divergence of a picture's probabilities from that mean (Salimans et al. 2016, with this judge); at most 10. */
  readonly inceptionScore: number
  /** Share of the pictures that are taken for what they are. */
  readonly asked: number
}

function probabilitiesOf(logits: Float32Array): readonly number[] {
  const largest = Math.max(...logits)
  const raised = Array.from(logits, (logit) => Math.exp(logit - largest))
  const sum = raised.reduce((total, value) => total + value, 0)
  return raised.map((value) => value / sum)
}

const entropyOf = (shares: readonly number[]) =>
  shares.reduce((sum, share) => sum - (share > 0 ? share * Math.log(share) : 0), 0)
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** What the judge says of pictures of 8 × 8 numbers from −1 to 1, of which `classOf` tells what they are to be. */
export async function judged(pictures: Float32Array, classOf: (picture: number) => number): Promise<SampleScore> {
  const weights = new Map(
    Object.entries(recorded.judge.weights).map(([name, { shape, float32 }]) => [
      name,
      { shape, data: new Float32Array(Uint8Array.from(Buffer.from(float32, 'base64')).buffer) },
    ]),
  )
  const image = { channels: 1, height: side, width: side }
  const design = recorded.judge.design as CnnDesignOf<'plain'>
  const model = { family: 'cnn', image, design } as const
  const predictor = await createPredictor({ model, inputs: side * side, outputs: classes, weights }, 1)
  const rows = pictures.length / (side * side)
  const logits = await predictor.logits(pictures, rows)
  await predictor.release()
  const each = Array.from({ length: rows }, (_, row) =>
    probabilitiesOf(logits.subarray(row * classes, (row + 1) * classes)),
  )
  const together = Array.from({ length: classes }, (_, at) => meanOf(each.map((shares) => shares[at]!)))
  return {
    confidence: meanOf(each.map((shares) => Math.max(...shares))),
    classEntropy: entropyOf(together),
    inceptionScore: Math.exp(entropyOf(together) - meanOf(each.map(entropyOf))),
    asked: meanOf(each.map((shares, row) => (shares.indexOf(Math.max(...shares)) === classOf(row) ? 1 : 0))),
  }
}
