/** How a model is trained, in words: what runs of every kind have in common. */
import type { GradientClip, OptimizerSpec, ScheduleSpec, TrainingSpec } from '../../../compute/spec/training.ts'
import type { Words } from '../../i18n/words.ts'

type Say = Pick<Words, 'text' | 'format'>

export function writeOptimizer(optimizer: OptimizerSpec, { text, format }: Say): string {
  switch (optimizer.kind) {
    case 'sgd':
      return 'SGD'
    case 'momentum':
      return text(optimizer.nesterov ? 'runs.values.nesterov' : 'runs.values.momentum', {
        momentum: format.number(optimizer.momentum),
      })
    case 'adam':
    case 'adamw': {
      const name = optimizer.kind === 'adam' ? 'Adam' : 'AdamW'
      return `${name} (β₁ ${format.number(optimizer.beta1)}, β₂ ${format.number(optimizer.beta2)})`
    }
    case 'rmsprop': {
      const { decay, momentum, centered } = optimizer
      const own = { decay: format.number(decay), momentum: format.number(momentum) }
      return text(`runs.values.rmsprop.${centered ? 'centered' : 'plain'}`, own)
    }
    case 'adagrad':
      return optimizer.learningRateDecay === 0
        ? 'Adagrad'
        : text('runs.values.adagrad', { decay: format.number(optimizer.learningRateDecay) })
    case 'lion':
      return `Lion (β₁ ${format.number(optimizer.beta1)}, β₂ ${format.number(optimizer.beta2)})`
  }
}

export function writeGradientClip(clip: GradientClip | null, { text, format }: Say): string {
  if (clip === null) return text('common.none')
  return typeof clip === 'number'
    ? text('runs.values.clipNorm', { limit: format.number(clip) })
    : text('runs.values.clipValue', { limit: format.number(clip.value) })
}

export function writeAveraging(averaging: TrainingSpec['averaging'], { text, format }: Say): string {
  return averaging === null
    ? text('common.off')
    : text('runs.values.averaging', { decay: format.number(averaging.decay) })
}

export function writeSchedule(schedule: ScheduleSpec, say: Say): string {
  const { text, format } = say
  const base = writeScheduleKind(schedule, say)
  return schedule.kind === 'one-cycle' || schedule.warmupEpochs === 0
    ? base
    : text('runs.values.withWarmup', {
        schedule: base,
        epochs: format.number(schedule.warmupEpochs),
        count: schedule.warmupEpochs,
      })
}

function writeScheduleKind(schedule: ScheduleSpec, { text, format }: Say): string {
  switch (schedule.kind) {
    case 'constant':
      return text('runs.values.constant')
    case 'step':
      return text('runs.values.step', { factor: format.number(schedule.factor), count: schedule.everyEpochs })
    case 'cosine':
      return text('runs.values.cosine', { floor: format.percent(schedule.floor) })
    case 'one-cycle':
      return text('runs.values.oneCycle', {
        rise: format.percent(schedule.riseShare),
        first: format.number(schedule.divFactor),
        last: format.number(schedule.divFactor * schedule.finalDivFactor),
      })
    case 'plateau':
      return text('runs.values.plateau', { factor: format.number(schedule.factor), count: schedule.patience })
  }
}

/** So many layers are named one by one. */
const fewLayers = 3

/** Layers by their names, or how many they are. */
export function writeLayers(layers: readonly string[], { text, format }: Say): string {
  if (layers.length === 0) return text('common.none')
  return layers.length <= fewLayers ? format.list([...layers]) : text('runs.values.layers', { count: layers.length })
}

/** Learning rates of layers' own, as factors of the run's. */
export function writeFactors(factors: readonly { prefix: string; factor: number }[], { text, format }: Say): string {
  if (factors.length === 0) return text('common.none')
  return factors.length <= fewLayers
    ? format.list(factors.map(({ prefix, factor }) => `${prefix} × ${format.number(factor)}`))
    : text('runs.values.layers', { count: factors.length })
}
