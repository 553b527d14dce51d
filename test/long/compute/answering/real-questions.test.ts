/**
 * That a published model learns to answer real questions: MODELWRIGHT_PRETRAINED names its folder (all-MiniLM-L6-v2 takes a
 * quarter of an hour on two cores), MODELWRIGHT_QUESTIONS a file of SQuAD's kind. Skipped without them.
 */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { trainFile } from '../../../native/main/cli/train-file.ts'
import { importFolder } from '../../../native/compute/data/import-support.ts'

const [pretrained, questions] = [process.env['MODELWRIGHT_PRETRAINED'], process.env['MODELWRIGHT_QUESTIONS']]
const folder = importFolder()

// Skipped where no model and no questions are at hand.
describe.skipIf(pretrained === undefined || questions === undefined)('real questions', () => {
  it('are answered far better than by always answering from the same place', { timeout: 3_600_000 }, async () => {
    const out = join(folder.path, 'questions.onnx')
    const { report, check } = await trainFile(questions!, {
      pretrained: pretrained!,
      out,
      budget: 'thorough',
      threads: 2,
    })
    if (report.task !== 'answering') throw new Error('no answers')
    const { model, baseline, rows, verdicts, unanswerable } = report
    console.info({ rows, model, baseline, verdicts, unanswerable })
    expect(model.f1).toBeGreaterThan(0.3)
    expect(model.f1).toBeGreaterThan(2 * baseline.f1)
    expect(check.largestDifference).toBeLessThan(1e-5)
  })
})
