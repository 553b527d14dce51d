/** Answers out of the scores of windows, as transformers' example weighs them, and CMRC's way of comparing them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { charactersBefore } from '../../../../compute/data/text/character-places.ts'
import { passageStart, passageWindows } from '../../../../compute/data/answering/passage-windows.ts'
import { createTokenizer } from '../../../../compute/data/text/tokenizer.ts'
import { wordPieceDefinition } from '../../../../compute/data/text/word-piece-vocabulary.ts'
import { scoreAnswer, verdictOf } from '../../../../compute/evaluate/answer-scoring.ts'
import { characterF1, isExactByCharacters } from '../../../../compute/evaluate/answers-by-characters.ts'
import { bestAnswer } from '../../../../compute/evaluate/best-answers.ts'
import recorded from '../../../fixtures/evaluation/answering.json' with { type: 'json' }

const vocabulary = readFileSync(join(import.meta.dirname, '../../../fixtures/pretrained/tiny-bert/vocab.txt'), 'utf8')
const tokenizer = createTokenizer(wordPieceDefinition(vocabulary, { lowercase: true }), {})
const shape = { length: recorded.length, overlap: recorded.stride }
const { longest } = recorded

const cases = recorded.pairs.flatMap(({ question, passage, answers }) =>
  answers.map((answer) => ({ question, passage, ...answer })),
)

describe('the best answer', () => {
  it.each(cases)(
    'is the one of transformers’ example: $text',
    ({ question, passage, mayBeNone, scores, ...wanted }) => {
      const asked = tokenizer.encodePlaces(question.trim()).ids.length
      const tokens = tokenizer.encodePlaces(passage)
      const windows = passageWindows(tokens.ids.length, asked, shape).map((window, at) => {
        const [starts, ends] = scores[at] as [number[], number[]]
        return {
          scores: Float32Array.from(starts.flatMap((start, step) => [start, ends[step]!])),
          window,
          start: passageStart(asked, shape),
        }
      })
      const found = bestAnswer(windows, passage, tokens, { longest, impossible: mayBeNone })
      expect(found.answer?.text ?? null).toBe(wanted.text)
      expect(found.probability).toBeCloseTo(wanted.probability, 5)
      if (found.answer !== null) expect(charactersBefore(passage, found.answer.start)).toBe(wanted.start)
      // What would have been answered is still told.
      else expect(found.otherwise).not.toBeNull()
    },
  )

  const passage = 'one two three'
  const tokens = {
    ids: Int32Array.of(1, 2, 3),
    starts: Int32Array.of(0, 4, 8),
    ends: Int32Array.of(3, 7, 13),
  }
  /** The first step stands for no answer, then a question of a token, then the passage. */
  const windowOf = (scores: number[]) => ({ scores: Float32Array.from(scores), window: { from: 0, to: 3 }, start: 3 })

  it('never ends before it begins, nor lies outside its passage', () => {
    const window = windowOf([0, 0, 9, 9, 0, 0, 1, 5, 2, 0, 3, 1])
    expect(bestAnswer([window], passage, tokens, { longest: 3, impossible: false }).answer?.text).toBe('one')
  })
  it('is no longer than allowed', () => {
    const window = windowOf([0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 5])
    expect(bestAnswer([window], passage, tokens, { longest: 3, impossible: false }).answer?.text).toBe('one two three')
    expect(bestAnswer([window], passage, tokens, { longest: 2, impossible: false }).answer?.text).toBe('one')
  })
  it('is none where that scores better, if there may be none', () => {
    const window = windowOf([8, 8, 0, 0, 0, 0, 5, 0, 0, 0, 0, 5])
    const found = bestAnswer([window], passage, tokens, { longest: 3, impossible: true })
    expect(found.answer).toBeNull()
    expect(found.otherwise?.text).toBe('one two three')
    expect(bestAnswer([window], passage, tokens, { longest: 3, impossible: false }).answer?.text).toBe('one two three')
  })
  it('is none of a passage that holds nothing', () => {
    const empty = { scores: new Float32Array(12), window: { from: 0, to: 0 }, start: 3 }
    const none = { ids: new Int32Array(0), starts: new Int32Array(0), ends: new Int32Array(0) }
    const found = bestAnswer([empty], '', none, { longest: 3, impossible: false })
    expect(found).toEqual({ answer: null, probability: 1, otherwise: null })
  })
})

describe('answers without spaces between words', () => {
  it('are compared as CMRC 2018’s script compares them', () => {
    for (const { right, said, exact, f1 } of recorded.byCharacters) {
      expect(isExactByCharacters(said, right), `${said} | ${right}`).toBe(exact)
      expect(characterF1(said, right), `${said} | ${right}`).toBeCloseTo(f1, 12)
    }
  })
  it('are right, partly right or wrong by the closest of the right ones', () => {
    const verdict = (said: string, right: string[]) => verdictOf(scoreAnswer(said, right, 'characters'))
    expect(verdict('1963年', ['1964年', '1963年。'])).toBe('right')
    expect(verdict('1963年', ['1964年'])).toBe('partly')
    expect(verdict('北京', ['1964年'])).toBe('wrong')
    expect(verdict('', [])).toBe('right')
    expect(verdict('北京', [])).toBe('wrong')
  })
})
