/** What the editor's fields share: the plan, what is wrong with it, and how it is changed. */
import { createContext, use } from 'react'
import type { Message } from '../../../../compute/spec/message.ts'
import type { ModelFamily, ModelSpec } from '../../../../compute/spec/model.ts'
import type { DatasetRecord } from '../../../../main/ipc/contract/records.ts'
import { type FieldValue, fieldOf, type PlanField } from '../state/plan.ts'
import type { PlanState, Structure } from '../state/wizard.ts'
import type { LayersAnswer } from './use-planned-layers.ts'

export interface Editor {
  readonly dataset: DatasetRecord
  readonly state: PlanState
  readonly problems: Partial<Record<PlanField, Message>>
  readonly changed: readonly PlanField[]
  /** Of the plan's model. */
  readonly layers: LayersAnswer
  readonly set: <Field extends PlanField>(field: Field, value: FieldValue<Field>) => void
  readonly reset: (field: PlanField) => void
  /** Takes the article's model of a family, or the practical one again. */
  readonly structure: (structure: Structure) => void
}

export const EditorContext = createContext<Editor | null>(null)

/** The editor that a field is in. */
export function useEditor(): Editor {
  const editor = use(EditorContext)
  if (editor === null) throw new Error('a field of the plan outside of its editor')
  return editor
}

/** A field's value, and how to set it. */
export function usePlanField<Field extends PlanField>(
  field: Field,
): readonly [FieldValue<Field>, (value: FieldValue<Field>) => void] {
  const { state, set } = useEditor()
  return [fieldOf(state.plan, field), (value) => set(field, value)]
}

type SetField<Family extends ModelFamily> = <Field extends PlanField>(
  field: Field,
  value: FieldValue<Field, Family>,
) => void

/** The plan's model, in an editor for models of these families, and how its fields are changed. */
export function useModel<Family extends ModelFamily>(...families: readonly Family[]) {
  const { state, set } = useEditor()
  const { model } = state.plan
  const isOwn = (other: ModelSpec): other is Extract<ModelSpec, { family: Family }> =>
    families.some((family) => family === other.family)
  if (!isOwn(model)) throw new Error(`an editor for other models than ${model.family}`)
  // What fits a field of these families fits that field of all families.
  return { model, set: set as SetField<Family> }
}
