/** A field of a plan for making pictures: its control, what it means in the margin, and the way back once it was changed. */
import type { ReactNode } from 'react'
import { useWords } from '../../../i18n/words.ts'
import { type NumberRange, PlanRow, RangedNumber, sharedRanges } from '../plan/plan-row.tsx'
import { useGenerationEditor, useGenerationField } from './generation-editor-context.ts'
import { type GenerationField, generationField } from './generation-fields.ts'
import { wordsKey } from './generation-plan.ts'
import { nameField, writeField } from './generation-words.ts'

interface GenerationRowProps {
  readonly field: GenerationField
  readonly children: ReactNode
}

/** A row of the editor. Nothing where the plan has no such setting. */
export function GenerationRow({ field, children }: GenerationRowProps) {
  const words = useWords()
  const { state, problems, changed, reset } = useGenerationEditor()
  const { plan, recommendation, base } = state
  const problem = problems.byField[field]
  if (generationField(plan, field) === undefined) return null
  const isChanged = changed.includes(field)
  return (
    <PlanRow
      label={nameField(field, plan, words)}
      meaning={words.text(wordsKey('meanings', field))}
      usual={
        isChanged ? { words: writeField(field, recommendation.specs[base], words), onReset: () => reset(field) } : null
      }
      problem={problem === undefined ? null : words.say(problem)}
    >
      {children}
    </PlanRow>
  )
}

/** Fields that are a single number. */
const numbers = {
  ...sharedRanges,
  latent: { least: 1, most: 4096, decimals: 0 },
  beta: { least: 0, most: 1000, decimals: 3 },
  slope: { least: 0, most: 1, decimals: 3 },
  discriminatorSteps: { least: 1, most: 20, decimals: 0 },
  samples: { least: 0, most: 1024, decimals: 0 },
} as const satisfies Record<string, NumberRange>

/** Fields that are a number, those of single networks among them. */
type NumberField = Extract<GenerationField, keyof typeof numbers | `${string}.learningRate` | `${string}.weightDecay`>

const rangeOf = (field: NumberField): NumberRange => numbers[(field.split('.').at(-1) ?? field) as keyof typeof numbers]

/** A row with a number. */
export function GenerationNumberRow({ field }: { readonly field: NumberField }) {
  return (
    <GenerationRow field={field}>
      <GenerationNumber field={field} />
    </GenerationRow>
  )
}

/** The number of a row that holds more than that. */
export function GenerationNumber({ field }: { readonly field: NumberField }) {
  const words = useWords()
  const { plan } = useGenerationEditor().state
  const [value, set] = useGenerationField(field)
  if (value === undefined) return null
  return <RangedNumber label={nameField(field, plan, words)} range={rangeOf(field)} value={value} onChange={set} />
}
