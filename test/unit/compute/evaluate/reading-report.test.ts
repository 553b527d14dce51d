/** Labels that are read from steps: the best path, and its mistakes as rapidfuzz counts them. */
import { describe, expect, it } from 'vitest'
import { bestPath, editDistance, readingReport } from '../../../../compute/evaluate/reading-report.ts'
import { readingReportSchema } from '../../../../compute/spec/sequence-evaluation.ts'
import recorded from '../../../fixtures/evaluation/edits.json' with { type: 'json' }

describe('the report on labels that are read', () => {
  it('counts the edits that rapidfuzz counts', () => {
    for (const { a, b, distance } of recorded.edits)
      expect(editDistance(a, b), `${a.join()} ${b.join()}`).toBe(distance)
  })

  it('has the edits of all rows as a share of all right labels, and the rows without any', () => {
    const report = readingReportSchema.parse(readingReport([[1, 2], [3], []], [[1, 2], [3, 3], []], [1, 2]))
    expect(report.rows).toBe(3)
    expect(report.model).toEqual({ labelErrorRate: 1 / 3, exactRows: 2 / 3 })
    expect(report.baseline).toEqual({ labelErrorRate: 4 / 3, exactRows: 1 / 3 })
  })

  it('reads the best path: repeated classes once, blanks not at all, the same label twice past a blank', () => {
    const pathOf = (...classes: number[]) =>
      bestPath(Float32Array.from(classes.flatMap((own) => [0, 1, 2].map((each) => (each === own ? 1 : 0)))), 3)
    expect(pathOf(0, 1, 1, 0, 1, 2, 2, 0)).toEqual([1, 1, 2])
    expect(pathOf(0, 0)).toEqual([])
  })
})
