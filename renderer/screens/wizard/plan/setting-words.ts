/** A plan's fields in words, as they stand in the folded groups and beside a field that was changed. */
import { frozenLayerCount } from '../../../../compute/spec/frozen-layers.ts'
import type { RunSpec } from '../../../../compute/spec/run.ts'
import { useWords } from '../../../i18n/words.ts'
import { writeSetting } from '../../runs/run-settings.ts'
import type { Plan, PlanField } from '../state/plan.ts'
import type { PlanState } from '../state/wizard.ts'

/** Under which name runs show a field of a plan. */
function settingOf(field: Exclude<PlanField, 'features' | 'frozen'>) {
  if (field === 'image' || field === 'tokens') return 'input'
  return field === 'design' ? 'hidden' : field
}

/** A function that writes a field of the plan, or of another plan for the same data. */
export function useSettingWords({ answers, plan: own }: PlanState): (field: PlanField, plan?: Plan) => string {
  const words = useWords()
  return (field, plan = own) => {
    if (field === 'features') return words.text('common.columns', { count: plan.features.length })
    const { model, training, features } = plan
    if (field === 'frozen') return words.format.integer(frozenLayerCount(training.frozen))
    const { task, target } = answers
    const spec: RunSpec = { datasetFingerprint: '', task, target, model, training, features: [...features] }
    return writeSetting(settingOf(field), spec, words)
  }
}
