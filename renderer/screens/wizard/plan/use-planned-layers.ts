/** The layers of a plan's model, as they would be trained, and what is wrong with what is said of them. */
import type { LayerRow, PlannedLayers } from '../../../../compute/spec/layer-row.ts'
import { groupLayers, isAmong, isUnder, type LayerChoice } from '../../../../compute/spec/layer-groups.ts'
import { message, type Message } from '../../../../compute/spec/message.ts'
import type { RunSpec } from '../../../../compute/spec/run.ts'
import { useRequest } from '../../../bridge/hooks.ts'
import type { PlanField } from '../state/plan.ts'

export interface LayersAnswer {
  /** Null until they are known; while a changed plan's are worked out, those before. */
  readonly planned: PlannedLayers | null
  readonly error: Error | null
}

/** @param rested the plan, once it has not changed for a moment */
export function usePlannedLayers(datasetId: string, rested: RunSpec, ask: boolean): LayersAnswer {
  const { data, error } = useRequest('advice.layers', { datasetId, spec: rested }, { enabled: ask, keepPrevious: true })
  return { planned: data ?? null, error }
}

/** The groups of layers that have something to learn. */
export function learningLayers(planned: PlannedLayers): readonly LayerRow[] {
  return groupLayers(planned.layers).filter(({ parameters }) => parameters > 0)
}

/** The layer choices of a plan: fields that name layers. */
export const layerFields = ['frozen', 'learningRateFactors', 'undecayed'] as const satisfies readonly PlanField[]
export type LayerField = (typeof layerFields)[number]

/** The beginnings of names that a field has. */
export function namesOf(choice: LayerChoice, field: LayerField): readonly string[] {
  return field === 'learningRateFactors' ? choice.learningRateFactors.map(({ prefix }) => prefix) : choice[field]
}

/** What of the fields names layers that the model doesn't have (any more), or leaves nothing to learn. */
export function layerProblems(choice: LayerChoice, planned: PlannedLayers): Partial<Record<LayerField, Message>> {
  const layers = planned.layers.filter(({ parameters }) => parameters > 0).map(({ name }) => name)
  const exists = (prefix: string) => layers.some((name) => isUnder(name, prefix) || isUnder(prefix, name))
  const problems: Partial<Record<LayerField, Message>> = {}
  for (const field of layerFields) {
    const gone = namesOf(choice, field).filter((prefix) => !exists(prefix))
    if (gone.length > 0) problems[field] = message('wizard.layerPlan.gone', { layers: gone.join(', ') })
  }
  if (layers.every((name) => isAmong(name, choice.frozen))) problems.frozen = message('wizard.layerPlan.nothingLearns')
  return problems
}
