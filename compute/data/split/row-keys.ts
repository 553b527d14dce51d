/**
 * Fingerprints of rows: numbers that depend on what a row holds, and not on where it stands.
 *
 * By them the same rows are divided in the same way after they were imported again in another order.
 */
import { mixBits } from '../../spec/random.ts'
import type { ColumnValues, TableColumns } from '../column-values.ts'

/** 64 bits a row, in two halves. */
export interface RowKeys {
  readonly high: Uint32Array
  readonly low: Uint32Array
}

/** 32 bits of a text (FNV-1a over its UTF-16 units, mixed), different for each `salt`. */
export function textBits(text: string, salt: number): number {
  let hash = (0x811c9dc5 ^ salt) >>> 0
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return mixBits(hash)
}

/** What fingerprints are taken of. */
export interface KeySource {
  readonly columnNames: readonly string[]
  columns(names: readonly string[]): Promise<TableColumns>
}

/** Fingerprints over all columns. The order of the columns doesn't matter, nor do columns without values. */
export async function rowKeys(source: KeySource): Promise<RowKeys> {
  let keys: RowKeys | null = null
  // One column at a time: a table may be larger than memory has room for.
  for (const name of source.columnNames) {
    const { rows, columns } = await source.columns([name])
    keys ??= noKeys(rows)
    const values = columns.get(name)
    if (values !== undefined) addColumn(keys, name, values)
  }
  return keys ?? noKeys(0)
}

/**
 * Fingerprints of the rows of two tables over the columns that both have and that are numbers in both or texts in both; null
 * where there are none.
 */
export async function sharedRowKeys(a: KeySource, b: KeySource): Promise<readonly [a: RowKeys, b: RowKeys] | null> {
  let keys: readonly [RowKeys, RowKeys] | null = null
  const others = new Set(b.columnNames)
  for (const name of a.columnNames) {
    if (!others.has(name)) continue
    const [own, other] = [await a.columns([name]), await b.columns([name])]
    const [first, second] = [own.columns.get(name), other.columns.get(name)]
    if (first === undefined || second === undefined) continue
    if ((first.kind === 'number') !== (second.kind === 'number')) continue
    keys ??= [noKeys(own.rows), noKeys(other.rows)]
    addColumn(keys[0], name, first)
    addColumn(keys[1], name, second)
  }
  return keys
}

const noKeys = (rows: number): RowKeys => ({ high: new Uint32Array(rows), low: new Uint32Array(rows) })

/** Adds what a column says. Sums don't depend on the order of what is added. */
function addColumn({ high, low }: RowKeys, name: string, values: ColumnValues): void {
  const [saltHigh, saltLow] = [textBits(name, 1), textBits(name, 2)]
  if (values.kind === 'number') {
    const number = new Float64Array(1)
    const bits = new Uint32Array(number.buffer)
    values.values.forEach((value, row) => {
      if (Number.isNaN(value)) return
      // One zero: −0 is the same number.
      number[0] = value === 0 ? 0 : value
      const first = bits[0]!
      const second = bits[1]!
      high[row] = high[row]! + mixBits(mixBits(first ^ saltHigh) + second)
      low[row] = low[row]! + mixBits(mixBits(second ^ saltLow) + first)
    })
    return
  }
  const ofCode = values.dictionary.map((text) => [textBits(text, saltHigh), textBits(text, saltLow)] as const)
  values.codes.forEach((code, row) => {
    const bits = ofCode[code]
    if (bits === undefined) return
    high[row] = high[row]! + bits[0]
    low[row] = low[row]! + bits[1]
  })
}
