/** What differs between runs: rows of the comparison's table. Pure. */
import { type MetricName, metrics } from '../../../compute/spec/evaluation.ts'
import type { AnyRunRecord } from '../../../main/ipc/contract/records.ts'

/** Figures that are compared, with which way is up; null: neither. */
export const comparedFigures = {
  score: null,
  bestValidationLoss: 'lower',
  bestEpoch: null,
  seconds: null,
} as const satisfies Record<string, 'higher' | 'lower' | null>
export type ComparedFigure = keyof typeof comparedFigures

/** The value of a figure; null where a run has none. */
export function figureOf(run: AnyRunRecord, figure: ComparedFigure): number | null {
  switch (figure) {
    case 'score':
      return run.score?.value ?? null
    case 'bestValidationLoss':
      return run.bestValidationLoss
    case 'bestEpoch':
      return run.bestEpoch
    case 'seconds':
      return run.seconds
  }
}

/**
 * Indices of the best runs by a figure: none where there is no better, where all are alike, or where the runs'
 * scores are of different metrics or data and so can't be compared.
 */
export function bestRuns(runs: readonly AnyRunRecord[], figure: ComparedFigure): number[] {
  const direction = figure === 'score' ? scoreDirection(runs) : comparedFigures[figure]
  if (direction === null || !comparable(runs)) return []
  const values = runs.map((run) => figureOf(run, figure))
  const known = values.filter((value): value is number => value !== null)
  const best = direction === 'higher' ? Math.max(...known) : Math.min(...known)
  if (known.length < 2 || known.every((value) => value === best)) return []
  return values.flatMap((value, index) => (value === best ? [index] : []))
}

/** Whether the runs answer the same question of the same data: only then do their scores mean the same. */
export function comparable(runs: readonly AnyRunRecord[]): boolean {
  return new Set(runs.map(questionOf)).size <= 1
}

function questionOf({ spec }: AnyRunRecord): string {
  const { datasetFingerprint, task } = spec
  return JSON.stringify([datasetFingerprint, task, spec.task === 'generation' ? spec.image : spec.target])
}

function scoreDirection(runs: readonly AnyRunRecord[]): 'higher' | 'lower' | null {
  const names = new Set(runs.flatMap(({ score }): MetricName[] => (score === null ? [] : [score.metric])))
  const [only] = names
  return names.size === 1 && only !== undefined ? metrics[only].better : null
}
