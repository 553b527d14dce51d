/** Answers out of texts: which span is taken, and what SQuAD's evaluation says of it. */
import { describe, expect, it } from 'vitest'
import { bestSpan, isExact, wordF1 } from '../../../../compute/evaluate/answers.ts'
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

describe('the best span', () => {
  // How well an answer begins and ends at each of four steps.
  const scores = Float32Array.of(1, 9, 2, 0, 5, 1, 0, 3)
  const all = () => true

  it('is the one whose ends have the most together, its end never before its beginning', () => {
    expect(bestSpan(scores, all, 4)).toEqual({ first: 0, last: 0 })
    expect(bestSpan(scores.with(1, 0), all, 4)).toEqual({ first: 2, last: 3 })
  })
  it('is no longer than allowed, and of allowed steps alone', () => {
    expect(bestSpan(scores.with(1, 0), all, 1)).toEqual({ first: 2, last: 2 })
    expect(bestSpan(scores, (step) => step === 1 || step === 3, 4)).toEqual({ first: 3, last: 3 })
    expect(bestSpan(scores, () => false, 4)).toBeNull()
  })
})
