/**
 * Passages cut into windows that overlap, each beside the question: [CLS] question [SEP] piece of the passage [SEP], as
 * transformers' tokenisers cut pairs with truncation="only_second" and a stride (examples/pytorch/question-answering/run_qa.py).
 */
import type { AnswerSpan } from '../../spec/answering.ts'
import type { PlacedTokens } from '../text/token-places.ts'

/** How a question and its passage are read. */
export interface WindowShape {
  /** Tokens of both, marks included. */
  readonly length: number
  /** Tokens that neighbouring windows share. */
  readonly overlap: number
}

/** A piece of a passage: its tokens from `from` to before `to`. */
export interface PassageWindow {
  readonly from: number
  readonly to: number
}

/** Marks of a pair: before the question, between both, behind the passage. */
const marks = 3

/** How many tokens of a question are read: half of the room at most, so that the passage has the other. */
export const questionTokens = (tokens: number, { length }: WindowShape): number =>
  Math.min(tokens, Math.floor((length - marks) / 2))

/** The windows of a passage of so many tokens, beside a question of so many. An empty passage has one. */
export function passageWindows(passage: number, question: number, shape: WindowShape): PassageWindow[] {
  const room = shape.length - marks - questionTokens(question, shape)
  const step = Math.max(1, room - Math.min(shape.overlap, Math.floor(room / 2)))
  const windows: PassageWindow[] = []
  for (let from = 0; from === 0 || windows.at(-1)!.to < passage; from += step) {
    windows.push({ from, to: Math.min(passage, from + room) })
  }
  return windows
}

/** Where in a window's row the passage begins. */
export const passageStart = (question: number, shape: WindowShape): number => 2 + questionTokens(question, shape)

/** What a window is made of. */
export interface WindowTexts {
  readonly question: ArrayLike<number>
  readonly passage: Pick<PlacedTokens, 'ids'>
  readonly window: PassageWindow
}

/** Writes a window's row: its tokens, then the text that each is of; padded with 0. @param row of 2 × length numbers, all 0 */
export function writeWindow(
  row: Float32Array,
  { question, passage, window: { from, to } }: WindowTexts,
  shape: WindowShape,
  { opening, closing }: { readonly opening: number; readonly closing: number },
): void {
  const asked = questionTokens(question.length, shape)
  row[0] = opening
  for (let at = 0; at < asked; at++) row[1 + at] = question[at]!
  row[1 + asked] = closing
  const start = 2 + asked
  for (let at = from; at < to; at++) row[start + at - from] = passage.ids[at]!
  const end = start + to - from
  row[end] = closing
  row.fill(1, shape.length + start, shape.length + end + 1)
}

/**
 * The first and last step of an answer in a window's row: the last token that begins at or before it, and the first that ends
 * at or behind it. Both are 0, the mark before the question, where the window doesn't hold the whole answer.
 */
export function answerSteps(
  answer: AnswerSpan | null,
  { starts, ends }: PlacedTokens,
  { from, to }: PassageWindow,
  start: number,
): readonly [first: number, last: number] {
  if (answer === null || to <= from || starts[from]! > answer.start || ends[to - 1]! < answer.end) return [0, 0]
  let first = from
  while (first + 1 < to && starts[first + 1]! <= answer.start) first++
  let last = to - 1
  while (last - 1 >= from && ends[last - 1]! >= answer.end) last--
  return [start + first - from, start + last - from]
}
