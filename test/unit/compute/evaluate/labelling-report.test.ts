/** Reports of labelled sequences against seqeval's figures. */
import { describe, expect, it } from 'vitest'
import { entitiesOf } from '../../../../compute/spec/entities.ts'
import { labellingReport, predictedLabels } from '../../../../compute/evaluate/labelling-report.ts'
import { labellingReportSchema } from '../../../../compute/spec/sequence-evaluation.ts'
import recorded from '../../../fixtures/evaluation/labelling.json' with { type: 'json' }
import { expectAllClose } from '../../../support/all-close.ts'

const close = { relative: 1e-12, absolute: 1e-12 }
const numbersOf = (scores: { precision: number; recall: number; f1: number }) => [
  scores.precision,
  scores.recall,
  scores.f1,
]

describe('the report on labelled sequences', () => {
  it('finds the entities that seqeval finds, in tags of any order', () => {
    for (const { tags, entities } of recorded.entities)
      expect(
        entitiesOf(tags).map(({ type, first, last }) => [type, first, last]),
        tags.join(' '),
      ).toEqual(entities)
  })

  it.each(recorded.cases.map((each) => [each.name, each] as const))('has the figures of seqeval: %s', (_, each) => {
    const { labels, steps, actual, predicted } = each
    const judged = {
      labels,
      steps,
      actual: Int32Array.from(actual.flat()),
      predicted: Int32Array.from(predicted.flat()),
    }
    const counts = labels.map((label) => (label === 'O' ? 9 : 1))
    const report = labellingReportSchema.parse(labellingReport(judged, counts))
    expect(report.rows).toBe(actual.length)
    expect(report.steps).toBe(actual.flat().filter((label) => label >= 0).length)
    expect(report.baseline.predicts).toBe('O')
    for (const side of ['model', 'baseline'] as const) {
      expect(report[side].stepAccuracy).toBeCloseTo(each[side].stepAccuracy, 12)
      expectAllClose(numbersOf(report[side].entities!), numbersOf(each[side].entities), close, side)
    }
    expect(report.perEntity.map(({ type, support }) => [type, support])).toEqual(
      each.model.perEntity.map(({ type, support }) => [type, support]),
    )
    report.perEntity.forEach((found, index) =>
      expectAllClose(numbersOf(found), numbersOf(each.model.perEntity[index]!), close, found.type),
    )
  })

  it('knows no entities where labels are no tags', () => {
    const judged = { labels: ['up', 'down'], steps: 2, actual: Int32Array.of(0, 1), predicted: Int32Array.of(0, 0) }
    const report = labellingReport(judged, [1, 3])
    expect(report.model).toEqual({ stepAccuracy: 0.5, entities: null })
    expect(report.baseline).toEqual({ stepAccuracy: 0.5, entities: null, predicts: 'down' })
    expect(report.perEntity).toEqual([])
  })

  it('takes the largest logit of each step, of equal ones the first', () => {
    expect([...predictedLabels(Float32Array.of(1, 3, 3, 0, -1, -2), 3)]).toEqual([1, 0])
  })
})
