/** A column of any kind as texts: what rows are divided by, or told apart by as series. */
import type { ColumnValues } from '../column-values.ts'

/** Codes (−1 where missing) and the texts that they stand for. */
export function asTexts(values: ColumnValues): { codes: Int32Array; dictionary: readonly string[] } {
  if (values.kind !== 'number') return { codes: values.codes, dictionary: values.dictionary }
  const codeOf = new Map<number, number>()
  const codes = Int32Array.from(values.values, (value) => {
    if (Number.isNaN(value)) return -1
    const code = codeOf.get(value) ?? codeOf.size
    codeOf.set(value, code)
    return code
  })
  return { codes, dictionary: Array.from(codeOf.keys(), String) }
}
