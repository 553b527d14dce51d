/** A training as something that runs elsewhere: the compiled loop, and what it takes and gives for the first steps. */
import type { Tensors } from '../graph/session.ts'

export interface TrainingProgram {
  /** The loop as an ONNX file. */
  readonly file: Uint8Array
  /** What it is given, by input. */
  readonly feeds: Tensors
  /** Of each step, by the output that gives it. */
  readonly losses: Readonly<Record<string, Float32Array>>
}
