/** What the texts of a column are like: how long, of how many different words, which words are frequent, in which languages. */
import type { TextFacts } from '../../spec/dataset.ts'
import { termsOf } from '../preprocess/text-terms.ts'
import { leastTermRows } from '../text/document-frequency.ts'
import type { LanguageTeller } from '../text/languages.ts'
import { countUnspaced } from '../text/words.ts'

/** How many texts are looked at. */
export const countedTexts = 20_000
const mostFrequent = 24
/** Texts whose language is looked for: enough for shares, and quick. */
const lookedForLanguage = 2000
/** Words in a larger share of the texts are those that every text has: and, of, is. */
const commonShare = 0.1
/** Terms are counted in so many words; of the texts after that only the length. */
const countedWords = 1_500_000

export interface TextCounter {
  add(text: string): void
  facts(): TextFacts
}

/** Counts text by text. */
export function createTextCounter(languageOf: LanguageTeller): TextCounter {
  const textsWith = new Map<string, number>()
  const lengths: number[] = []
  const languages = new Map<string, number>()
  let [words, unspaced, counted] = [0, 0, 0]
  return {
    add: (text) => {
      const language = lengths.length < lookedForLanguage ? languageOf(text) : null
      if (language !== null) languages.set(language, (languages.get(language) ?? 0) + 1)
      const terms = termsOf(text)
      const length = Math.ceil(terms.length / 2)
      lengths.push(length)
      if (words < countedWords) {
        counted++
        for (const term of new Set(terms)) textsWith.set(term, (textsWith.get(term) ?? 0) + 1)
      }
      words += length
      unspaced += countUnspaced(text)
    },
    facts: () => {
      const sorted = lengths.toSorted((a, b) => a - b)
      const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0
      const least = leastTermRows(counted)
      const single = [...textsWith].filter(([term]) => !term.includes(' '))
      const telling = single.filter(([, texts]) => texts > 1 && texts <= counted * commonShare)
      telling.sort(([a, textsA], [b, textsB]) => textsB - textsA || (a < b ? -1 : 1))
      return {
        words: { median: at(0.5), high: at(0.95), most: at(1) },
        counted,
        vocabulary: single.length,
        terms: [...textsWith.values()].filter((texts) => texts >= least).length,
        frequent: telling.slice(0, mostFrequent).map(([word, texts]) => ({ word, texts })),
        unspaced: words === 0 ? 0 : unspaced / words,
        languages: {
          looked: Math.min(lengths.length, lookedForLanguage),
          found: Array.from(languages, ([language, texts]) => ({ language, texts })).sort(
            (a, b) => b.texts - a.texts || (a.language < b.language ? -1 : 1),
          ),
        },
      }
    },
  }
}
