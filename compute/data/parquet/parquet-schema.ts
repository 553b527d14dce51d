/** The types of a stored table's fields, and how Parquet's metadata describe them (parquet.thrift). */
import type { CompactWriter } from './compact-writer.ts'

/** Parquet's physical types. */
export const physical = { int32: 1, int64: 2, double: 5, bytes: 6 } as const

/** What a field holds: numbers, days since 1970, microseconds since 1970, or texts. */
export type FieldType = 'number' | 'day' | 'moment' | 'text'

export const physicalOf = {
  number: physical.double,
  day: physical.int32,
  moment: physical.int64,
  text: physical.bytes,
} as const satisfies Record<FieldType, number>

export interface ParquetField {
  readonly name: string
  readonly type: FieldType
}

/** A node of the schema's tree, which is listed from its root on. */
interface SchemaNode {
  readonly name: string
  readonly repetition?: number
  readonly physical?: number
  readonly children?: number
  readonly converted?: number
  readonly logical?: (writer: CompactWriter) => void
}

const [required, optional, repeated] = [0, 1, 2]
const convertedTypes = { text: 0, map: 1, day: 6, moment: 10 } as const

const logicalText = (writer: CompactWriter) => void writer.struct(1, () => undefined)
const logicalMap = (writer: CompactWriter) => void writer.struct(2, () => undefined)
const logicalDay = (writer: CompactWriter) => void writer.struct(6, () => undefined)
/** In no time zone, in microseconds. */
const logicalMoment = (writer: CompactWriter) =>
  void writer.struct(8, () => {
    writer.flag(1, false).struct(2, () => void writer.struct(2, () => undefined))
  })

const typed: Record<FieldType, Pick<SchemaNode, 'converted' | 'logical'>> = {
  number: {},
  day: { converted: convertedTypes.day, logical: logicalDay },
  moment: { converted: convertedTypes.moment, logical: logicalMoment },
  text: { converted: convertedTypes.text, logical: logicalText },
}

/** The names by which a map's keys and texts are found in the tree. */
export const mapPaths = { keys: ['key_value', 'key'], texts: ['key_value', 'value'] } as const

/** The schema of optional fields and a map from whole numbers to texts behind them. */
export function schemaNodes(fields: readonly ParquetField[], map: string): SchemaNode[] {
  const text = typed.text
  return [
    { name: 'schema', repetition: required, children: fields.length + 1 },
    ...fields.map(({ name, type }) => ({ name, repetition: optional, physical: physicalOf[type], ...typed[type] })),
    { name: map, repetition: optional, children: 1, converted: convertedTypes.map, logical: logicalMap },
    { name: mapPaths.keys[0], repetition: repeated, children: 2 },
    { name: mapPaths.keys[1], repetition: required, physical: physical.int32 },
    { name: mapPaths.texts[1], repetition: optional, physical: physical.bytes, ...text },
  ]
}

export function writeNode(writer: CompactWriter, node: SchemaNode): void {
  if (node.physical !== undefined) writer.i32(1, node.physical)
  if (node.repetition !== undefined) writer.i32(3, node.repetition)
  writer.text(4, node.name)
  if (node.children !== undefined) writer.i32(5, node.children)
  if (node.converted !== undefined) writer.i32(6, node.converted)
  const { logical } = node
  if (logical !== undefined) writer.struct(10, () => logical(writer))
}
