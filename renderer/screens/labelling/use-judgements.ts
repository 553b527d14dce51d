/** What a trained run says of examples: classes that it disputes, or classes for those that have none. */
import { useMemo } from 'react'
import type { LabelSuggestion, LabelSuspect, LabelView } from '../../../compute/spec/data-edit.ts'
import type { DatasetRecord, RunSummary } from '../../../main/ipc/contract/records.ts'
import { useRequest } from '../../bridge/hooks.ts'
import type { Shown } from './label-state.ts'

/** A class that a run gives an example, with its probability. */
export type Judgement = Pick<LabelSuspect, 'row' | 'predicted' | 'confidence'>

export interface Judgements {
  /** Runs that can be asked, the newest first. */
  readonly runs: readonly RunSummary[]
  /** The one that is asked; null for none. */
  readonly run: RunSummary | null
  /** In the order in which they are looked at. */
  readonly byRow: ReadonlyMap<number, Judgement>
  /** Runs that judged: all of a cross-validation, each of the rows that it has not learned from. */
  readonly judges: number
  /** Whether the run learned from rows of another import, which these can't be found in. */
  readonly otherRows: boolean
  readonly pending: boolean
  readonly error: unknown
}

/** How suggestions are looked through: what can be accepted at a glance first, or what the model would learn the most from. */
const orders = {
  surest: (a: LabelSuggestion, b: LabelSuggestion) => b.confidence - a.confidence || a.row - b.row,
  unsure: (a: LabelSuggestion, b: LabelSuggestion) => a.margin - b.margin || a.row - b.row,
}

const isOrder = (shown: Shown): shown is keyof typeof orders => Object.hasOwn(orders, shown)

/** Whether a run is asked for what is shown. */
export const asksRun = (shown: Shown): boolean => shown === 'suspects' || isOrder(shown)

/** See the file's head. @param asked the run's id; null: none is asked */
export function useJudgements(
  { id }: DatasetRecord,
  column: string,
  { base }: LabelView,
  shown: Shown,
  asked: string | null,
): Judgements {
  const all = useRequest('runs.list', {}).data
  const runs = useMemo(() => (all ?? []).filter((run) => canJudge(run, id, column)), [all, id, column])
  const run = runs.find((each) => each.id === asked) ?? null
  const suggests = isOrder(shown)
  const request = { id: run?.id ?? '' }
  const suspects = useRequest('runs.suspects', request, { enabled: run !== null && !suggests })
  const suggestions = useRequest('runs.suggestions', request, { enabled: run !== null && suggests })
  const found = suggests ? suggestions : suspects
  const byRow = useMemo(() => {
    const suggested = suggestions.data?.base === base ? suggestions.data.suggestions : []
    const disputed = suspects.data?.base === base ? suspects.data.suspects : []
    const own: readonly Judgement[] = isOrder(shown) ? suggested.toSorted(orders[shown]) : disputed
    return new Map(run === null ? [] : own.map((one) => [one.row, one] as const))
  }, [run, shown, suspects.data, suggestions.data, base])
  const otherRows = found.data !== undefined && found.data.base !== base
  const judges = run === null || suggests ? 1 : (suspects.data?.runs ?? 1)
  return { runs, run, byRow, judges, otherRows, pending: run !== null && found.isPending, error: found.error }
}

/** Whether a run has been judged on test rows of a dataset by the classes of a column. */
function canJudge(run: RunSummary, datasetId: string, column: string): boolean {
  const alike = run.datasetId === datasetId && run.target === column && run.task === 'classification'
  return alike && run.score !== null && run.deletedAt === null
}
