/** Learning rates as pure functions of the step: a run that goes on later has the rates that it would have had. */
import type { Anneal, ScheduleKind, ScheduleSpec } from '../spec/training.ts'

/** The run that a schedule was planned for. */
export interface Plan {
  readonly stepsPerEpoch: number
  readonly epochs: number
}

/** The way from one rate to another, of which a share is done. */
const ways: Readonly<Record<Anneal, (from: number, to: number, done: number) => number>> = {
  cosine: (from, to, done) => to + ((from - to) / 2) * (1 + Math.cos(Math.PI * done)),
  linear: (from, to, done) => from + (to - from) * done,
}

const shapes: {
  readonly [K in ScheduleKind]: (spec: Extract<ScheduleSpec, { kind: K }>, step: number, plan: Plan) => number
} = {
  constant: () => 1,
  step: ({ everyEpochs, factor }, step, { stepsPerEpoch }) =>
    factor ** Math.floor(step / (stepsPerEpoch * everyEpochs)),
  cosine: ({ floor, warmupEpochs }, step, { stepsPerEpoch, epochs }) => {
    const start = warmupEpochs * stepsPerEpoch
    const last = stepsPerEpoch * epochs - 1
    const done = last > start ? Math.min(1, Math.max(0, (step - start) / (last - start))) : 0
    return floor + ((1 - floor) * (1 + Math.cos(Math.PI * done))) / 2
  },
  'one-cycle': ({ riseShare, divFactor, finalDivFactor, anneal }, step, { stepsPerEpoch, epochs }) => {
    const [first, top] = [1 / divFactor, riseShare * stepsPerEpoch * epochs - 1]
    if (step <= top) return ways[anneal](first, 1, top > 0 ? step / top : 1)
    const last = stepsPerEpoch * epochs - 1
    return ways[anneal](1, first / finalDivFactor, (step - top) / (last - top))
  },
  // What the validation losses have made of it comes beside.
  plateau: () => 1,
}

/** Share of the base rate while warming up: a line that reaches 1 with the last warm-up step. */
function warmUp(spec: ScheduleSpec, step: number, { stepsPerEpoch }: Plan): number {
  if (spec.kind === 'one-cycle') return 1
  const steps = spec.warmupEpochs * stepsPerEpoch
  return step < steps ? Math.min(1, (step + 1) / steps) : 1
}

/**
 * Learning rate of a step, counted from 0. Steps beyond the plan have the rate of its last step. `scale`: what a plateau has
 * left of the rate.
 */
export function learningRateAt(spec: ScheduleSpec, base: number, step: number, plan: Plan, scale = 1): number {
  const planned = Math.min(step, plan.stepsPerEpoch * plan.epochs - 1)
  const shape = shapes[spec.kind] as (spec: ScheduleSpec, step: number, plan: Plan) => number
  return base * scale * warmUp(spec, planned, plan) * shape(spec, planned, plan)
}
