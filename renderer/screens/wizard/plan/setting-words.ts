/** A plan's fields in words, as they stand in the folded groups and beside a field that was changed. */
import { frozenLayerCount } from '../../../../compute/spec/frozen-layers.ts'
import type { RunSpec } from '../../../../compute/spec/run.ts'
import { useWords, type Words } from '../../../i18n/words.ts'
import { writeSetting } from '../../runs/run-settings.ts'
import { writeFactors, writeLayers } from '../../runs/training-settings.ts'
import { asked, fieldOf, type Plan, type PlanField } from '../state/plan.ts'
import type { PlanState } from '../state/wizard.ts'

/** Fields that are one number or a choice, where runs show them as part of a longer setting. */
const own = {
  frozen: ({ training, model }, words) =>
    model.family === 'bert' && training.frozen.every((name) => name.startsWith('bert.'))
      ? words.format.integer(frozenLayerCount(training.frozen))
      : writeLayers(training.frozen, words),
  learningRateFactors: ({ training }, words) => writeFactors(training.learningRateFactors, words),
  undecayed: ({ training }, words) => writeLayers(training.undecayed, words),
  classSampling: ({ training }, { text }) => text(`wizard.classSamplings.${training.classSampling}`),
  features: ({ features }, { text }) => text('common.columns', { count: features.length }),
  categories: ({ model }, { text }) =>
    model.family === 'mlp' ? text(`wizard.categoryForms.${model.categories ?? 'one-hot'}`) : '',
  cell: ({ model }) => ('cell' in model ? model.cell.toUpperCase() : ''),
  embedding: sizeOf('embedding'),
  vector: sizeOf('vector'),
  joint: ({ model }, { text, format }) =>
    model.family !== 'fusion' || model.joint.length === 0
      ? text('common.none')
      : model.joint.map(format.integer).join(' · '),
  layers: sizeOf('layers'),
  width: sizeOf('width'),
  heads: sizeOf('heads'),
  feedForward: sizeOf('feedForward'),
  projectsInput: choiceOf('projectsInput'),
  normalizeFirst: choiceOf('normalizeFirst'),
  causal: choiceOf('causal'),
  bidirectional: ({ model }, { text }) =>
    'bidirectional' in model ? text(`wizard.sequence.directions.${model.bidirectional ? 'both' : 'forward'}`) : '',
} as const satisfies Partial<Record<PlanField, (plan: Plan, words: Words) => string>>

/** A size that some models have. */
function sizeOf(field: 'embedding' | 'vector' | 'layers' | 'width' | 'heads' | 'feedForward') {
  return (plan: Plan, { format }: Words) => {
    const size: unknown = fieldOf(plan, field)
    return typeof size === 'number' ? format.integer(size) : ''
  }
}

/** One of two ways that a Transformer has. */
function choiceOf(field: 'projectsInput' | 'normalizeFirst' | 'causal') {
  return ({ model }: Plan, { text }: Words) =>
    model.family === 'transformer' ? text(`wizard.choicesOf.${field}.${model[field] ? 'yes' : 'no'}`) : ''
}

const isOwn = (field: PlanField): field is keyof typeof own => field in own

/** Under which name runs show a field of a plan. */
function settingOf(field: Exclude<PlanField, keyof typeof own>) {
  if (field === 'image' || field === 'sound' || field === 'tokens') return 'input'
  return field === 'design' ? 'hidden' : field
}

/** A function that writes a field of the plan, or of another plan for the same data. */
export function useSettingWords({ answers, plan: current }: PlanState): (field: PlanField, plan?: Plan) => string {
  const words = useWords()
  return (field, plan = current) => {
    if (isOwn(field)) return own[field](plan, words)
    const { model, training, features } = plan
    const { task, target } = answers
    const spec: RunSpec = {
      ...{ datasetFingerprint: '', task, target, model, training, features: [...features] },
      ...asked(plan),
    }
    return writeSetting(settingOf(field), spec, words)
  }
}
