/**
 * What a word is: one definition for fitting, for training, and for the exported model, whose graph cuts texts by the
 * same pattern.
 *
 * A word is a run of letters, marks and digits. Scripts that write words without spaces between them (Chinese, Japanese)
 * give a word for each character, and so do pictures such as emoji: pairs of neighbours then stand for longer words.
 */

/** Scripts whose characters are words of their own. */
const alone = ['Han', 'Hiragana', 'Katakana'] as const

const patternOf = (script: (name: string) => string) => {
  const scripts = alone.map(script).join('')
  return String.raw`(?:[^\P{L}${scripts}]|[\p{M}\p{N}])+|[${scripts}\p{So}]`
}

/** The pattern of a word, as RE2 writes it: the regular expressions of ONNX Runtime. */
export const wordPattern = patternOf((name) => `\\p{${name}}`)
const words = new RegExp(
  patternOf((name) => `\\p{Script=${name}}`),
  'gu',
)

const unspaced = new RegExp(`[${alone.map((name) => `\\p{Script=${name}}`).join('')}]`, 'gu')
/** All other characters, in the regular expressions of DuckDB (RE2). */
export const spacedPattern = `[^${alone.map((name) => `\\p{${name}}`).join('')}]`

/** How many characters of a text are of scripts without spaces between words. */
export function countUnspaced(text: string): number {
  return text.match(unspaced)?.length ?? 0
}

const capitalised = (word: string) => {
  const [first = '', ...rest] = word
  return first.toUpperCase() + rest.join('')
}

/**
 * A word without regard to case, where it is written in one of the usual three ways: good, Good, GOOD. Others (iPhone) are
 * words of their own. No more than that, so that an exported model can know all forms of a word by heart.
 */
export function foldCase(word: string): string {
  const lower = word.toLowerCase()
  return [lower, capitalised(lower), lower.toUpperCase()].includes(word) ? lower : word
}

/** All ways of writing that `foldCase` takes for this word. */
export function caseForms(word: string): string[] {
  const forms = new Set([word, capitalised(word), word.toUpperCase()])
  return [...forms].filter((form) => foldCase(form) === word)
}

/** What stands between spaces, in its order and as it is written: the words of a text that are labelled one by one. */
export const spacedWords = (text: string): string[] => text.split(/[ \t\n\v\f\r]+/).filter((word) => word !== '')

/**
 * What words look like, the first that fits: with digits in them, in capitals, capitalised, of letters at all. Each fits a
 * whole word, in the regular expressions of JavaScript (with u) and of ONNX Runtime (RE2) alike.
 */
export const wordShapes = [
  String.raw`.*\p{N}.*`,
  String.raw`[^\p{Ll}]*\p{Lu}[^\p{Ll}]*\p{Lu}[^\p{Ll}]*`,
  String.raw`\p{Lu}.*`,
  String.raw`.*\p{L}.*`,
] as const
const shapePatterns = wordShapes.map((shape) => new RegExp(`^(?:${shape})$`, 'u'))

/** Which of the shapes a word has; −1 for none, such as punctuation. */
export const shapeOf = (word: string): number => shapePatterns.findIndex((pattern) => pattern.test(word))

/** The longest run of characters without spaces that is looked up as one word. */
const longestUnspaced = 8
const pieces = new RegExp(
  String.raw`(?:[^\P{L}${alone.map((name) => `\\p{Script=${name}}`).join('')}]|[\p{M}\p{N}]|(?<=\p{L})['’](?=\p{L}))+|[${alone
    .map((name) => `\\p{Script=${name}}`)
    .join('')}]+|\S`,
  'gu',
)

/**
 * A sentence as it is written, cut into words to be labelled: runs of letters and digits, and every other sign by itself. Where
 * a script has no spaces, the longest words that are known, else each character.
 */
export function cutSentence(sentence: string, known: ReadonlySet<string>): string[] {
  return (sentence.match(pieces) ?? []).flatMap((piece) => {
    if (countUnspaced(piece) === 0) return [piece]
    const characters = Array.from(piece)
    const words: string[] = []
    for (let at = 0; at < characters.length;) {
      let length = Math.min(longestUnspaced, characters.length - at)
      while (length > 1 && !known.has(characters.slice(at, at + length).join(''))) length--
      words.push(characters.slice(at, at + length).join(''))
      at += length
    }
    return words
  })
}

/** The words of a text in their order, without regard to case. */
export function wordsOf(text: string): string[] {
  return (text.match(words) ?? []).map(foldCase)
}
