/** Columns of texts as the token ids that a pretrained model reads. */
import type { FittedFeature } from '../../spec/preprocessing.ts'
import type { ColumnValues, TableColumns, TokenIds } from '../column-values.ts'
import type { Tokenizer } from './tokenizer.ts'
import { spacedWords } from './words.ts'

/** Finds the tokeniser of a pretrained model by its id. */
export type FindTokenizer = (pretrained: string) => Promise<Tokenizer>

/**
 * Each text's ids, padded or cut to one length; a missing text is read as an empty one. Equal texts are cut once.
 * @param labelled whether words are labelled one by one: they are cut off as wholes then
 */
export function tokenColumn(column: ColumnValues, tokenizer: Tokenizer, length: number, labelled = false): TokenIds {
  if (column.kind === 'number') throw new Error('numbers are no texts')
  const { codes, dictionary } = column
  // Of a part of a table, the dictionary may hold many more texts.
  const used = [...new Set(codes)]
  const placeOf = new Map(used.map((code, place) => [code, place]))
  const texts = used.map((code) => dictionary[code] ?? '')
  const ids = labelled ? wordRows(texts, tokenizer, length) : tokenizer.encodeRows(texts, length).ids
  const values = new Int32Array(codes.length * length)
  codes.forEach((code, row) => {
    const place = placeOf.get(code)!
    values.set(ids.subarray(place * length, (place + 1) * length), row * length)
  })
  return { length, values }
}

function wordRows(texts: readonly string[], tokenizer: Tokenizer, length: number): Int32Array {
  const ids = new Int32Array(texts.length * length)
  texts.forEach((text, row) => ids.set(tokenizer.encodeWords(spacedWords(text), length).ids, row * length))
  return ids
}

/** The columns with the tokens of those that are read as such. */
export async function withTokens(
  table: TableColumns,
  features: readonly FittedFeature[],
  find: FindTokenizer | undefined,
): Promise<TableColumns> {
  const tokens = new Map<string, TokenIds>()
  for (const feature of features) {
    const texts = table.columns.get(feature.column)
    if (feature.kind !== 'tokens' || find === undefined || texts === undefined) continue
    const tokenizer = await find(feature.pretrained)
    tokens.set(feature.column, tokenColumn(texts, tokenizer, feature.length, feature.labelled))
  }
  return tokens.size === 0 ? table : { ...table, tokens }
}
