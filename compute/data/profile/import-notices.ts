/** Notices about the way from the files to the table, which the stored table can't tell again. */
import type { Finding } from '../../spec/health.ts'

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
  'unreadFiles',
  'brokenImages',
  'repeatedImages',
  'imagesWithoutClasses',
  'otherFiles',
  'brokenRecordings',
  'repeatedRecordings',
  'recordingsWithoutClasses',
  'notRecordings',
  'silentRecordings',
  'shortRecordings',
  'clippedRecordings',
  'otherRates',
])

/** Those of a table's findings, without what was said of rows that are left out by now. */
export function importNotices(notices: readonly Finding[], keeps: (row: number) => boolean): Finding[] {
  return notices.flatMap((notice): Finding[] => {
    const { text, where } = notice
    if (!names.has(text.key.replace(/^data\.notice\./, ''))) return []
    if (where?.kind !== 'imported') return [notice]
    const rows = where.rows.filter(keeps)
    if (rows.length === where.rows.length) return [notice]
    const params = { ...text.params, count: rows.length }
    return rows.length === 0 ? [] : [{ ...notice, text: { ...text, params }, where: { ...where, rows } }]
  })
}
