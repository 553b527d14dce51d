/** Rows of words with a label each, out of two columns of texts. */
import { StudioError } from '../../spec/errors.ts'
import type { Labelling } from '../../spec/labelling.ts'
import type { ColumnValues } from '../column-values.ts'
import type { ColumnSource } from '../preprocess/prepare-run.ts'
import { requireColumn } from '../preprocess/require-column.ts'
import { maxClasses, type TargetValues } from '../preprocess/target.ts'
import { spacedWords } from '../text/words.ts'

export type StepTarget = Extract<TargetValues, { kind: 'step-classes' }>

export interface LabelledRows {
  readonly target: StepTarget
  /** The words of each row; none where the row is not used. */
  readonly words: readonly (readonly string[])[]
  /** The labels of each row's words, as indices. */
  readonly labels: readonly Int32Array[]
}

const none: { readonly words: readonly string[]; readonly labels: Int32Array } = {
  words: [],
  labels: new Int32Array(0),
}

/**
 * Reads the words and labels of a run. Rows without words, or with more or fewer labels, are not used.
 * @throws StudioError target-not-found, labels-without-words, target-one-class, target-too-many-classes
 */
export async function labelledRows(
  source: Pick<ColumnSource, 'columnNames' | 'columns'>,
  target: string,
  { words: column }: Pick<Labelling, 'words'>,
): Promise<LabelledRows> {
  for (const name of [target, column]) requireColumn(source.columnNames, name)
  const { columns, rows } = await source.columns([column, target])
  const [texts, tags] = [textOfRow(columns.get(column)), textOfRow(columns.get(target))]
  const cut = Array.from({ length: rows }, (_, row) => ({
    words: spacedWords(texts(row)),
    labels: spacedWords(tags(row)),
  }))
  const used = cut.map(({ words, labels }) => words.length > 0 && words.length === labels.length)
  const count = used.filter(Boolean).length
  if (count === 0) throw new StudioError('labels-without-words', { column: target, words: column })
  const names = new Set<string>()
  cut.forEach(({ labels }, row) => used[row] && labels.forEach((label) => names.add(label)))
  const labels = [...names].sort()
  if (labels.length === 1) throw new StudioError('target-one-class', { column: target, value: labels[0]!, rows: count })
  if (labels.length > maxClasses) {
    throw new StudioError('target-too-many-classes', { column: target, classes: labels.length, rows: count })
  }
  const indexOf = new Map(labels.map((label, at) => [label, at]))
  const kept = cut.map((row, at) =>
    used[at] ? { words: row.words, labels: Int32Array.from(row.labels, (label) => indexOf.get(label)!) } : none,
  )
  return {
    target: {
      kind: 'step-classes',
      column: target,
      labels,
      values: Int32Array.from(kept, ({ words }) => (words.length === 0 ? -1 : words.length)),
    },
    words: kept.map((row) => row.words),
    labels: kept.map((row) => row.labels),
  }
}

/** A column's text of a row; empty where it is missing. */
function textOfRow(column: ColumnValues | undefined): (row: number) => string {
  if (column === undefined || column.kind === 'number') return () => ''
  return (row) => column.dictionary[column.codes[row]!] ?? ''
}
