/** As a column says: for data whose parts were laid down by those who made it, such as folders train and test. */
import { StudioError } from '../../spec/errors.ts'
import type { Part } from '../../spec/split.ts'
import { parts } from '../../spec/split.ts'
import { categoryText } from '../preprocess/category-text.ts'
import { holdOutValidation } from './random-split.ts'
import { ascending, type Splitter, textsOf } from './splitter.ts'

/** See the file's head. @throws StudioError `split-part-empty` */
export const givenSplit: Splitter<'given'> = (question) => {
  const { spec, method, strata, draw } = question
  const { column, codes, dictionary } = textsOf(question)
  const partOfText = new Map(parts.flatMap((part) => method.values[part].map((value) => [categoryText(value), part])))
  const partOfCode = dictionary.map((text) => partOfText.get(categoryText(text)))
  const chosen: Record<Part, number[]> = { train: [], validation: [], test: [] }
  codes.forEach((code, row) => {
    const part = code < 0 ? undefined : partOfCode[code]
    if (part !== undefined && strata[row]! >= 0) chosen[part].push(row)
  })
  for (const part of ['train', 'test'] as const) {
    if (chosen[part].length === 0) throw new StudioError('split-part-empty', { column, part })
  }
  const test = Uint32Array.from(chosen.test)
  const learned = Uint32Array.from(chosen.train)
  if (method.values.validation.length === 0) {
    const { train, validation } = holdOutValidation(learned, spec, strata, draw)
    return { train, validation, test }
  }
  if (chosen.validation.length === 0) throw new StudioError('split-part-empty', { column, part: 'validation' })
  return ascending(learned, Uint32Array.from(chosen.validation), test)
}
