/** The classes that labelling shows: with edits that are still on their way, counted, and filtered. Pure. */
import type { AskedEdit, LabelView } from '../../../compute/spec/data-edit.ts'

export interface ClassCount {
  readonly label: string
  readonly count: number
}

/**
 * Which examples are shown: `surest` and `unsure` are those without a class in the order of what a run says of them, `found`
 * are those that something else named; `class:` is followed by a class.
 */
export type Shown =
  'all' | 'unlabelled' | 'surest' | 'unsure' | 'excluded' | 'changed' | 'suspects' | 'found' | `class:${string}`

/** The view as it will be. */
export function withEdits(view: LabelView, column: string, edits: readonly AskedEdit[]): LabelView {
  if (edits.length === 0) return view
  const dictionary = [...view.dictionary]
  const labels = view.labels.slice()
  const excluded = view.excluded.slice()
  let { named } = view
  const codeOf = (label: string | null): number => {
    if (label === null) return -1
    const known = dictionary.indexOf(label)
    return known < 0 ? dictionary.push(label) - 1 : known
  }
  for (const edit of edits) {
    switch (edit.kind) {
      case 'set-values': {
        const code = codeOf(edit.value)
        if (edit.column === column) for (const row of edit.rows) labels[row] = code
        break
      }
      case 'replace-values': {
        if (edit.column !== column) break
        const from = new Set(edit.from.map(codeOf))
        const to = codeOf(edit.to)
        named = [...new Set(named.map((label) => (edit.from.includes(label) ? edit.to : label)))]
        labels.forEach((code, row) => {
          if (from.has(code)) labels[row] = to
        })
        break
      }
      case 'exclude':
      case 'include':
        for (const row of edit.rows) excluded[row] = edit.kind === 'exclude' ? 1 : 0
        break
      case 'exclude-where':
      case 'set-kinds':
      case 'add-column':
      case 'drop-columns':
        // What these do is known when they are done.
        break
    }
  }
  return { ...view, dictionary, labels, excluded, named }
}

/**
 * The classes that were named beforehand, in that order, and others that examples have, in the order of their names, so that a
 * class keeps its key while others grow.
 */
export function countClasses({ dictionary, labels, excluded, named }: LabelView): ClassCount[] {
  const counts = new Uint32Array(dictionary.length)
  labels.forEach((code, row) => {
    if (code >= 0 && excluded[row] === 0) counts[code]!++
  })
  const others = dictionary
    .map((label, code) => ({ label, count: counts[code]! }))
    .filter(({ label, count }) => count > 0 && !named.includes(label))
    .sort((a, b) => a.label.localeCompare(b.label, undefined, { numeric: true }))
  return [...named.map((label) => ({ label, count: counts[dictionary.indexOf(label)] ?? 0 })), ...others]
}

/** The key of each class: its own name where all are single digits, else its place, 0 for the tenth. More have none. */
export function keysOfClasses(classes: readonly ClassCount[]): ReadonlyMap<string, string> {
  const named = classes.every(({ label }) => /^[0-9]$/.test(label))
  return new Map(
    classes.slice(0, 10).map(({ label }, place) => [label, named ? label : String((place + 1) % 10)] as const),
  )
}

/** A row's class. */
export function labelOf({ dictionary, labels }: LabelView, row: number): string | null {
  return dictionary[labels[row]!] ?? null
}

/** The class that a row was imported with, where it has another now; undefined where it has the same. */
export function formerLabel({ dictionary, labels, imported }: LabelView, row: number): string | null | undefined {
  return labels[row] === imported[row] ? undefined : (dictionary[imported[row]!] ?? null)
}

/** The rows that are shown, in their order. @param named rows that a run speaks of, in that order, or found otherwise */
export function shownRows(view: LabelView, shown: Shown, named: readonly number[]): number[] {
  if (shown === 'suspects' || shown === 'found') return named.filter((row) => row < view.rows)
  if (shown === 'surest' || shown === 'unsure') return named.filter((row) => hasNoClass(view, row))
  const { labels, imported, excluded, dictionary } = view
  const code = shown.startsWith('class:') ? dictionary.indexOf(shown.slice('class:'.length)) : -1
  const fits = (row: number): boolean => {
    switch (shown) {
      case 'all':
        return true
      case 'excluded':
        return excluded[row] === 1
      case 'changed':
        return labels[row] !== imported[row]
      default:
        return excluded[row] === 0 && labels[row] === code
    }
  }
  return Array.from({ length: view.rows }, (_, row) => row).filter(fits)
}

/** Whether an example is to have a class and has none. */
const hasNoClass = ({ labels, excluded, rows }: LabelView, row: number): boolean =>
  row < rows && excluded[row] === 0 && labels[row]! < 0

/** The next example without a class behind a row, from the beginning again where there is none; null where all have one. */
export function nextWithoutClass(view: LabelView, rows: readonly number[], after: number | null): number | null {
  const place = after === null ? 0 : rows.indexOf(after) + 1
  return [...rows.slice(place), ...rows.slice(0, place)].find((row) => hasNoClass(view, row)) ?? null
}

/** How many examples each filter shows, but for classes and suspects. */
export function countShown({ labels, imported, excluded, rows }: LabelView) {
  let [unlabelled, left, changed] = [0, 0, 0]
  for (let row = 0; row < rows; row++) {
    if (excluded[row] === 1) left++
    else if (labels[row]! < 0) unlabelled++
    if (labels[row] !== imported[row]) changed++
  }
  return { all: rows, unlabelled, excluded: left, changed }
}

/** Where to go on after rows were dealt with: the first row behind them, or else the last before them. */
export function nextAfter(rows: readonly number[], dealtWith: ReadonlySet<number>): number | null {
  let last = rows.length - 1
  while (last >= 0 && !dealtWith.has(rows[last]!)) last--
  const behind = rows[last + 1]
  if (behind !== undefined) return behind
  return rows.findLast((row) => !dealtWith.has(row)) ?? rows.at(-1) ?? null
}
