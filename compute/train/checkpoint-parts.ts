/** How a run's state is laid out in a safetensors file: its tensors behind a prefix for each part, and the rest as JSON in the metadata. */
import { access } from 'node:fs/promises'
import { z } from 'zod'
import type { NamedTensors } from '../models/weights.ts'
import { float32Tensors, readSafetensors, safetensorsPieces } from './safetensors.ts'

/** The parts, told apart by the beginning of their tensors' names. */
const prefixes = { weights: 'model.', best: 'best.', slots: 'optimizer.' } as const
type Part = keyof typeof prefixes

/** The tensors of a run: its newest weights, its best ones if there are any, and its optimisers' slots. */
export interface StateTensors {
  readonly weights: NamedTensors
  readonly best: NamedTensors | null
  readonly slots: NamedTensors
}

/** What a file says it is. */
export interface StateFormat {
  readonly format: string
  readonly version: string
}

/** The pieces of a file of that format. */
export function encodeState(format: StateFormat, tensors: StateTensors, state: unknown): readonly Uint8Array[] {
  const parts = Object.keys(prefixes) as Part[]
  const named = parts.flatMap((part) =>
    Array.from(tensors[part] ?? [], ([name, tensor]) => [prefixes[part] + name, tensor] as const),
  )
  return safetensorsPieces(new Map(named), { ...format, state: JSON.stringify(state) })
}

/** Reads a file of that format. Throws where it is another, or is no safetensors file. Parts that it doesn't have are empty. */
export function decodeState(
  { format, version }: StateFormat,
  file: Uint8Array,
): { readonly state: unknown; readonly tensors: Readonly<Record<Part, NamedTensors>> } {
  const content = readSafetensors(file)
  const metadataSchema = z.object({ format: z.literal(format), version: z.literal(version), state: z.string() })
  const { state } = metadataSchema.parse(content.metadata)
  const all = [...float32Tensors(content)]
  const partOf = (prefix: string): NamedTensors =>
    new Map(
      all
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, tensor]) => [name.slice(prefix.length), tensor] as const),
    )
  const [weights, best, slots] = [partOf(prefixes.weights), partOf(prefixes.best), partOf(prefixes.slots)]
  return { state: JSON.parse(state) as unknown, tensors: { weights, best, slots } }
}

/** Reads a checkpoint where there is one; null where none is kept, or none was yet. */
export async function ifKept<T>(path: string | null, read: (path: string) => Promise<T>): Promise<T | null> {
  if (path === null) return null
  const isThere = await access(path).then(
    () => true,
    () => false,
  )
  return isThere ? read(path) : null
}
