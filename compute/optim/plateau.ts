/**
 * Lowering the learning rate where the validation loss has come to a standstill (torch.optim.lr_scheduler.ReduceLROnPlateau,
 * mode 'min', threshold_mode 'rel').
 *
 * It is the one schedule that looks at results. What it remembers is a part of the run's counters, so that a run that goes
 * on later has the rates that it would have had.
 */
import { z } from 'zod'
import type { ScheduleSpec } from '../spec/training.ts'

export const plateauStateSchema = z.object({
  /** The loss to fall below; null before the first epoch's end. */
  best: z.number().nullable(),
  badEpochs: z.int().min(0),
  /** Epochs in which no standstill is counted any more. */
  cooldown: z.int().min(0),
  /** Share of the base rate that is left. */
  scale: z.number().min(0).max(1),
})
export type PlateauState = z.infer<typeof plateauStateSchema>

export const initialPlateau: PlateauState = { best: null, badEpochs: 0, cooldown: 0, scale: 1 }

/** A smaller difference between two rates is none (PyTorch's eps). */
const smallestChange = 1e-8

/** The state after an epoch with that validation loss. Other schedules have no use for it and leave it as it is. */
export function afterValidation(spec: ScheduleSpec, base: number, state: PlateauState, loss: number): PlateauState {
  if (spec.kind !== 'plateau') return state
  const isBetter = state.best === null || loss < state.best * (1 - spec.threshold)
  const best = isBetter ? loss : state.best
  if (state.cooldown > 0) return { ...state, best, badEpochs: 0, cooldown: state.cooldown - 1 }
  const badEpochs = isBetter ? 0 : state.badEpochs + 1
  if (badEpochs <= spec.patience) return { ...state, best, badEpochs }
  const lower = Math.max(state.scale * spec.factor, spec.floor)
  const scale = base * (state.scale - lower) > smallestChange ? lower : state.scale
  return { best, badEpochs: 0, cooldown: spec.cooldown, scale }
}
