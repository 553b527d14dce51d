/**
 * Rows that are nearly the same as others: pictures that look alike, texts in nearly the same words, numbers that differ in
 * their last digits only. Where one is learned from and the other judges, the test is easier than the world will be; where
 * both are learned from, they count twice.
 */
import type { Finding } from '../../spec/health.ts'
import type { ColumnValues, TableColumns } from '../column-values.ts'
import { rowKeys } from '../split/row-keys.ts'
import { wholeKeys } from '../versions/row-refs.ts'
import { firstOfGroups, pairsByKey } from './near/clusters.ts'
import { mostBits, nearPictures } from './near/pictures.ts'
import { digits, roundedColumns } from './near/rounded-rows.ts'
import { leastAlike, nearTexts } from './near/texts.ts'
import { finding, type HealthQuestion, withAnswer } from './question.ts'

/** A smaller share of the rows, or of the test rows, says little. */
const leastShare = 0.01
/** With fewer columns of numbers, rows are alike by chance. */
const leastNumbers = 3

/** What of the rows is compared: what says the most about them. */
export type Compared =
  | { readonly kind: 'picture'; readonly pictures: Uint8Array }
  | { readonly kind: 'text'; readonly texts: readonly string[] }
  | { readonly kind: 'table' }

/** See the file's head. @param same for each row the first one that is the same: of that another rule tells */
export async function nearDuplicates(
  question: HealthQuestion,
  compared: Compared,
  same: Uint32Array | null = null,
): Promise<Finding[]> {
  const { split } = question
  const isOther = (row: number) => same === null || same[row] === row
  const first = await firstOf(question, compared)
  if (first === null) return []
  const used = [...split.train, ...split.validation, ...split.test].sort((a, b) => a - b)
  const learned = new Set(Array.from(split.train, (row) => first[row]!))
  const later = used.filter((row) => first[row] !== row && isOther(row))
  const across = [...split.test].filter((row) => learned.has(first[row]!) && isOther(row))
  if (later.length < leastShare * used.length && across.length < leastShare * split.test.length) return []
  const params = { count: later.length, across: across.length, ...rules[compared.kind] }
  return [
    finding(`nearDuplicates.${compared.kind}`, params, {
      rows: later,
      sourceOf: question.sourceOf,
      remedies: [{ kind: 'exclude-rows', rows: later.map(question.sourceOf), reason: 'near' }],
    }),
  ]
}

const rules = {
  picture: { bits: mostBits },
  text: { share: leastAlike },
  table: { digits },
} as const

/** For each row the first one that it is nearly the same as; null where rows can't be compared. */
async function firstOf(question: HealthQuestion, compared: Compared): Promise<Uint32Array | null> {
  switch (compared.kind) {
    case 'picture':
      return firstOfGroups(question.columns.rows, nearPictures(compared.pictures))
    case 'text':
      return firstOfGroups(compared.texts.length, await nearTexts(compared.texts))
    case 'table': {
      const numbers = [...question.columns.columns.values()].filter(({ kind }) => kind === 'number')
      if (numbers.length < leastNumbers) return null
      return firstOfGroups(question.columns.rows, await roundedPairs(withAnswer(question)))
    }
  }
}

/** Rows that are the same rounded, but not as they are: those are found without rounding. */
async function roundedPairs(columns: TableColumns): Promise<(readonly [number, number])[]> {
  const [exact, rounded] = [await keysOf(columns), await keysOf(roundedColumns(columns))]
  const pairs = [...pairsByKey(rounded)]
  return pairs.filter(([a, b]) => exact[a] !== exact[b])
}

async function keysOf(columns: TableColumns): Promise<BigUint64Array> {
  const all: ReadonlyMap<string, ColumnValues> = columns.columns
  return wholeKeys(await rowKeys({ columnNames: [...all.keys()], columns: () => Promise.resolve(columns) }))
}
