/** A row of a plan's editor, whatever is planned: a control, what it means in the margin, what is wrong, and the way back. */
import { Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '../../../components/button.tsx'
import { NumberField } from '../../../components/field.tsx'
import { Reasoned } from '../../../components/page.tsx'
import { useWords } from '../../../i18n/words.ts'

export interface PlanRowProps {
  /** The field's name. */
  readonly label: string
  readonly meaning: string
  /** What is recommended, where the field was changed. */
  readonly usual: { readonly words: string; readonly onReset: () => void } | null
  /** Why it can't be trained like this. */
  readonly problem: string | null
  readonly children: ReactNode
}

/** See the file's head. */
export function PlanRow({ label, meaning, usual, problem, children }: PlanRowProps) {
  return (
    <Reasoned
      reason={
        <>
          {meaning}
          <UsualValue label={label} usual={usual} />
        </>
      }
    >
      <div className="plan-field">
        {children}
        <FieldProblem problem={problem} />
      </div>
    </Reasoned>
  )
}

interface UsualValueProps extends Pick<PlanRowProps, 'label' | 'usual'> {
  /** Whether the field is named, where a row has several. */
  readonly named?: boolean
}

/** What was recommended in place of a changed value, and the way back to it. */
export function UsualValue({ label, usual, named = false }: UsualValueProps) {
  const { text } = useWords()
  if (usual === null) return null
  const value = usual.words
  return (
    <span className="field-recommended">
      {named ? text('wizard.recommendedOf', { field: label, value }) : text('wizard.recommended', { value })}
      <IconButton
        icon={Undo2}
        size="small"
        label={text('wizard.resetField', { field: label })}
        onPress={usual.onReset}
      />
    </span>
  )
}

/** What is wrong with a field. */
export function FieldProblem({ problem }: Pick<PlanRowProps, 'problem'>) {
  return (
    problem !== null && (
      <p className="field-error" role="alert">
        {problem}
      </p>
    )
  )
}

/** What numbers a field takes: its limits (those of the schemas) and how many decimals they may have. */
export interface NumberRange {
  readonly least: number
  readonly most: number
  readonly decimals: number
}

export interface RangedNumberProps {
  readonly label: string
  readonly range: NumberRange
  readonly value: number
  readonly onChange: (value: number) => void
}

/** The number of a row. What is being typed and is no number yet is not told of. */
export function RangedNumber({ label, range: { least, most, decimals }, value, onChange }: RangedNumberProps) {
  return (
    <NumberField
      label={label}
      value={value}
      onChange={(next) => Number.isFinite(next) && onChange(next)}
      minValue={least}
      maxValue={most}
      stepper={decimals === 0}
      formatOptions={{ maximumFractionDigits: decimals, useGrouping: false }}
    />
  )
}

/** Limits of numbers that plans of every kind have. */
export const sharedRanges = {
  epochs: { least: 1, most: 100_000, decimals: 0 },
  batchSize: { least: 1, most: 65_536, decimals: 0 },
  learningRate: { least: 1e-9, most: 100, decimals: 10 },
  weightDecay: { least: 0, most: 10, decimals: 10 },
  accumulation: { least: 1, most: 1024, decimals: 0 },
  seed: { least: 0, most: 0xffff_ffff, decimals: 0 },
  threads: { least: 1, most: 256, decimals: 0 },
} as const satisfies Record<string, NumberRange>
