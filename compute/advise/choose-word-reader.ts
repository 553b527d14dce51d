/**
 * A network that reads texts word by word and learns the words from these texts alone: how large, how long a text it reads,
 * how it is trained.
 *
 * A few thousand texts teach counted words more than word order (Wang and Manning 2012), so this is what a person chooses,
 * not what is proposed.
 */
import type { Recommendation, WordReader } from '../spec/advice.ts'
import type { ColumnProfile } from '../spec/dataset.ts'
import { message, type Message } from '../spec/message.ts'
import type { TokenSequence } from '../spec/sequence-model.ts'
import { type ChosenModel, fitLimits, type ModelQuestion, planTraining } from './choose-model.ts'
import type { MachineSpeed } from './machine-speed.ts'
import { readingNetwork, type ReadingModel } from './reading-networks.ts'

/** Words that the longest text may have: what they cost grows with each. */
const mostWords = 128
/** Words that get a vector of their own, at most; the rarer ones are read as one. */
const mostVocabulary = 20_000
const dropout = 0.3

/** Width and depth by how much time there is. */
const sizes = {
  quick: { width: 32, layers: 1 },
  balanced: { width: 64, layers: 1 },
  thorough: { width: 128, layers: 2 },
} as const satisfies Record<ModelQuestion['limits']['budget'], { width: number; layers: number }>

/** Words enough for all but the longest twentieth of the texts, and the vocabulary that the profile lets expect. */
export function wordsFor({ texts }: Pick<ColumnProfile, 'texts'>): TokenSequence {
  const length = 8 * Math.ceil((texts?.words.high ?? mostWords) / 8)
  // Two numbers stand for padding and for unknown words.
  const vocabulary = Math.min(mostVocabulary, (texts?.vocabulary ?? mostVocabulary) + 2)
  return { length: Math.max(8, Math.min(length, mostWords)), vocabulary: Math.max(3, vocabulary) }
}

/** Chooses by the rules. @param tokens how the texts are read */
export function chooseWordReader(
  asked: ModelQuestion,
  network: WordReader,
  tokens: TokenSequence,
  speed: MachineSpeed,
  seed: number,
): ChosenModel<ReadingModel> {
  const { width, layers } = sizes[asked.limits.budget]
  const { rows, columns, outputs } = asked
  const training = { ...planTraining(asked, seed), batchSize: 32, learningRate: 0.001 }
  return fitLimits([width], asked.limits, speed, ([fitted = width]) => ({
    model: readingNetwork(network, { tokens, sequence: null }, { width: fitted, layers, dropout }),
    ...{ training, rows, columns, outputs, inputs: tokens.length },
  }))
}

/** Why, with facts of this data. */
export function wordReaderReasons({ rows }: ModelQuestion, { model }: ChosenModel<ReadingModel>): Message[] {
  const { length = 0, vocabulary = 0 } = model.tokens ?? {}
  return [
    message('advice.reasons.readsWords', { rows, length, vocabulary }),
    message(model.family === 'transformer' ? 'advice.reasons.attention' : 'advice.reasons.recurrence'),
  ]
}

/** What comes second: the network of the other kind, of the same size. */
export function wordReaderRunnerUp({ model }: ChosenModel<ReadingModel>): Recommendation['runnerUp'] {
  const { layers, tokens } = model
  if (tokens === null) throw new Error('a reader of words reads tokens')
  const read = { tokens, sequence: null }
  return model.family === 'transformer'
    ? {
        model: readingNetwork('gru', read, { width: model.width, layers, dropout }),
        when: message('advice.runnerUp.recurrence'),
      }
    : {
        model: readingNetwork('transformer', read, { width: model.hidden, layers, dropout }),
        when: message('advice.runnerUp.attention'),
      }
}
