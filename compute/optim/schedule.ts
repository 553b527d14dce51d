/** Learning rates as pure functions of the step: a run that goes on later has the rates that it would have had. */
import type { ScheduleKind, ScheduleSpec } from '../spec/training.ts'

/** The run that a schedule was planned for. */
export interface Plan {
  readonly stepsPerEpoch: number
  readonly epochs: number
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
}

/** Share of the base rate while warming up: a line that reaches 1 with the last warm-up step. */
function warmUp({ warmupEpochs }: ScheduleSpec, step: number, { stepsPerEpoch }: Plan): number {
  const steps = warmupEpochs * stepsPerEpoch
  return step < steps ? Math.min(1, (step + 1) / steps) : 1
}

/** Learning rate of a step, counted from 0. Steps beyond the plan have the rate of its last step. */
export function learningRateAt(spec: ScheduleSpec, base: number, step: number, plan: Plan): number {
  const planned = Math.min(step, plan.stepsPerEpoch * plan.epochs - 1)
  const shape = shapes[spec.kind] as (spec: ScheduleSpec, step: number, plan: Plan) => number
  return base * warmUp(spec, planned, plan) * shape(spec, planned, plan)
}
