/** What is said of labels of words: words beyond what a model reads, what is taken for what, and the worst rows. */
import { describe, expect, it } from 'vitest'
import { placesInOrder } from '../../../../compute/data/labelling/prepare-labelling.ts'
import { labellingEvaluation } from '../../../../compute/evaluate/labelling-evaluation.ts'
import { labellingEvaluationSchema } from '../../../../compute/spec/sequence-evaluation.ts'

const labels = ['B-X', 'I-X', 'O']
const [b, i, o] = [0, 1, 2]
const words = [['a', 'b', 'c'], ['d', 'e', 'f', 'g'], ['h'], ['only', 'train']]
const actual = [[b, i, o], [o, b, i, b], [o], [o, b]]
const steps = 3
/** What the model says of its three steps of each test row. */
const said = [
  [b, o, o],
  [o, b, i],
  [o, o, o],
]
const predictions = Float32Array.from(
  said.flat().flatMap((label) => labels.map((_, at) => (at === label ? 0.9 : 0.05))),
)
const report = labellingEvaluationSchema.parse(
  labellingEvaluation(
    {
      labelling: {
        words,
        labels: actual.map((own) => Int32Array.from(own)),
        steps,
        places: (row) => placesInOrder(words[row]!.length, steps),
      },
      labels,
      split: { train: Uint32Array.of(3), test: Uint32Array.of(0, 1, 2) },
    },
    predictions,
  ),
)

describe('the report on labels of words', () => {
  it('counts words only, and those beyond the model’s steps as outside', () => {
    expect(report).toMatchObject({ rows: 3, steps: 8, shortened: 1 })
    expect(report.model.stepAccuracy).toBeCloseTo(6 / 8, 12)
    // Of three entities one is found whole; two more are said, of which one is too short.
    expect(report.model.entities).toEqual({ precision: 1 / 2, recall: 1 / 3, f1: 2 / 5 })
    expect(report.baseline).toMatchObject({ predicts: 'B-X' })
  })

  it('says what words are taken for by the types of entities', () => {
    expect(report.confusion).toEqual({
      labels: ['X', 'O'],
      counts: [
        [3, 2],
        [0, 3],
      ],
    })
  })

  it('names the rows with wrong words, the worst first', () => {
    expect(report.wrongRows).toBe(2)
    expect(report.mistakes.map(({ row, mistakes }) => [row, mistakes])).toEqual([
      [1, 1],
      [2, 1],
    ])
    expect(report.mistakes[1]).toMatchObject({
      words: ['d', 'e', 'f', 'g'],
      actual: ['O', 'B-X', 'I-X', 'B-X'],
      predicted: ['O', 'B-X', 'I-X', 'O'],
    })
  })
})
