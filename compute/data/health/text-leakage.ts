/**
 * Texts that give the class away: by its name, which stands in them, or by a single word. A model learns that word and nothing
 * else, and knows nothing of texts without it.
 *
 * Measured as with columns (see `leakage`): the answer by the name of the class that stands in a text, and by whether one
 * word does, judged on the rows that are held out.
 */
import type { Finding } from '../../spec/health.ts'
import { documentFrequencies, type TextColumn } from '../text/document-frequency.ts'
import { wordsOf } from '../text/words.ts'
import { explainedShare, leastHeldOut, tellingShare } from './leakage.ts'
import { finding, type HealthQuestion } from './question.ts'

/** Words that are tried: those in the most training texts. */
const mostWords = 200
/** Of more texts so many are looked at. */
const mostTexts = 20_000

/** See the file's head. */
export function textLeakage({ target, split, sourceOf }: HealthQuestion, column: string, texts: TextColumn): Finding[] {
  const heldOut = Uint32Array.from([...split.validation, ...split.test])
  if (target.kind !== 'classes' || heldOut.length < leastHeldOut || texts.codes.length > mostTexts) return []
  const words = texts.dictionary.map((text) => new Set(wordsOf(text)))
  const judge = (codes: Int32Array) =>
    explainedShare({ kind: 'category', codes, dictionary: ['no', 'yes'] }, target, split, heldOut)
  const remedies = [{ kind: 'leave-out' as const, column }]
  const named = namedClasses(target.labels, texts, words)
  const byName = explainedShare(
    { kind: 'category', codes: named, dictionary: [...target.labels] },
    target,
    split,
    heldOut,
  )
  if (byName >= tellingShare) {
    const rows = [...heldOut].filter((row) => named[row]! >= 0)
    return [finding('leakage.className', { share: byName, rows: heldOut.length }, { column, rows, sourceOf, remedies })]
  }
  for (const [word] of documentFrequencies(texts, split.train, wordsOf).slice(0, mostWords)) {
    const codes = texts.codes.map((code) => (code >= 0 && words[code]!.has(word) ? 1 : 0))
    const share = judge(codes)
    if (share < tellingShare) continue
    const rows = [...heldOut].filter((row) => codes[row] === 1)
    return [finding('leakage.word', { word, share, rows: heldOut.length }, { column, rows, sourceOf, remedies })]
  }
  return []
}

/** For each row the class whose name stands in its text, −1 where that of none or of several does. */
function namedClasses(
  labels: readonly string[],
  { codes }: TextColumn,
  words: readonly ReadonlySet<string>[],
): Int32Array {
  const names = labels.map((label) => wordsOf(label))
  const ofCode = words.map((own) => {
    const standing = names.flatMap((name, label) =>
      name.length > 0 && name.every((word) => own.has(word)) ? [label] : [],
    )
    return standing.length === 1 ? standing[0]! : -1
  })
  return codes.map((code) => (code < 0 ? -1 : ofCode[code]!))
}
