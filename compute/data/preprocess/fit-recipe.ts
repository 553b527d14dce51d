/** Fits a column's recipe, step by step, each on what the steps before it made of the training rows. */
import type { FittedFeature, FittedStep } from '../../spec/preprocessing.ts'
import type { NumberStep, NumberStepKind, Recipe } from '../../spec/recipe.ts'
import { modelNumber } from './number-statistics.ts'
import { clipStep } from './steps/clip.ts'
import { fillValues } from './steps/fill.ts'
import { logStep } from './steps/log.ts'
import { powerStep } from './steps/power.ts'
import { quantileStep } from './steps/quantile.ts'
import { scaleStep } from './steps/scale.ts'
import type { StepRule } from './steps/step.ts'

type ChangingStep = Exclude<NumberStep, { kind: 'fill' }>
type AnyRule = StepRule<ChangingStep, FittedStep>

const rules = {
  clip: clipStep,
  log: logStep,
  power: powerStep,
  quantile: quantileStep,
  scale: scaleStep,
} as const satisfies Record<Exclude<NumberStepKind, 'fill'>, unknown>

/** By what was fitted: a scaling of any kind is an affine function. */
const appliers: Record<FittedStep['kind'], AnyRule['apply']> = {
  clip: clipStep.apply as AnyRule['apply'],
  log: logStep.apply as AnyRule['apply'],
  power: powerStep.apply as AnyRule['apply'],
  quantile: quantileStep.apply as AnyRule['apply'],
  affine: scaleStep.apply as AnyRule['apply'],
}

/** The column by its recipe; null where the training rows have no value and none is given for them. */
export function fitRecipe(
  column: string,
  values: Float64Array,
  trainRows: Uint32Array,
  recipe: Recipe,
): Extract<FittedFeature, { kind: 'number' }> | null {
  const read = Float64Array.from(trainRows, (row) => modelNumber(values[row]!))
  const sorted = read.filter((value) => !Number.isNaN(value)).sort()
  const [first, ...rest] = recipe
  if (first?.kind !== 'fill' || sorted.length === 0) return null
  const fill = Math.fround(fillValues[first.by](sorted, first.value))
  let current = read.map((value) => (Number.isNaN(value) ? fill : value))
  const steps: FittedStep[] = []
  for (const step of rest) {
    if (step.kind === 'fill') continue
    const fitted = (rules[step.kind] as AnyRule).fit(current, step)
    steps.push(fitted)
    current = current.map((value) => applyStep(value, fitted))
  }
  const indicator = first.indicator && sorted.length < read.length
  return { kind: 'number', column, fill, mean: 0, scale: 1, indicator, steps }
}

/** A value after a step. */
export function applyStep(value: number, step: FittedStep): number {
  return appliers[step.kind](value, step)
}
