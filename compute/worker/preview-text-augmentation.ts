/** What augmentation makes of a dataset's texts: a few of them as the network reads them, each in several ways. */
import type { z } from 'zod'
import { unknownWord } from '../data/preprocess/word-sequence.ts'
import type { TableReader } from '../data/table-reader.ts'
import { spacedWords, wordsOf } from '../data/text/words.ts'
import { augmentTokens } from '../nn/token-augmentation.ts'
import type { changedTextSchema, TextAugmentationPreview } from '../spec/text-augmentation.ts'
import { augmentedRows } from '../train/augmented-rows.ts'

/** Texts that are shown, from all over the dataset, ways of each, and words of the longest. */
const [shown, ways, mostWords] = [3, 3, 30]

export interface TextAugmentationQuestion extends z.infer<typeof changedTextSchema> {
  readonly seed: number
}

/** See the file's head. */
export async function previewTextAugmentation(
  reader: Pick<TableReader, 'rows' | 'rowsAt' | 'columnNames'>,
  { column, labelled, augmentation, seed }: TextAugmentationQuestion,
): Promise<TextAugmentationPreview> {
  const place = reader.columnNames.indexOf(column)
  const count = Math.min(shown, reader.rows)
  const rows = Array.from({ length: count }, (_, at) => Math.floor(((at + 0.5) * reader.rows) / count))
  const cut = labelled ? spacedWords : wordsOf
  const texts = (await reader.rowsAt(rows)).map((cells) => cut(String(cells[place] ?? '')).slice(0, mostWords))
  const length = Math.max(1, ...texts.map((words) => words.length))
  // A number of its own for each place tells where a word went.
  const numbers = new Float32Array(texts.length * ways * length)
  texts.forEach((words, text) => {
    for (let way = 0; way < ways; way++) {
      const first = (text * ways + way) * length
      words.forEach((_, at) => (numbers[first + at] = unknownWord + 1 + at))
    }
  })
  const changed = await augmentedRows(
    numbers,
    texts.length * ways,
    (x, training) => augmentTokens(x, augmentation, unknownWord, training),
    seed,
  )
  return {
    texts: texts.map((words, text) => ({
      original: words,
      changed: Array.from({ length: ways }, (_, way) =>
        words.map((_, at) => {
          const number = changed[(text * ways + way) * length + at] ?? unknownWord
          return number === unknownWord ? null : (words[number - unknownWord - 1] ?? null)
        }),
      ),
    })),
  }
}
