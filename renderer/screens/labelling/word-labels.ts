/** Sentences whose words have a label each, while they are worked on: which words are meant, and what labels become. Pure. */
import type { LabelView } from '../../../compute/spec/data-edit.ts'
import {
  areTags,
  entitiesOf,
  type TagScheme,
  tagSchemeOf,
  tagsOf,
  typeOfTag,
  withEntity,
} from '../../../compute/spec/entities.ts'
import type { ClassCount } from './label-state.ts'

/** Words from one to another, from 0; the cursor is at the last. */
export interface WordRange {
  readonly anchor: number
  readonly cursor: number
}

/** How labels are written: as tags of entities, or each by itself. */
export type LabelForm = TagScheme | 'words'

/** The words of a text, and so the labels of a cell: what stands between white space. */
export const wordsOf = (text: string | null): string[] =>
  (text ?? '').split(/[ \t\n\v\f\r]+/).filter((word) => word !== '')

/** The first and last word of a range. */
export const spanOf = ({ anchor, cursor }: WordRange) => ({
  first: Math.min(anchor, cursor),
  last: Math.max(anchor, cursor),
})

/** Goes by a number of words, stopping at the ends. */
export function moveWords({ anchor, cursor }: WordRange, by: number, extend: boolean, words: number): WordRange {
  const next = Math.max(0, Math.min(words - 1, cursor + by))
  return { anchor: extend ? anchor : next, cursor: next }
}

/** As many labels as there are words: what is missing is O, what is too much goes. */
export const evenLabels = (labels: readonly string[], words: number): string[] =>
  Array.from({ length: words }, (_, word) => labels[word] ?? 'O')

/** The labels of a sentence with others for some of its words. @param type null for none */
export function relabelled(
  labels: readonly string[],
  range: WordRange,
  type: string | null,
  form: LabelForm,
): readonly string[] {
  const { first, last } = spanOf(range)
  if (form === 'words') return labels.map((label, word) => (word >= first && word <= last ? (type ?? 'O') : label))
  return tagsOf(withEntity(entitiesOf(labels), { first, last }, type), labels.length, form)
}

/** How the labels of a column are written, by all that there are. */
export function formOf({ dictionary }: Pick<LabelView, 'dictionary'>): LabelForm {
  const sentences = dictionary.map(wordsOf)
  return sentences.some((labels) => areTags(labels)) &&
    sentences.every((labels) => labels.length === 0 || !hasOther(labels))
    ? tagSchemeOf(sentences)
    : 'words'
}

/** Whether some labels are neither tags nor O. */
const hasOther = (labels: readonly string[]): boolean => !areTags(labels) && labels.some((label) => label !== 'O')

/** The types with how often each stands in the sentences that are not left out, in the order of their names. */
export function countTypes({ dictionary, labels, excluded }: LabelView, form: LabelForm): ClassCount[] {
  const uses = new Uint32Array(dictionary.length)
  labels.forEach((code, row) => {
    if (code >= 0 && excluded[row] === 0) uses[code]!++
  })
  const counts = new Map<string, number>()
  dictionary.forEach((cell, code) => {
    if (uses[code] === 0) return
    for (const type of typesIn(wordsOf(cell), form)) counts.set(type, (counts.get(type) ?? 0) + uses[code]!)
  })
  return Array.from(counts, ([label, count]) => ({ label, count })).sort((a, b) => a.label.localeCompare(b.label))
}

/** The types of a sentence, as often as they stand in it. */
export function typesIn(labels: readonly string[], form: LabelForm): string[] {
  return form === 'words'
    ? labels.filter((label) => label !== 'O').map(typeOfTag)
    : entitiesOf(labels).map(({ type }) => type)
}

/** Which sentences are shown: `type:` is followed by a type. */
export type ShownSentences = 'all' | 'changed' | 'excluded' | `type:${string}`

/** The rows that are shown, in their order. */
export function shownSentences(view: LabelView, shown: ShownSentences, form: LabelForm): number[] {
  const rows = Array.from({ length: view.rows }, (_, row) => row)
  if (shown === 'all') return rows
  if (shown === 'excluded') return rows.filter((row) => view.excluded[row] === 1)
  if (shown === 'changed') return rows.filter((row) => view.labels[row] !== view.imported[row])
  const type = shown.slice('type:'.length)
  const having = view.dictionary.map((cell) => typesIn(wordsOf(cell), form).includes(type))
  return rows.filter((row) => view.excluded[row] === 0 && having[view.labels[row]!] === true)
}
