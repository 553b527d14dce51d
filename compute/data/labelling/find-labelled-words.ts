/** Finds out whether a table holds words with a label each, and what they are like. */
import type { ColumnProfile, TableProfile } from '../../spec/dataset.ts'
import { StudioError } from '../../spec/errors.ts'
import type { LabelledFacts } from '../../spec/labelling.ts'
import type { ColumnSource } from '../preprocess/prepare-run.ts'
import { countUnspaced, spacedWords } from '../text/words.ts'
import { areTags, entitiesOf } from '../../spec/entities.ts'
import { labelledRows, type LabelledRows } from './labelled-rows.ts'

/** Labels are few beside words. */
const [mostLabels, labelShare] = [1000, 0.2]
/** Nearly all rows have as many labels as words. */
const evenShare = 0.95

/**
 * Looks whether a column labels the words of another.
 *
 * @param target the column of labels
 * @param words the column of words; the one that has as many in each row where not given
 * @returns null where it labels no other column's words
 */
export async function findLabelledWords(
  source: Pick<ColumnSource, 'columnNames' | 'columns'>,
  { columns }: Pick<TableProfile, 'columns'>,
  target: string,
  words?: string,
): Promise<LabelledFacts | null> {
  const labels = columns.find(({ name }) => name === target)
  if (labels === undefined || labels.kind === 'number') return null
  // Columns stand in the order of the file: words come first.
  const others = columns.filter(
    (column) => column !== labels && column.kind === 'text' && (words === undefined || column.name === words),
  )
  for (const column of others) {
    if (!matchesExamples(column, labels)) continue
    const facts = await factsOf(source, target, column.name)
    if (facts !== null) return facts
  }
  return null
}

/** Whether the first texts of both columns let expect a label for each word: a quick look before the whole is read. */
function matchesExamples(words: ColumnProfile, labels: ColumnProfile): boolean {
  const lengths = (column: ColumnProfile) => new Set(column.examples.map((text) => spacedWords(text).length))
  const [ofWords, ofLabels] = [lengths(words), lengths(labels)]
  return [...ofLabels].some((length) => ofWords.has(length))
}

async function factsOf(
  source: Pick<ColumnSource, 'columnNames' | 'columns'>,
  target: string,
  words: string,
): Promise<LabelledFacts | null> {
  const rows = await labelledRows(source, target, { words }).catch((error: unknown) => {
    if (error instanceof StudioError) return null
    throw error
  })
  if (rows === null) return null
  const facts = describe(rows, words)
  const isEven = facts.rows >= evenShare * (facts.rows + facts.uneven)
  const isFew = facts.labelCounts.length <= Math.min(mostLabels, Math.max(3, labelShare * facts.count))
  const isLonger = facts.count > 2 * facts.rows
  return isEven && isFew && isLonger ? facts : null
}

function describe({ target, words, labels }: LabelledRows, column: string): LabelledFacts {
  const counts = new Uint32Array(target.labels.length)
  const vocabulary = new Set<string>()
  const entities = areTags(target.labels) ? new Map<string, number>() : null
  let [rows, count, longest, characters, unspaced] = [0, 0, 0, 0, 0]
  words.forEach((own, row) => {
    if (own.length === 0) return
    rows++
    count += own.length
    longest = Math.max(longest, own.length)
    for (const word of own) {
      vocabulary.add(word)
      characters += word.length
      unspaced += countUnspaced(word)
    }
    for (const label of labels[row]!) counts[label]!++
    const tags = Array.from(labels[row]!, (label) => target.labels[label]!)
    if (entities !== null) {
      for (const { type } of entitiesOf(tags)) entities.set(type, (entities.get(type) ?? 0) + 1)
    }
  })
  const byCount = (a: { count: number }, b: { count: number }) => b.count - a.count
  return {
    ...{ words: column, labels: target.column, rows, uneven: words.length - rows, count, longest },
    vocabulary: vocabulary.size,
    labelCounts: target.labels.map((label, at) => ({ label, count: counts[at]! })).sort(byCount),
    entityCounts: entities === null ? null : [...entities].map(([type, own]) => ({ type, count: own })).sort(byCount),
    unspaced: unspaced / Math.max(1, characters),
  }
}
