import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createTokenizer } from '../../../../../compute/data/text/tokenizer.ts'
import { wordPieceDefinition } from '../../../../../compute/data/text/word-piece-vocabulary.ts'

const recorded = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../fixtures/pretrained/word-piece.json'), 'utf8'),
) as { vocabulary: string[]; lines: { text: string; ids: number[] }[] }

const tokenizer = createTokenizer(wordPieceDefinition(`${recorded.vocabulary.join('\n')}\n`, { lowercase: true }), {})

describe('a WordPiece tokeniser', () => {
  it('takes every line apart as the reference does: accents, Chinese, emoji, control characters', () => {
    expect(recorded.lines.length).toBeGreaterThan(150)
    for (const { text, ids } of recorded.lines) expect(tokenizer.encode(text), JSON.stringify(text)).toEqual(ids)
  })

  it('keeps the closing mark of a text that is too long, and fills up one that is too short', () => {
    const { ids, lengths, shortened } = tokenizer.encodeRows(['don’t stop at the end of a line', ''], 6)
    const [padding, opening, closing] = ['[PAD]', '[CLS]', '[SEP]'].map((mark) => recorded.vocabulary.indexOf(mark))
    expect(ids.length).toBe(12)
    expect([ids[0], ids[5]]).toEqual([opening, closing])
    expect([...ids.slice(6)]).toEqual([opening, closing, padding, padding, padding, padding])
    expect([...lengths]).toEqual([6, 2])
    expect(shortened).toBe(1)
    expect(tokenizer.vocabularySize).toBe(recorded.vocabulary.length)
  })

  it('leaves letters as they are where the model tells cases apart', () => {
    const cased = createTokenizer(wordPieceDefinition('[PAD]\n[UNK]\n[CLS]\n[SEP]\nÉté\nete', { lowercase: false }), {})
    const folded = createTokenizer(wordPieceDefinition('[PAD]\n[UNK]\n[CLS]\n[SEP]\nÉté\nete', { lowercase: true }), {})
    expect(cased.tokens('Été')).toEqual(['[CLS]', 'Été', '[SEP]'])
    expect(folded.tokens('Été')).toEqual(['[CLS]', 'ete', '[SEP]'])
  })

  it('refuses what is no definition of a tokeniser', () => {
    expect(() => createTokenizer({ model: { type: 'WordPiece' } }, {})).toThrow()
    expect(() => createTokenizer('[]', {})).toThrow()
  })
})
