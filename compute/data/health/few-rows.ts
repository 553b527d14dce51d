/** So few rows that the result depends on which of them happen to judge. */
import type { Finding } from '../../spec/health.ts'
import { methodOf, type SplitSpec } from '../../spec/split.ts'
import { finding, type HealthQuestion } from './question.ts'

/** Below this, results depend on which rows happen to be in which part. */
export const fewRows = 50
/** In so many folds each row judges once. */
const folds = 5

/** See the file's head. In folds, all of them judge. */
export function tooFewRows({ split }: HealthQuestion, spec: Pick<SplitSpec, 'method'>): Finding[] {
  const count = split.train.length + split.validation.length + split.test.length
  if (count >= fewRows || 'fold' in methodOf(spec)) return []
  return [
    finding(
      'fewRows',
      { count, wanted: fewRows },
      { remedies: [{ kind: 'divide', method: { kind: 'folds', folds, fold: 0, repeat: 0 } }] },
    ),
  ]
}
