/** How right an answer is, word by word, by SQuAD's evaluation script (Rajpurkar et al. 2016). */

/** Punctuation that Python's string.punctuation has: all of ASCII's. */
const punctuation = /[!-/:-@[-`{-~]/g
/** English articles by themselves. */
const articles = /(?<![\p{L}\p{N}_])(a|an|the)(?![\p{L}\p{N}_])/gu

/** The words of an answer that count: lower case, without punctuation and articles. */
function wordsOf(answer: string): readonly string[] {
  const plain = answer.toLowerCase().replace(punctuation, '').replace(articles, ' ')
  return plain.split(/\s+/u).filter((word) => word !== '')
}

/** Whether an answer is the right one, word for word. */
export const isExact = (answer: string, right: string): boolean =>
  wordsOf(answer).join(' ') === wordsOf(right).join(' ')

/** Harmonic mean of the shares of the answer's and of the right one's words that both have; without any words, whether both have none. */
export function wordF1(answer: string, right: string): number {
  const [said, asked] = [wordsOf(answer), wordsOf(right)]
  if (said.length === 0 || asked.length === 0) return said.length === asked.length ? 1 : 0
  const left = new Map<string, number>()
  for (const word of asked) left.set(word, (left.get(word) ?? 0) + 1)
  let common = 0
  for (const word of said) {
    const count = left.get(word) ?? 0
    if (count === 0) continue
    left.set(word, count - 1)
    common++
  }
  return (2 * common) / (said.length + asked.length)
}
