/** Whether training ends by itself: off, or after how many epochs without a gain. */
import type { TrainingSpec } from '../../../../compute/spec/training.ts'
import { Switch } from '../../../components/toggle.tsx'
import { useWords } from '../../../i18n/words.ts'
import { usePlanField } from './editor-context.ts'
import { FieldRow } from './field-row.tsx'
import { Part } from './part.tsx'

const usualPatience = 20

/** See the file's head. */
export function EarlyStoppingRow() {
  const [stopping, set] = usePlanField('earlyStopping')
  return (
    <FieldRow field="earlyStopping">
      <EarlyStoppingChoice stopping={stopping} onChange={set} />
    </FieldRow>
  )
}

export interface EarlyStoppingChoiceProps {
  readonly stopping: TrainingSpec['earlyStopping']
  readonly onChange: (stopping: TrainingSpec['earlyStopping']) => void
}

/** Off, or a patience. */
export function EarlyStoppingChoice({ stopping, onChange }: EarlyStoppingChoiceProps) {
  const { text } = useWords()
  return (
    <>
      <Switch isSelected={stopping !== null} onChange={(on) => onChange(on ? { patience: usualPatience } : null)}>
        {text('wizard.fields.earlyStopping')}
      </Switch>
      {stopping !== null && (
        <div className="plan-subfields">
          <Part
            name="patience"
            value={stopping.patience}
            onChange={(patience) => onChange({ patience })}
            least={1}
            most={100_000}
            decimals={0}
          />
        </div>
      )}
    </>
  )
}
