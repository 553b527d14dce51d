/** Answers out of texts, and what SQuAD's evaluation says of them. */
import { describe, expect, it } from 'vitest'
import { isExact, wordF1 } from '../../../../compute/evaluate/answers.ts'
import { spanReport } from '../../../../compute/evaluate/span-report.ts'
import { spanReportSchema } from '../../../../compute/spec/sequence-evaluation.ts'
import recorded from '../../../fixtures/evaluation/answers.json' with { type: 'json' }

describe('the report on answers', () => {
  it('judges each answer as SQuAD’s evaluation does', () => {
    for (const { answer, right, exact, f1 } of recorded.pairs) {
      expect(isExact(answer, right), `${answer} | ${right}`).toBe(exact)
      expect(wordF1(answer, right), `${answer} | ${right}`).toBeCloseTo(f1, 12)
    }
  })

  it('takes of several right answers the closest', () => {
    const right = recorded.questions.map((each) => each.right)
    const predicted = recorded.questions.map(({ said }) => said)
    const report = spanReportSchema.parse(spanReport({ right, predicted, baseline: right.map(() => 'nothing') }))
    expect(report.rows).toBe(60)
    expect(report.model.exactMatch).toBeCloseTo(recorded.exactMatch, 12)
    expect(report.model.f1).toBeCloseTo(recorded.f1, 12)
    expect(report.baseline).toEqual({ exactMatch: 0, f1: 0 })
  })
})
