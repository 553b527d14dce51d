/**
 * How a published model learns to answer questions out of passages: how much of a passage it reads at once, and what training
 * it further takes.
 *
 * Only a model that has read far more text than any table holds can do this (Devlin et al. 2019; trained from nothing on
 * SQuAD's 87,599 questions such a network finds next to nothing). Passages that are longer are cut into windows that overlap by
 * a third, as transformers' examples cut them (128 tokens of 384).
 */
import type { Recommendation } from '../spec/advice.ts'
import type { AnsweredFacts, Answering } from '../spec/answering.ts'
import type { BertSpec } from '../spec/bert-model.ts'
import { message, type Message } from '../spec/message.ts'
import type { PretrainedModel } from '../spec/pretrained-model.ts'
import type { ChosenModel, ModelQuestion } from './choose-model.ts'
import { choosePretrained, pretrainedReasons } from './choose-pretrained.ts'

/** Tokens that are read at once, at most: what they cost grows faster than their number. */
const mostTokens = { quick: 192, balanced: 256, thorough: 384 } as const satisfies Record<
  ModelQuestion['limits']['budget'],
  number
>
const [leastTokens, shortestTokens] = [32, 16]
/** Tokens for a word, and marks before, between and behind both texts. */
const [tokensPerWord, marks] = [1.35, 3]
/** Tokens of an answer at most: transformers' usual number, or more where answers are longer. */
const longestAnswer = { usual: 30, most: 128 } as const
const overlapShare = 1 / 3

const perWord = ({ unspaced }: Pick<AnsweredFacts, 'unspaced'>) => (unspaced > 0.5 ? 1 : tokensPerWord)

/** Tokens for a usual question with nearly every passage whole, within what the time and the model allow. */
export function answerTokens(
  facts: AnsweredFacts,
  { positions }: PretrainedModel,
  budget: ModelQuestion['limits']['budget'],
): number {
  const wished = 8 * Math.ceil(((facts.passageWords.high + facts.questionWords) * perWord(facts) + marks) / 8)
  return Math.min(positions, Math.max(leastTokens, Math.min(wished, mostTokens[budget])))
}

/** How passages are cut. */
export function answeringOf(facts: AnsweredFacts, length: number): Answering {
  const { question, context, start, others, answerWords } = facts
  const longest = Math.ceil(1.5 * answerWords * perWord(facts))
  return {
    ...{ question, context, start, others },
    overlap: 8 * Math.floor((length * overlapShare) / 8),
    longest: Math.max(longestAnswer.usual, Math.min(longestAnswer.most, longest)),
  }
}

/** How many windows a usual passage becomes, beside a question. @param words of the passage and of the question */
export function windowsOfPassage(
  words: { readonly passage: number; readonly question: number; readonly unspaced: number },
  { length, overlap }: { readonly length: number; readonly overlap: number },
): number {
  const room = Math.max(8, length - marks - words.question * perWord(words))
  const tokens = words.passage * perWord(words)
  return tokens <= room ? 1 : 1 + Math.ceil((tokens - room) / Math.max(8, room - overlap))
}

/** The published model with a layer that scores where an answer begins and ends. @param specFor it in our terms, for so many tokens */
export function chooseAnswerer(
  asked: Omit<ModelQuestion, 'rows' | 'columns' | 'texts' | 'inputs' | 'outputs' | 'task'>,
  model: PretrainedModel,
  specFor: (length: number) => BertSpec,
  facts: AnsweredFacts,
  seed: number,
): { readonly question: ModelQuestion; readonly chosen: ChosenModel<BertSpec>; readonly answering: Answering } {
  const length = answerTokens(facts, model, asked.limits.budget)
  const answering = answeringOf(facts, length)
  const words = { passage: facts.passageWords.median, question: facts.questionWords, unspaced: facts.unspaced }
  const windows = facts.rows * windowsOfPassage(words, { length, overlap: answering.overlap })
  const question: ModelQuestion = {
    ...{ ...asked, task: 'classification', rows: windows, columns: 2, texts: 2, inputs: 2 * length, outputs: 2 },
  }
  const chosen = choosePretrained(question, model, { ...specFor(length), head: 'span', pairs: true }, seed)
  const factor = chosen.training.learningRateFactors[0]?.factor ?? 1
  const training = { ...chosen.training, learningRateFactors: [{ prefix: 'qa_outputs', factor }] }
  return {
    question: { ...question, rows: facts.rows },
    chosen: { ...chosen, training, question: { ...chosen.question, training, inputs: 2 * length } },
    answering,
  }
}

/** Why, with facts of this data. */
export function answererReasons(
  { rows, passages, passageWords }: AnsweredFacts,
  { question, chosen, answering }: ReturnType<typeof chooseAnswerer>,
  name: string,
): Message[] {
  const { length } = chosen.model.tokens
  const [first, , ...rest] = pretrainedReasons(question, chosen, name)
  return [
    message('advice.reasons.answersInPassages', { rows, passages }),
    ...(first === undefined ? [] : [first]),
    message('advice.reasons.passageWindows', { length, overlap: answering.overlap, words: passageWords.high }),
    ...rest,
  ]
}

/** What comes second: the same model with shorter windows. */
export function answererRunnerUp({ model }: ChosenModel<BertSpec>): Recommendation['runnerUp'] {
  const length = Math.max(shortestTokens, 8 * Math.floor(model.tokens.length / 16))
  return {
    model: { ...model, tokens: { ...model.tokens, length } },
    when: message('advice.runnerUp.shorterWindows', { length }),
  }
}
