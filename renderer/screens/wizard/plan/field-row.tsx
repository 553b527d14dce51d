/** A field of the plan: its control, what it means in the margin, and the way back once it was changed. */
import { Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '../../../components/button.tsx'
import { NumberField } from '../../../components/field.tsx'
import { Reasoned } from '../../../components/page.tsx'
import { useWords } from '../../../i18n/words.ts'
import { planOf, type PlanField } from '../state/plan.ts'
import { useEditor, usePlanField } from './editor-context.ts'
import { useSettingWords } from './setting-words.ts'

interface FieldRowProps {
  readonly field: PlanField
  /** What it means, where that is not the same for all plans. */
  readonly meaning?: string
  readonly children: ReactNode
}

/** A row of the editor. */
export function FieldRow({ field, meaning, children }: FieldRowProps) {
  const { text, say } = useWords()
  const { state, changed, problems, reset } = useEditor()
  const write = useSettingWords(state)
  const problem = problems[field]
  return (
    <Reasoned
      reason={
        <>
          {meaning ?? text(`wizard.meanings.${field}`)}
          {changed.includes(field) && (
            <span className="field-recommended">
              {text('wizard.recommended', { value: write(field, planOf(state.recommendation)) })}
              <IconButton
                icon={Undo2}
                size="small"
                label={text('wizard.resetField', { field: text(`wizard.fields.${field}`) })}
                onPress={() => reset(field)}
              />
            </span>
          )}
        </>
      }
    >
      <div className="plan-field">
        {children}
        {problem !== undefined && (
          <p className="field-error" role="alert">
            {say(problem)}
          </p>
        )}
      </div>
    </Reasoned>
  )
}

/** Fields that are a single number, with their limits (those of the schemas) and how many decimals they may have. */
const numbers = {
  dropout: { least: 0, most: 0.95, decimals: 3 },
  epochs: { least: 1, most: 100_000, decimals: 0 },
  batchSize: { least: 1, most: 65_536, decimals: 0 },
  learningRate: { least: 1e-9, most: 100, decimals: 10 },
  weightDecay: { least: 0, most: 10, decimals: 10 },
  accumulation: { least: 1, most: 1024, decimals: 0 },
  seed: { least: 0, most: 0xffff_ffff, decimals: 0 },
  threads: { least: 1, most: 256, decimals: 0 },
} as const satisfies Partial<Record<PlanField, { least: number; most: number; decimals: number }>>

type NumberName = keyof typeof numbers

/** A row with a number. */
export function NumberRow({ field }: { readonly field: NumberName }) {
  return (
    <FieldRow field={field}>
      <PlanNumber field={field} />
    </FieldRow>
  )
}

/** The number of a row that holds more than that. */
export function PlanNumber({ field }: { readonly field: NumberName }) {
  const { text } = useWords()
  const [value, set] = usePlanField(field)
  const { least, most, decimals } = numbers[field]
  return (
    <NumberField
      label={text(`wizard.fields.${field}`)}
      value={value}
      onChange={(next) => Number.isFinite(next) && set(next)}
      minValue={least}
      maxValue={most}
      stepper={decimals === 0}
      formatOptions={{ maximumFractionDigits: decimals, useGrouping: false }}
    />
  )
}
