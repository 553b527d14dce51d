/**
 * Which runs the table shows, and in which order: view, filters and sorting. Pure, and quick for 10,000 runs.
 */
import type { RunStatus } from '../../../compute/spec/run.ts'
import type { RunSummary, Settings } from '../../../main/ipc/contract/records.ts'
import { type RunColumnKey, runColumnKeys, runColumns } from './run-columns.ts'

export type RunsView = Settings['runsTable']['view']

export interface RunListQuery {
  readonly view: RunsView
  /** Words that must all occur in what the table shows of a run. */
  readonly text: string
  /** Empty: any. */
  readonly statuses: ReadonlySet<RunStatus>
  readonly tag: string | null
  readonly sortBy: RunColumnKey
  readonly descending: boolean
}

/** In which of the views a run is. */
export function viewOf(run: RunSummary): RunsView {
  if (run.deletedAt !== null) return 'trash'
  return run.archivedAt === null ? 'active' : 'archived'
}

/** How many runs each view holds. */
export function countViews(runs: readonly RunSummary[]): Record<RunsView, number> {
  const counts: Record<RunsView, number> = { active: 0, archived: 0, trash: 0 }
  for (const run of runs) counts[viewOf(run)] += 1
  return counts
}

/**
 * The runs to show. `language` decides how texts are ordered, so that names in Chinese sort as a reader expects
 * and "run 9" comes before "run 10".
 */
export function listRuns(runs: readonly RunSummary[], query: RunListQuery, language: string): RunSummary[] {
  const words = query.text.toLocaleLowerCase(language).split(/\s+/u).filter(Boolean)
  const shown = runs.filter((run) => {
    return (
      viewOf(run) === query.view &&
      (query.statuses.size === 0 || query.statuses.has(run.status)) &&
      (query.tag === null || run.tags.includes(query.tag)) &&
      (words.length === 0 || matches(run, words, language))
    )
  })
  return sortRuns(shown, query.sortBy, query.descending, language)
}

function matches(run: RunSummary, words: readonly string[], language: string): boolean {
  const text = [run.name, run.datasetName, run.target, run.family, run.architecture, run.note, ...run.tags]
    .join('\n')
    .toLocaleLowerCase(language)
  return words.every((word) => text.includes(word))
}

function sortRuns(runs: RunSummary[], sortBy: RunColumnKey, descending: boolean, language: string): RunSummary[] {
  const column = runColumns[sortBy]
  const collator = new Intl.Collator(language, { numeric: true })
  const keyed = runs.map((run) => ({ run, value: column.sortValue(run) }))
  const direction = descending ? -1 : 1
  keyed.sort((a, b) => {
    if (a.value === null || b.value === null) {
      if (a.value !== b.value) return a.value === null ? 1 : -1
    } else {
      const order =
        typeof a.value === 'number' && typeof b.value === 'number'
          ? a.value - b.value
          : collator.compare(String(a.value), String(b.value))
      if (order !== 0) return order * direction
    }
    // Newest first among equals, so that the order is one and the same each time.
    return b.run.createdAt - a.run.createdAt || (a.run.id < b.run.id ? -1 : 1)
  })
  return keyed.map(({ run }) => run)
}

/** Every tag in use, most used first. */
export function tagsInUse(runs: readonly RunSummary[]): string[] {
  const counts = new Map<string, number>()
  for (const run of runs) for (const tag of run.tags) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([tag]) => tag)
}

/** A column key out of the settings, or the table's own where that one is not known (any more). */
export function knownSortKey(key: string): RunColumnKey {
  return runColumnKeys.find((known) => known === key) ?? 'created'
}
