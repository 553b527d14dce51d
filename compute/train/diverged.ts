/** The error of a run whose numbers came apart, and the check of what is about to be kept. */
import { layerOf } from '../models/node-layers.ts'
import type { NamedTensors } from '../models/weights.ts'
import { StudioError } from '../spec/errors.ts'

/** How far a run had come. */
interface Progress {
  readonly epoch: number
  readonly step: number
}

/** Where numbers first are none: on the way forward, in what a layer gives or in its weights, or on the way back. */
export interface Apart {
  readonly layer: string
  readonly way: 'forward' | 'gradient'
}

/** The error of numbers that came apart `stepsOn` steps after a state, or in it; with the layer where that is known. */
export function diverged({ epoch, step }: Progress, stepsOn: number, apart: Apart | null): StudioError {
  const where = apart === null ? {} : { layer: apart.layer, context: apart.way }
  return new StudioError('training-diverged', { epoch: epoch + 1, step: step + stepsOn, ...where })
}

/** Refuses weights that came apart with the very last step, before any loss shows it. @throws StudioError training-diverged */
export function assertFinite(weights: NamedTensors, progress: Progress): void {
  for (const [name, { data }] of weights) {
    if (!data.every(Number.isFinite)) throw diverged(progress, 0, { layer: layerOf(name), way: 'forward' })
  }
}
