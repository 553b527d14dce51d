/** What a training session may be given besides what it trains. */
import type { NamedTensors } from '../models/weights.ts'
import type { Device } from '../spec/device.ts'
import type { ProgramCache } from './program-cache.ts'

export interface SessionOptions {
  /** Weights to begin with in place of random ones, as those of a pretrained model. */
  readonly startFrom?: NamedTensors | undefined
  /** What computes it; the processor where it isn't said. */
  readonly device?: Device | undefined
  /** Programs that were compiled before; it compiles its own where they aren't given. */
  readonly programs?: ProgramCache | undefined
}
