import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  fitText,
  mostTerms,
  termsOf,
  textEncoder,
  textLength,
} from '../../../../../compute/data/preprocess/text-terms.ts'
import { caseForms, foldCase, wordsOf } from '../../../../../compute/data/text/words.ts'
import recorded from '../../../../fixtures/preprocessing/text-terms.json' with { type: 'json' }

const column = (texts: readonly string[]) => {
  const dictionary = [...new Set(texts)]
  return { dictionary, codes: Int32Array.from(texts, (text) => dictionary.indexOf(text)) }
}
const fitted = fitText('text', column(recorded.texts), Uint32Array.from(recorded.train), 5000)

function encode(feature: typeof fitted, text: string): Float32Array {
  const inputs = new Float32Array(feature.terms.length)
  textEncoder(feature)(text, inputs)
  return inputs
}

describe('words of a text', () => {
  it('are cut as the definition says in every script', () => {
    expect(recorded.texts.map(wordsOf)).toEqual(recorded.words)
  })

  it('are one word however its case, unless it is written in a way of its own', () => {
    expect(wordsOf('Good GOOD good iPhone')).toEqual(['good', 'good', 'good', 'iPhone'])
  })

  it('are each character of Chinese, so that pairs of them are its words', () => {
    expect(termsOf('这本书 good')).toEqual(['这', '本', '书', 'good', '这 本', '本 书', '书 good'])
  })

  it('have forms that all fold back to them, and no form of another word', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        for (const word of wordsOf(text)) {
          for (const form of caseForms(word)) expect(foldCase(form)).toBe(word)
          expect(caseForms(word)).toContain(word)
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('texts as counts of terms', () => {
  it('have the terms and the weights of scikit-learn’s TfidfVectorizer', () => {
    expect(fitted.terms.toSorted()).toEqual(recorded.terms.toSorted())
    const idf = new Map(recorded.terms.map((term, at) => [term, recorded.idf[at]!]))
    fitted.terms.forEach((term, at) => expect(fitted.weights[at], term).toBeCloseTo(idf.get(term)!, 5))
  })

  it('have its values, longer by a factor', () => {
    recorded.texts.forEach((text, row) => {
      const expected = new Map(
        Object.entries(recorded.values[row]!).map(([at, value]) => [recorded.terms[Number(at)]!, value * textLength]),
      )
      const inputs = encode(fitted, text)
      fitted.terms.forEach((term, at) => expect(inputs[at], `${row} ${term}`).toBeCloseTo(expected.get(term) ?? 0, 5))
    })
  })

  it('are all 0 for a text without a known word', () => {
    expect(encode(fitted, 'unheard').every((value) => value === 0)).toBe(true)
    expect(encode(fitted, '').every((value) => value === 0)).toBe(true)
  })

  it('learn nothing from rows outside of the training part', () => {
    const texts = ['a b', 'a b', 'secret word', 'secret word']
    expect(fitText('text', column(texts), Uint32Array.of(0, 1), 10).terms).toEqual(['a', 'a b', 'b'])
  })

  it('keep the most frequent terms where there are too many, fewer the more rows there are', () => {
    expect(fitText('text', column(recorded.texts), Uint32Array.from(recorded.train), 3).terms).toEqual(
      fitted.terms.slice(0, 3),
    )
    expect(mostTerms(1000)).toBe(5000)
    expect(mostTerms(100_000) * 100_000 * 4).toBeLessThanOrEqual(400e6)
    expect(mostTerms(100e6)).toBe(200)
  })
})
