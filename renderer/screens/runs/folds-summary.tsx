/** A cross-validation among compared runs: the mean of the score over its folds, how much it varies, and what is still to do. */
import { metrics } from '../../../compute/spec/evaluation.ts'
import type { AnyRunRecord } from '../../../main/ipc/contract/records.ts'
import { useCommand } from '../../bridge/hooks.ts'
import { Button } from '../../components/button.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Section } from '../../components/page.tsx'
import { useWords } from '../../i18n/words.ts'
import { foldsOf, meanAndDeviation } from './folds.ts'
import { isActive } from './run-batch.ts'

/** See the file's head. Nothing where the runs are not folds of one cross-validation. */
export function FoldsSummary({ runs }: { readonly runs: readonly AnyRunRecord[] }) {
  const { text, format } = useWords()
  const stop = useCommand('runs.stop', ['runs.get', 'runs.list'])
  const resume = useCommand('runs.resume', ['runs.get', 'runs.list'])
  const folds = foldsOf(runs)
  if (folds === null) return null
  const active = runs.filter(isActive)
  const resting = runs.filter(({ status }) => status === 'interrupted' || status === 'failed')
  const { metric, scores } = folds
  const { mean, deviation } = meanAndDeviation(scores)
  const write = (value: number) => (metrics[metric].percent ? format.percent(value) : format.number(value))
  return (
    <Section title={text('runs.folds.title')} lead={text('runs.folds.lead')}>
      {stop.error !== null && <ErrorNotice error={stop.error} />}
      {resume.error !== null && <ErrorNotice error={resume.error} />}
      <p className="folds-score">
        {scores.length === 0
          ? text('runs.folds.none')
          : text('runs.folds.score', {
              metric: text(`result.metrics.${metric}.name`),
              mean: write(mean),
              deviation: deviation === null ? '—' : write(deviation),
            })}
      </p>
      <p className="quiet">{text('runs.folds.done', { done: scores.length, all: runs.length })}</p>
      {active.length > 0 && (
        <Button size="small" onPress={() => active.forEach(({ id }) => stop.mutate({ id }))}>
          {text('runs.folds.stop', { count: active.length })}
        </Button>
      )}
      {resting.length > 0 && (
        <Button size="small" onPress={() => resting.forEach(({ id }) => resume.mutate({ id }))}>
          {text('runs.folds.resume', { count: resting.length })}
        </Button>
      )}
    </Section>
  )
}
