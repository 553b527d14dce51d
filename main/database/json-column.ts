/** JSON columns. JSON has no NaN and no infinities; they are kept as {"$number": "NaN"} and come back as numbers. */

const isNotFinite = (value: unknown): value is number => typeof value === 'number' && !Number.isFinite(value)

/** The text of a value for a JSON column. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (isNotFinite(part) ? { $number: String(part) } : part))
}

/** The value of a JSON column. Its shape is the writer's, so readers may name it: only this app writes there, and the schema's version was checked. */
export function fromJson(text: string): unknown {
  return JSON.parse(text, (_key, part: unknown) => {
    const isTagged = typeof part === 'object' && part !== null && '$number' in part
    return isTagged ? Number(part.$number) : part
  }) as unknown
}
