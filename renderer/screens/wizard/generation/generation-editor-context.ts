/** What the fields of a plan for making pictures share: the plan, what is wrong with it, and how it is changed. */
import { createContext, use } from 'react'
import type { DatasetRecord } from '../../../../main/ipc/contract/records.ts'
import type { GenerationState } from '../state/wizard.ts'
import { generationField, type GenerationField, type GenerationValue } from './generation-fields.ts'
import type { GenerationProblems } from './generation-plan.ts'

export interface GenerationEditor {
  readonly dataset: DatasetRecord
  readonly state: GenerationState
  readonly problems: GenerationProblems
  readonly changed: readonly GenerationField[]
  readonly set: <Name extends GenerationField>(field: Name, value: GenerationValue<Name>) => void
  readonly reset: (field: GenerationField) => void
}

export const GenerationEditorContext = createContext<GenerationEditor | null>(null)

/** The editor that a field is in. */
export function useGenerationEditor(): GenerationEditor {
  const editor = use(GenerationEditorContext)
  if (editor === null) throw new Error('a field of the plan outside of its editor')
  return editor
}

/** A field's value, undefined where the plan has no such setting, and how to set it. */
export function useGenerationField<Name extends GenerationField>(
  name: Name,
): readonly [GenerationValue<Name> | undefined, (value: GenerationValue<Name>) => void] {
  const { state, set } = useGenerationEditor()
  return [generationField(state.plan, name), (value) => set(name, value)]
}
