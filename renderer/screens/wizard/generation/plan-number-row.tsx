/** A number of a plan for making pictures: its field, what it means in the margin, and the way back once it was changed. */
import { Undo2 } from 'lucide-react'
import type { GenerationSpec } from '../../../../compute/spec/generation.ts'
import { IconButton } from '../../../components/button.tsx'
import { NumberField } from '../../../components/field.tsx'
import { Reasoned } from '../../../components/page.tsx'
import { useWords } from '../../../i18n/words.ts'
import { type PlanNumberName, planNumbers } from './generation-plan.ts'

/** Numbers that plans for predicting have too, and under the same words. */
const shared: readonly PlanNumberName[] = ['epochs', 'batchSize', 'learningRate', 'seed', 'threads']

export interface PlanNumberRowProps {
  readonly name: PlanNumberName
  readonly plan: GenerationSpec
  readonly recommended: GenerationSpec
  readonly onChange: (plan: GenerationSpec) => void
}

/** See the file's head. Nothing where the plan's network has no such number. */
export function PlanNumberRow({ name, plan, recommended, onChange }: PlanNumberRowProps) {
  const { text, format } = useWords()
  const { least, most, decimals, read, write } = planNumbers[name]
  const [value, usual] = [read(plan), read(recommended)]
  if (value === null) return null
  const home = shared.includes(name) ? 'wizard' : 'wizard.generation'
  const label = text(`${home}.fields.${name}`)
  return (
    <Reasoned
      reason={
        <>
          {text(`${home}.meanings.${name}`)}
          {usual !== null && usual !== value && (
            <span className="field-recommended">
              {text('wizard.recommended', { value: format.number(usual) })}
              <IconButton
                icon={Undo2}
                size="small"
                label={text('wizard.resetField', { field: label })}
                onPress={() => onChange(write(plan, usual))}
              />
            </span>
          )}
        </>
      }
    >
      <div className="plan-field">
        <NumberField
          label={label}
          value={value}
          onChange={(next) => Number.isFinite(next) && onChange(write(plan, next))}
          minValue={least}
          maxValue={most}
          stepper={decimals === 0}
          formatOptions={{ maximumFractionDigits: decimals, useGrouping: false }}
        />
      </div>
    </Reasoned>
  )
}
