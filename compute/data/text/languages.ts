/**
 * Which language a text is in: Chinese and Japanese by their characters, others by runs of letters as they are frequent in each
 * of sixty languages (the tables of eld). It is told only where the text is long enough to be sure.
 */

/** Gives the code of a text's language (ISO 639-1); null where it can't be told. */
export type LanguageTeller = (text: string) => string | null

/** The beginning of a text is enough. */
const looked = 400
/** A text of fewer letters may be in many languages. */
const leastLetters = 10
/** Of a text's letters, from this share on in East Asian script it is in that language, whatever names stand between. */
const eastAsianShare = 1 / 3
/** A Japanese text has this share of its characters in kana at least, a Chinese one has hardly any. */
const kanaShare = 0.1

const [letter, han, kana] = [/\p{L}/gu, /\p{Script=Han}/gu, /[\p{Script=Hiragana}\p{Script=Katakana}]/gu]
const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0

/** What the characters alone say: a language, that it can't be told (null), or that letters have to be looked at. */
function byCharacters(text: string): 'zh' | 'ja' | 'letters' | null {
  const letters = count(text, letter)
  const inKana = count(text, kana)
  const eastAsian = count(text, han) + inKana
  if (eastAsian > 1 && eastAsian >= eastAsianShare * letters) return inKana >= kanaShare * eastAsian ? 'ja' : 'zh'
  return letters < leastLetters ? null : 'letters'
}

let loaded: Promise<LanguageTeller> | null = null

/** The tables take half a second to load and fifty megabytes, so they are loaded when the first text is asked about. */
export function loadLanguages(): Promise<LanguageTeller> {
  loaded ??= import('eld/small').then(({ eld }) => (text) => {
    const beginning = text.slice(0, looked)
    const told = byCharacters(beginning)
    if (told !== 'letters') return told
    const found = eld.detect(beginning)
    return found.language !== '' && found.isReliable() ? found.language : null
  })
  return loaded
}
