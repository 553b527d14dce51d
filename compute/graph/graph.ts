/** A whole graph: the inputs it declares, the outputs it names, and what a file of it says about itself. */
import type { Value } from './value.ts'

export interface Graph {
  /** In the order of the file. Each must be an input value; inputs that nothing uses are allowed. */
  readonly inputs: readonly Value[]
  /** In the order of the file, by name. */
  readonly outputs: Readonly<Record<string, Value>>
  readonly name?: string
  readonly description?: string
  /** Key and value pairs that any reader of the file can see (ONNX's metadata_props). */
  readonly metadata?: Readonly<Record<string, string>>
}
