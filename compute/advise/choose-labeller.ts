/**
 * A network that labels each word of a sentence: which kind, how large, how it is trained.
 *
 * What a word is depends on those before and after it, so both directions are read (Graves and Schmidhuber 2005; for named
 * entities Huang et al. 2015, Lample et al. 2016). Unknown words are read by their shape, since names are capitalised and
 * numbers have digits (Collobert et al. 2011). A published model that has read far more text is better where there are few
 * sentences (Devlin et al. 2019).
 */
import type { Recommendation, WordReader } from '../spec/advice.ts'
import type { BertSpec } from '../spec/bert-model.ts'
import type { LabelledFacts } from '../spec/labelling.ts'
import { message, type Message } from '../spec/message.ts'
import type { PretrainedModel } from '../spec/pretrained-model.ts'
import type { TokenSequence } from '../spec/sequence-model.ts'
import type { ChosenModel, ModelQuestion } from './choose-model.ts'
import { choosePretrained, pretrainedReasons } from './choose-pretrained.ts'
import { chooseWordReader, wordReaderRunnerUp } from './choose-word-reader.ts'
import type { ReadingModel } from './reading-networks.ts'
import type { MachineSpeed } from './machine-speed.ts'

/** Words of a sentence that are read, at most, and words that get a vector of their own. */
const most = { words: 128, tokens: 256, vocabulary: 20_000 } as const
/** Tokens for a word, and marks at both ends. */
const [tokensPerWord, marks] = [1.5, 2]
/** Padding, unknown words, and the shapes that these are told apart by. */
const numbersBesideWords = 6

/** As many steps as the longest sentence has words, and the vocabulary that the data lets expect. */
export function stepsFor({ longest, vocabulary }: LabelledFacts): TokenSequence {
  return {
    length: Math.max(8, Math.min(most.words, 8 * Math.ceil(longest / 8))),
    vocabulary: Math.min(most.vocabulary, vocabulary + numbersBesideWords),
  }
}

/** The same in tokens of a published model. */
export function tokensOf({ longest, unspaced }: LabelledFacts, { positions }: PretrainedModel): number {
  const wished = 8 * Math.ceil((longest * (unspaced > 0.5 ? 2 : tokensPerWord) + marks) / 8)
  return Math.max(8, Math.min(wished, most.tokens, positions))
}

const stepByStep = (model: ReadingModel): ReadingModel => ({ ...model, pooling: 'none' })

/** Chooses by the rules. */
export function chooseLabeller(
  asked: ModelQuestion,
  network: WordReader,
  facts: LabelledFacts,
  speed: MachineSpeed,
  seed: number,
): ChosenModel<ReadingModel> {
  const chosen = chooseWordReader(asked, network, stepsFor(facts), speed, seed)
  const model = stepByStep(chosen.model)
  const training = { ...chosen.training, learningRate: 0.003 }
  return { ...chosen, model, training, question: { ...chosen.question, model, training } }
}

/** The published model with a layer that labels each token. @param specFor it in our terms, for so many tokens */
export function choosePublishedLabeller(
  asked: ModelQuestion,
  model: PretrainedModel,
  specFor: (length: number) => BertSpec,
  facts: LabelledFacts,
  seed: number,
): ChosenModel<BertSpec> {
  return choosePretrained(asked, model, { ...specFor(tokensOf(facts, model)), head: 'tokens' }, seed)
}

/** Why, with facts of this data. */
export function labellerReasons(facts: LabelledFacts, { model }: ChosenModel<ReadingModel>): Message[] {
  const { rows, count, labelCounts } = facts
  const { length = 0, vocabulary = 0 } = model.tokens ?? {}
  return [
    message('advice.reasons.labelsWords', { rows, words: count, labels: labelCounts.length }),
    message(model.family === 'transformer' ? 'advice.reasons.attentionLabels' : 'advice.reasons.recurrenceLabels'),
    message('advice.reasons.wordShapes', { length, vocabulary }),
  ]
}

export const publishedReasons = (asked: ModelQuestion, chosen: ChosenModel<BertSpec>, name: string): Message[] => [
  message('advice.reasons.firstTokens'),
  ...pretrainedReasons(asked, chosen, name),
]

/** What comes second: the network of the other kind, of the same size. */
export function labellerRunnerUp(chosen: ChosenModel<ReadingModel>): Recommendation['runnerUp'] {
  const { model, when } = wordReaderRunnerUp(chosen)
  return { model: 'pooling' in model && model.family !== 'bert' ? { ...model, pooling: 'none' } : model, when }
}
