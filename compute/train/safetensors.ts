/**
 * The safetensors file format: the length of a JSON header in 8 bytes, the header, then the tensors' bytes.
 *
 * A reader of our own, because files come from outside too: every length, offset and shape is checked before it is used.
 * See https://github.com/huggingface/safetensors (format section of its README).
 */
import { z } from 'zod'
import { sizeOf } from '../graph/tensor.ts'
import type { NamedTensors } from '../models/weights.ts'

/** Bytes of an element, for each element type of the format. */
const elementBytes = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
  I64: 8,
  I32: 4,
  I16: 2,
  I8: 1,
  U64: 8,
  U32: 4,
  U16: 2,
  U8: 1,
  BOOL: 1,
} as const
export type ElementType = keyof typeof elementBytes

/** What a file may spend on its header: as much as the format's own implementation allows. */
const longestHeader = 100_000_000

/** A file that breaks the format's rules. The message says which, for the log. */
export class SafetensorsError extends Error {
  override readonly name = 'SafetensorsError'
}

export interface SafetensorsEntry {
  readonly type: ElementType
  readonly shape: readonly number[]
  /** Little-endian, row-major; a view into what was read. */
  readonly bytes: Uint8Array
}

export interface Safetensors {
  readonly metadata: Readonly<Record<string, string>>
  readonly tensors: ReadonlyMap<string, SafetensorsEntry>
}

const count = z.int().min(0)
const entrySchema = z.object({
  dtype: z.enum(Object.keys(elementBytes) as ElementType[]),
  shape: z.array(count).max(32),
  data_offsets: z.tuple([count, count]),
})
const metadataSchema = z.record(z.string(), z.string())
type HeaderEntry = z.infer<typeof entrySchema>

function parseHeader(file: Uint8Array): { header: Record<string, unknown>; dataStart: number } {
  if (file.length < 8) throw new SafetensorsError('shorter than the length of its header')
  const length = new DataView(file.buffer, file.byteOffset, 8).getBigUint64(0, true)
  if (length > longestHeader || Number(length) > file.length - 8)
    throw new SafetensorsError('the header is longer than the file')
  const dataStart = 8 + Number(length)
  let header: unknown
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(file.subarray(8, dataStart)))
  } catch (cause) {
    throw new SafetensorsError('the header is not JSON', { cause })
  }
  const parsed = z.record(z.string(), z.unknown()).safeParse(header)
  if (!parsed.success) throw new SafetensorsError('the header is not an object')
  return { header: parsed.data, dataStart }
}

function parseEntry(name: string, value: unknown): HeaderEntry {
  const parsed = entrySchema.safeParse(value)
  if (!parsed.success) throw new SafetensorsError(`the entry of ${name} is malformed`, { cause: parsed.error })
  const { dtype, shape, data_offsets } = parsed.data
  if (sizeOf(shape) * elementBytes[dtype] !== data_offsets[1] - data_offsets[0]) {
    throw new SafetensorsError(`${name} has not as many bytes as its shape needs`)
  }
  return parsed.data
}

/** The tensors must fill the data without gaps or overlaps, as the format demands. */
function checkCoverage(entries: readonly HeaderEntry[], bytes: number): void {
  let end = 0
  for (const { data_offsets } of entries.toSorted(
    (a, b) => a.data_offsets[0] - b.data_offsets[0] || a.data_offsets[1] - b.data_offsets[1],
  )) {
    if (data_offsets[0] !== end) throw new SafetensorsError('the tensors overlap or leave gaps')
    end = data_offsets[1]
  }
  if (end !== bytes) throw new SafetensorsError('the data is longer or shorter than the header says')
}

/** Reads a file's content. Throws SafetensorsError for anything that breaks the format's rules. */
export function readSafetensors(file: Uint8Array): Safetensors {
  const { header, dataStart } = parseHeader(file)
  const metadata = metadataSchema.safeParse(header['__metadata__'] ?? {})
  if (!metadata.success) throw new SafetensorsError('the metadata is not a table of texts', { cause: metadata.error })
  const named = Object.entries(header).filter(([name]) => name !== '__metadata__')
  const entries = named.map(([name, value]): [string, HeaderEntry] => [name, parseEntry(name, value)])
  checkCoverage(
    entries.map(([, entry]) => entry),
    file.length - dataStart,
  )
  const tensors = entries.map(
    ([
      name,
      {
        dtype,
        shape,
        data_offsets: [start, end],
      },
    ]): [string, SafetensorsEntry] => [
      name,
      { type: dtype, shape, bytes: file.subarray(dataStart + start, dataStart + end) },
    ],
  )
  return { metadata: metadata.data, tensors: new Map(tensors) }
}

/** The float32 tensors of a file, copied out of it. Throws SafetensorsError where one has another element type. */
export function float32Tensors({ tensors }: Safetensors): NamedTensors {
  const copies = [...tensors].map(
    ([name, { type, shape, bytes }]): [string, { shape: readonly number[]; data: Float32Array }] => {
      if (type !== 'F32') throw new SafetensorsError(`${name} is of type ${type}, not F32`)
      return [name, { shape, data: new Float32Array(new Uint8Array(bytes).buffer) }]
    },
  )
  return new Map(copies)
}

/** A file of float32 tensors as pieces to be written one after the other; the tensors' own memory is not copied. */
export function safetensorsPieces(
  tensors: NamedTensors,
  metadata: Readonly<Record<string, string>>,
): readonly Uint8Array[] {
  const header: Record<string, unknown> = { __metadata__: metadata }
  let offset = 0
  for (const [name, { shape, data }] of tensors) {
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + data.byteLength] }
    offset += data.byteLength
  }
  const json = new TextEncoder().encode(JSON.stringify(header))
  // Spaces after the JSON bring the tensors to a multiple of 8, so that readers can map them.
  const head = new Uint8Array(8 + Math.ceil(json.length / 8) * 8).fill(0x20)
  new DataView(head.buffer).setBigUint64(0, BigInt(head.length - 8), true)
  head.set(json, 8)
  return [
    head,
    ...Array.from(tensors.values(), ({ data }) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
  ]
}
