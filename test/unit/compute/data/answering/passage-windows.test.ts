/** Passages cut into windows beside their question, and the places of answers in them, as transformers has both. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { charactersBefore, unitsBefore } from '../../../../../compute/data/text/character-places.ts'
import {
  answerSteps,
  passageStart,
  passageWindows,
  questionTokens,
  writeWindow,
} from '../../../../../compute/data/answering/passage-windows.ts'
import { createTokenizer } from '../../../../../compute/data/text/tokenizer.ts'
import { wordPieceDefinition } from '../../../../../compute/data/text/word-piece-vocabulary.ts'
import recorded from '../../../../fixtures/evaluation/answering.json' with { type: 'json' }
import wordPiece from '../../../../fixtures/pretrained/word-piece.json' with { type: 'json' }

const folder = join(import.meta.dirname, '../../../../fixtures/pretrained/tiny-bert')
const vocabulary = readFileSync(join(folder, 'vocab.txt'), 'utf8')
const tokenizer = createTokenizer(wordPieceDefinition(vocabulary, { lowercase: true }), {})
const shape = { length: recorded.length, overlap: recorded.stride }

describe('tokens and their places', () => {
  it('are the tokens of the whole text, whatever stands in it', () => {
    for (const { text, ids } of wordPiece.lines) {
      expect([...tokenizer.encodePlaces(text).ids], JSON.stringify(text)).toEqual(ids.slice(1, -1))
    }
  })
  it('lie within the text and never go back', () => {
    for (const { text } of wordPiece.lines) {
      const { starts, ends } = tokenizer.encodePlaces(text)
      starts.forEach((start, at) => {
        expect(ends[at]).toBeGreaterThan(start)
        expect(ends[at]).toBeLessThanOrEqual(text.length)
        expect(start).toBeGreaterThanOrEqual(at === 0 ? 0 : starts[at - 1]!)
      })
    }
  })
  it('follow accents, Chinese and emoji to where they stand', () => {
    const text = 'e\u0301a 漢字 😀 ok'
    const { starts, ends } = tokenizer.encodePlaces(text)
    const pieces = Array.from(starts, (start, at) => text.slice(start, ends[at]))
    expect(pieces).toContain('漢')
    expect(pieces).toContain('字')
    expect(pieces).toContain('😀')
    expect(pieces.at(-1)?.endsWith('k')).toBe(true)
  })
})

describe('windows of passages', () => {
  it.each(recorded.pairs)(
    'are those of the tokenizers library: $question',
    ({ question, passage, answer, windows }) => {
      const asked = tokenizer.encodePlaces(question.trim()).ids
      const tokens = tokenizer.encodePlaces(passage)
      const cut = passageWindows(tokens.ids.length, asked.length, shape)
      expect(cut).toHaveLength(windows.length)
      const start = passageStart(asked.length, shape)
      const at = unitsBefore(passage, answer.start)!
      const span = { text: answer.text, start: at, end: at + answer.text.length }
      cut.forEach((window, index) => {
        const { ids, kinds, offsets, ends } = windows[index]!
        const row = new Float32Array(2 * shape.length)
        writeWindow(row, { question: asked, passage: tokens, window }, shape, { opening: 2, closing: 3 })
        expect([...row.subarray(0, shape.length)]).toEqual(ids)
        expect([...row.subarray(shape.length)]).toEqual(kinds)
        for (let token = window.from; token < window.to; token++) {
          const place = [tokens.starts[token]!, tokens.ends[token]!].map((unit) => charactersBefore(passage, unit))
          expect(place).toEqual(offsets[start + token - window.from])
        }
        expect(answerSteps(span, tokens, window, start)).toEqual(ends)
      })
    },
  )

  it('read half of their room of a question that is longer, and go on at least a token', () => {
    const narrow = { length: 11, overlap: 100 }
    expect(questionTokens(50, narrow)).toBe(4)
    const windows = passageWindows(20, 50, narrow)
    expect(windows[0]).toEqual({ from: 0, to: 4 })
    expect(windows.at(-1)?.to).toBe(20)
    windows.slice(1).forEach((window, at) => expect(window.from - windows[at]!.from).toBe(2))
  })
  it('of an empty passage are one that holds none of it', () => {
    expect(passageWindows(0, 3, shape)).toEqual([{ from: 0, to: 0 }])
  })
  it('hold no answer where a question has none, and where it goes on in the next one', () => {
    const tokens = tokenizer.encodePlaces('one two three four')
    const whole = { from: 0, to: tokens.ids.length }
    expect(answerSteps(null, tokens, whole, 5)).toEqual([0, 0])
    const two = { text: 'two three', start: 4, end: 13 }
    expect(answerSteps(two, tokens, { from: 0, to: 1 }, 5)).toEqual([0, 0])
  })
})
