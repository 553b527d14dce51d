/** The learning rate, and a short sweep that finds out which one suits the plan as it is. */
import { ScanSearch } from 'lucide-react'
import { useState } from 'react'
import type { LearningRateRange } from '../../../../compute/spec/learning-rate-range.ts'
import { message } from '../../../../compute/spec/message.ts'
import { useJob } from '../../../bridge/use-job.ts'
import { RangeCurve } from '../../../charts/static/range-curve.tsx'
import { Button } from '../../../components/button.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { Progress } from '../../../components/progress.tsx'
import { useWords } from '../../../i18n/words.ts'
import { useEditor, usePlanField } from './editor-context.ts'
import { FieldRow, PlanNumber } from './field-row.tsx'
import { specOf } from './plan-spec.ts'

export function LearningRateRow() {
  const { text } = useWords()
  const { dataset, state, problems } = useEditor()
  const [range, setRange] = useState<LearningRateRange | null>(null)
  const { job, error, start, cancel } = useJob('advice.learningRates', message('wizard.rates.testing'), setRange)
  const sweep = () => {
    setRange(null)
    start((jobId) => ({ jobId, datasetId: dataset.id, spec: specOf(dataset, state) }))
  }
  return (
    <FieldRow field="learningRate">
      <PlanNumber field="learningRate" />
      {job === null ? (
        <div className="rates-start">
          <Button size="small" icon={ScanSearch} isDisabled={Object.keys(problems).length > 0} onPress={sweep}>
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
      {range !== null && <Found range={range} />}
    </FieldRow>
  )
}

/** What the sweep found, and the way to take it over. */
function Found({ range }: { readonly range: LearningRateRange }) {
  const { text, format } = useWords()
  const [current, set] = usePlanField('learningRate')
  const { suggestion } = range
  const rate = suggestion === null ? null : Number(suggestion.learningRate.toPrecision(2))
  return (
    <div className="rates-found">
      <RangeCurve range={range} />
      <p className="quiet">{text(rate === null ? 'wizard.rates.none' : 'wizard.rates.found')}</p>
      {rate !== null && (
        <Button size="small" isDisabled={current === rate} onPress={() => set(rate)}>
          {text('wizard.rates.use', { rate: format.number(rate, 2) })}
        </Button>
      )}
    </div>
  )
}
