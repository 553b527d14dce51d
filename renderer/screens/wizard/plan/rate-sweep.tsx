/** A short sweep over learning rates for a run that is still planned: begun by a button, shown as a curve, taken over by another. */
import { ScanSearch } from 'lucide-react'
import { useState } from 'react'
import type { AnyRunSpec } from '../../../../compute/spec/generation.ts'
import type { LearningRateRange } from '../../../../compute/spec/learning-rate-range.ts'
import { message } from '../../../../compute/spec/message.ts'
import { useJob } from '../../../bridge/use-job.ts'
import { RangeCurve } from '../../../charts/static/range-curve.tsx'
import { Button } from '../../../components/button.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { Progress } from '../../../components/progress.tsx'
import { useWords } from '../../../i18n/words.ts'

export interface RateSweepProps {
  readonly datasetId: string
  readonly spec: AnyRunSpec
  /** As for a plan that can't be trained. */
  readonly isDisabled: boolean
  /** The plan's learning rate. */
  readonly current: number
  readonly onUse: (rate: number) => void
}

/** See the file's head. */
export function RateSweep({ datasetId, spec, isDisabled, ...found }: RateSweepProps) {
  const { text } = useWords()
  const [range, setRange] = useState<LearningRateRange | null>(null)
  const { job, error, start, cancel } = useJob('advice.learningRates', message('wizard.rates.testing'), setRange)
  const sweep = () => {
    setRange(null)
    start((jobId) => ({ jobId, datasetId, spec }))
  }
  return (
    <>
      {job === null ? (
        <div className="rates-start">
          <Button size="small" icon={ScanSearch} isDisabled={isDisabled} onPress={sweep}>
            {text('wizard.rates.test')}
          </Button>
        </div>
      ) : (
        <Progress
          label={text('wizard.rates.testing')}
          progress={job.progress}
          cancelling={job.cancelling}
          onCancel={cancel}
        />
      )}
      {error !== null && <ErrorNotice error={error} />}
      {range !== null && <Found range={range} {...found} />}
    </>
  )
}

/** What the sweep found, and the way to take it over. */
function Found({
  range,
  current,
  onUse,
}: Pick<RateSweepProps, 'current' | 'onUse'> & { readonly range: LearningRateRange }) {
  const { text, format } = useWords()
  const { suggestion } = range
  const rate = suggestion === null ? null : Number(suggestion.learningRate.toPrecision(2))
  return (
    <div className="rates-found">
      <RangeCurve range={range} />
      <p className="quiet">{text(rate === null ? 'wizard.rates.none' : 'wizard.rates.found')}</p>
      {rate !== null && (
        <Button size="small" isDisabled={current === rate} onPress={() => onUse(rate)}>
          {text('wizard.rates.use', { rate: format.number(rate, 2) })}
        </Button>
      )}
    </div>
  )
}
