/** Notices about the way from the files to the table, which the stored table can't tell again. */
import type { Message } from '../../spec/message.ts'

const names: ReadonlySet<string> = new Set([
  'skippedRows',
  'oddText',
  'nestedColumns',
  'repeatedNames',
  'replacedCharacters',
  'binaryColumns',
  'binaryCells',
  'computedColumns',
  'errorCells',
  'unsolvedFormulas',
  'mergedCells',
  'notInFiles',
  'unevenSentences',
  'noEntityBegun',
  'oddLabels',
  'answersMoved',
  'answersNotFound',
  'questionsWithoutAnswer',
  'emptyTexts',
  'unreadableTexts',
  'otherTextFiles',
])

export function isImportNotice({ key }: Message): boolean {
  return names.has(key.replace(/^data\.notice\./, ''))
}
