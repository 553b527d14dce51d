/** Sentences cut into words that are labelled one by one, and what unknown words look like. */
import { describe, expect, it } from 'vitest'
import { fitWords, vocabularyOf, wordEncoder } from '../../../../../compute/data/preprocess/word-sequence.ts'
import { cutSentence, shapeOf, spacedWords, wordShapes } from '../../../../../compute/data/text/words.ts'

describe('a sentence of one’s own', () => {
  it.each([
    ['Book a table, please!', 'Book|a|table|,|please|!'],
    ['It’s Anna\'s 1st – don’t (ask) "why".', 'It’s|Anna\'s|1st|–|don’t|(|ask|)|"|why|"|.'],
    ['été\u0301 naïve ÄÖ', 'été\u0301|naïve|ÄÖ'],
    ['', ''],
    ['😀 ok', '😀|ok'],
  ])('is cut at spaces and signs: %s', (sentence, words) => {
    expect(cutSentence(sentence, new Set()).join('|')).toBe(words)
  })

  it('is cut into the longest words that are known, where there are no spaces', () => {
    expect(cutSentence('我在北京大学学习AI。', new Set(['北京', '北京大学', '学习']))).toEqual([
      ...['我', '在', '北京大学', '学习', 'AI', '。'],
    ])
    expect(cutSentence('我在北京', new Set())).toEqual(['我', '在', '北', '京'])
  })
})

describe('words between spaces', () => {
  it('stay as they are written, and unbreakable spaces hold them together', () => {
    expect(spacedWords('  New\u00a0York is\tbig ')).toEqual(['New\u00a0York', 'is', 'big'])
  })

  it.each([
    ['2024', 0],
    ['A4', 0],
    ['NATO', 1],
    ['U.S.', 1],
    ['Paris', 2],
    ['I', 2],
    ['paris', 3],
    ['iPhone', 3],
    ['东京', 3],
    [',', -1],
    ['…', -1],
  ])('have a shape: %s', (word, shape) => {
    expect(shapeOf(word)).toBe(shape)
  })

  it('have numbers where they are frequent enough, by case, and their shape’s number otherwise', () => {
    const dictionary = ['the Nile flows', 'the nile flows', 'the Nile']
    const texts = { codes: Int32Array.from([0, 1, 2]), dictionary }
    const feature = fitWords('text', texts, Uint32Array.of(0, 1, 2), { length: 8, vocabulary: 100 }, { labelled: true })
    expect(feature.words).toEqual(['the', 'Nile', 'flows'])
    expect(vocabularyOf(feature)).toBe(2 + wordShapes.length + 3)
    const inputs = new Float32Array(8)
    wordEncoder(feature)('the Nile NILE nile Ob 3 , end', inputs)
    expect([...inputs]).toEqual([6, 7, 3, 5, 4, 2, 1, 5])
  })
})
