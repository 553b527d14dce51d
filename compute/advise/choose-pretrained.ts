/**
 * How to train a pretrained model further on texts of one's own: how much of a text it reads, and which of its layers stay.
 *
 * Few passes at a small learning rate, as Devlin et al. (2019) did; the new last layer learns faster than those that
 * know the language already. The lower layers change least in it (Howard and Ruder 2018), so they are the ones to save time on.
 */
import type { Recommendation } from '../spec/advice.ts'
import type { BertSpec } from '../spec/bert-model.ts'
import type { ColumnProfile } from '../spec/dataset.ts'
import { frozenLayerCount, frozenLayers } from '../spec/frozen-layers.ts'
import { message, type Message } from '../spec/message.ts'
import type { PretrainedModel } from '../spec/pretrained-model.ts'
import type { ChosenModel, ModelQuestion } from './choose-model.ts'
import { planTraining } from './choose-model.ts'

/** Tokens that the longest text may have: what they cost grows with the square. */
const mostTokens = 256
/** Tokens for a word, and marks at both ends. */
const tokensPerWord = 1.35
const marks = 2

const budgets = {
  quick: { epochs: 2, trainedShare: 0.34 },
  balanced: { epochs: 4, trainedShare: 0.5 },
  thorough: { epochs: 8, trainedShare: 1 },
} as const satisfies Record<ModelQuestion['limits']['budget'], { epochs: number; trainedShare: number }>

/** Small models take larger steps than those of 768 units, for which 5e-5 is usual. */
const learningRateOf = ({ width }: PretrainedModel) => (width < 512 ? 1e-4 : 5e-5)
const headFactor = 10

/** Tokens for all but the longest twentieth of the texts, as a multiple of eight. */
export function tokensFor({ texts }: Pick<ColumnProfile, 'texts'>, { positions }: PretrainedModel): number {
  const words = texts?.words.high ?? mostTokens
  const perWord = (texts?.unspaced ?? 0) > 0.5 ? 1 : tokensPerWord
  const wished = 8 * Math.ceil((words * perWord + marks) / 8)
  return Math.max(8, Math.min(wished, mostTokens, positions))
}

/** Chooses by the rules. @param spec the model as it was published */
export function choosePretrained(
  asked: ModelQuestion,
  model: PretrainedModel,
  spec: BertSpec,
  seed: number,
): ChosenModel<BertSpec> {
  const { epochs, trainedShare } = budgets[asked.limits.budget]
  const planned = planTraining(asked, seed)
  const training = {
    ...planned,
    epochs,
    batchSize: 16,
    learningRate: learningRateOf(model),
    learningRateFactors: [{ prefix: 'classifier', factor: headFactor }],
    frozen: frozenLayers(model.layers - Math.max(1, Math.round(model.layers * trainedShare))),
    earlyStopping: { patience: 2 },
  }
  const { rows, columns, outputs } = asked
  const question = { model: spec, training, rows, columns, outputs, inputs: spec.tokens.length }
  return { model: spec, training, question, concessions: [] }
}

/** Why, with facts of this data. */
export function pretrainedReasons({ rows }: ModelQuestion, { training, model }: ChosenModel<BertSpec>, name: string) {
  const kept = frozenLayerCount(training.frozen)
  const reasons: Message[] = [
    message('advice.reasons.pretrained', { name, rows }),
    message('advice.reasons.pretrainedLength', { length: model.tokens.length }),
  ]
  if (kept > 0) reasons.push(message('advice.reasons.pretrainedFrozen', { count: kept, layers: model.layers }))
  return reasons
}

/** What comes second: the same model, read as it was published where it has a layer for that. */
export function pretrainedRunnerUp({ model }: ChosenModel<BertSpec>): Recommendation['runnerUp'] {
  return { model: { ...model, pooling: 'first-token' }, when: message('advice.runnerUp.firstToken') }
}
