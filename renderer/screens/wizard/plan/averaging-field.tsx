/** The moving average of the weights: off, or how long it remembers. */
import type { TrainingSpec } from '../../../../compute/spec/training.ts'
import { Switch } from '../../../components/toggle.tsx'
import { useWords } from '../../../i18n/words.ts'
import { usePlanField } from './editor-context.ts'
import { FieldRow } from './field-row.tsx'
import { Part } from './part.tsx'

/** For the few hundred to few thousand steps that a table's training has; image models take 0.999 and more. */
const usualDecay = 0.99

/** See the file's head. */
export function AveragingRow() {
  const { text } = useWords()
  const [averaging, set] = usePlanField('averaging')
  return (
    <FieldRow field="averaging">
      <AveragingChoice label={text('wizard.fields.averaging')} averaging={averaging} onChange={set} />
    </FieldRow>
  )
}

export interface AveragingChoiceProps extends Pick<TrainingSpec, 'averaging'> {
  readonly label: string
  readonly onChange: (averaging: TrainingSpec['averaging']) => void
}

/** Off, or how long the average remembers. */
export function AveragingChoice({ label, averaging, onChange: set }: AveragingChoiceProps) {
  return (
    <>
      <Switch isSelected={averaging !== null} onChange={(on) => set(on ? { decay: usualDecay } : null)}>
        {label}
      </Switch>
      {averaging !== null && (
        <div className="plan-subfields">
          <Part
            name="averageDecay"
            value={averaging.decay}
            onChange={(decay) => set({ decay })}
            least={0}
            most={0.99999}
          />
        </div>
      )}
    </>
  )
}
