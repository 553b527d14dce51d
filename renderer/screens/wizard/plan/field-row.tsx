/** A field of the plan: its control, what it means in the margin, and the way back once it was changed. */
import type { ReactNode } from 'react'
import { Reasoned } from '../../../components/page.tsx'
import { useWords } from '../../../i18n/words.ts'
import { planOf, type PlanField } from '../state/plan.ts'
import { useEditor, usePlanField } from './editor-context.ts'
import { FieldProblem, type NumberRange, PlanRow, RangedNumber, sharedRanges, UsualValue } from './plan-row.tsx'
import { useSettingWords } from './setting-words.ts'

interface FieldRowProps {
  readonly field: PlanField
  /** What it means, where that is not the same for all plans. */
  readonly meaning?: string
  readonly children: ReactNode
}

/** A row of the editor. */
export function FieldRow({ field, meaning, children }: FieldRowProps) {
  const { text } = useWords()
  const { usual, problem } = useFieldState()
  return (
    <PlanRow
      label={text(`wizard.fields.${field}`)}
      meaning={meaning ?? text(`wizard.meanings.${field}`)}
      usual={usual(field)}
      problem={problem(field)}
    >
      {children}
    </PlanRow>
  )
}

/** What is recommended for a field that was changed, and what is wrong with it. */
function useFieldState() {
  const { say } = useWords()
  const { state, changed, problems, reset } = useEditor()
  const write = useSettingWords(state)
  return {
    usual: (field: PlanField) =>
      changed.includes(field)
        ? { words: write(field, planOf(state.recommendation)), onReset: () => reset(field) }
        : null,
    problem: (field: PlanField) => {
      const problem = problems[field]
      return problem === undefined ? null : say(problem)
    },
  }
}

interface SharedRowProps {
  readonly fields: readonly PlanField[]
  readonly meaning: string
  readonly children: ReactNode
}

/** A row that holds several fields: each is named where something is to be said of it. */
export function SharedRow({ fields, meaning, children }: SharedRowProps) {
  const { text } = useWords()
  const { usual, problem } = useFieldState()
  return (
    <Reasoned
      reason={
        <>
          {meaning}
          {fields.map((field) => (
            <UsualValue key={field} label={text(`wizard.fields.${field}`)} usual={usual(field)} named />
          ))}
        </>
      }
    >
      <div className="plan-field">
        {children}
        {fields.map((field) => (
          <FieldProblem key={field} problem={problem(field)} />
        ))}
      </div>
    </Reasoned>
  )
}

/** Fields that are a single number. */
const numbers = {
  dropout: { least: 0, most: 0.95, decimals: 3 },
  ...sharedRanges,
} as const satisfies Partial<Record<PlanField, NumberRange>>

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
  return <RangedNumber label={text(`wizard.fields.${field}`)} range={numbers[field]} value={value} onChange={set} />
}
