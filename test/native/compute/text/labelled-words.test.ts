/** Words with a label each: learned by networks from scratch and by a published model, judged, tried on a sentence, exported. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chooseLabeller } from '../../../../compute/advise/choose-labeller.ts'
import { findLabelledWords } from '../../../../compute/data/labelling/find-labelled-words.ts'
import { prepareRun } from '../../../../compute/data/preprocess/prepare-run.ts'
import type { RowKeys } from '../../../../compute/data/split/row-keys.ts'
import { openTable } from '../../../../compute/data/table-reader.ts'
import { evaluateRun } from '../../../../compute/evaluate/evaluate-run.ts'
import { predictForm, predictRows } from '../../../../compute/evaluate/predictions.ts'
import { exportModel } from '../../../../compute/export/export-model.ts'
import { importedSpec, importModel } from '../../../../compute/pretrained/imported-models.ts'
import { randomUnit } from '../../../../compute/spec/random.ts'
import type { RunSpec } from '../../../../compute/spec/run.ts'
import { ignoredLabel } from '../../../../compute/spec/target-form.ts'
import { createPredictor } from '../../../../compute/train/predict.ts'
import { trainRun } from '../../../../compute/train/train-run.ts'
import type { RunPlace } from '../../../../compute/worker/engine-protocol.ts'
import { loadFinishedRun } from '../../../../compute/worker/finished-run.ts'
import { inspectHealth } from '../../../../compute/worker/inspect-health.ts'
import { createKept } from '../../../../compute/worker/kept.ts'
import { planSplit } from '../../../../compute/worker/plan-split.ts'
import { createTrainingJob } from '../../../../compute/worker/training-job.ts'
import { someSpeed as speed } from '../../../support/machine-speed.ts'
import { toyRun } from '../../../support/toy-run.ts'
import { memoryTable, runSpec, sourceOf } from '../../../unit/compute/data/memory-table.ts'
import { importFolder } from '../data/import-support.ts'

const tiny = join(import.meta.dirname, '../../../fixtures/pretrained/tiny-bert')
const folder = importFolder()

/** Two names of letters that no other row has, a place and a number; whether names are people or firms, the word after them tells. */
function sentence(row: number): { words: string; labels: string } {
  const draw = (place: number, of: number) => Math.floor(randomUnit(11, 'split', place, row) * of)
  const letters = (place: number) =>
    Array.from({ length: 5 }, (_, at) => String.fromCharCode(97 + draw(place + at, 26))).join('')
  const name = (place: number) => letters(place).replace(/^./, (first) => first.toUpperCase())
  const type = draw(0, 2) === 0 ? 'PER' : 'ORG'
  const cut: [string, string][] = [
    ['yesterday', 'O'],
    [name(1), `B-${type}`],
    [name(7), `I-${type}`],
    [type === 'PER' ? 'said' : 'sold', 'O'],
    ['no', 'O'],
    [String(draw(13, 900)), 'B-NUM'],
    ...(draw(14, 2) === 0
      ? ([
          ['in', 'O'],
          ['Paris', 'B-LOC'],
        ] as [string, string][])
      : []),
    ['.', 'O'],
  ]
  return { words: cut.map(([word]) => word).join(' '), labels: cut.map(([, label]) => label).join(' ') }
}

const rows = Array.from({ length: 300 }, (_, row) => sentence(row))
const table = memoryTable(
  {
    words: [...rows.map(({ words }) => words), 'a row of its own', 'one too few'],
    labels: [...rows.map(({ labels }) => labels), null, 'O O'],
  },
  ['words', 'labels'],
)
const profile = {
  columns: ['words', 'labels'].map((name) => {
    const column = table.columns.get(name)!
    if (column.kind === 'number') throw new Error('texts are no numbers')
    return {
      ...{ name, kind: 'text' as const, distinct: 300, missing: 0, kindReason: { key: '', params: {} } },
      ...{ unparsed: null, numeric: null, distribution: [], examples: column.dictionary.slice(0, 5) },
    }
  }),
}

async function labellingSpec(network: 'lstm' | 'gru' | 'transformer'): Promise<RunSpec> {
  const facts = (await findLabelledWords(sourceOf(table), profile, 'labels'))!
  const limits = { budget: 'quick', maxFileMb: null, maxPredictionMs: null, threads: 1 } as const
  const asked = { task: 'classification', limits, rows: 300, columns: 1, texts: 1, inputs: 12, outputs: 8 } as const
  const { model } = chooseLabeller(asked, network, facts, speed, 1)
  const planned = runSpec(table, 'labels', { model })
  return {
    ...planned,
    task: 'classification',
    features: [{ column: 'words', kind: 'text' }],
    labelling: { words: 'words', labels: facts.labelCounts.length },
    training: { ...planned.training, epochs: 12, batchSize: 16, learningRate: 0.01 },
  }
}

describe('words with a label each', () => {
  it('are found in a table by their numbers in each row', async () => {
    const facts = await findLabelledWords(sourceOf(table), profile, 'labels')
    expect(facts).toMatchObject({ words: 'words', labels: 'labels', rows: 300, uneven: 2, longest: 9 })
    expect(facts?.entityCounts).toContainEqual({ type: 'NUM', count: 300 })
    expect(await findLabelledWords(sourceOf(table), profile, 'words')).toBeNull()
  })

  it('stand at the steps of their words, and rows that don’t fit are in no part', async () => {
    const prepared = await prepareRun(sourceOf(table), await labellingSpec('lstm'), [])
    const { table: data, target } = prepared
    expect(data.targets.kind).toBe('step-classes')
    const first = data.targets.values.subarray(0, data.inputs)
    const labels = target.kind === 'step-classes' ? target.labels : []
    const own = rows[0]!.labels.split(' ')
    expect(Array.from(first, (label) => (label === ignoredLabel ? null : labels[label]))).toEqual(
      Array.from({ length: data.inputs }, (_, step) => own[step] ?? null),
    )
    expect(prepared.usedRows).toBe(300)
    expect([...data.split.train, ...data.split.validation, ...data.split.test].some((row) => row >= 300)).toBe(false)
  })

  it.each(['lstm', 'transformer'] as const)(
    'are learned by names’ looks and what is around them: %s',
    async (network) => {
      const spec = await labellingSpec(network)
      const prepared = await prepareRun(sourceOf(table), spec, [])
      const { training } = spec
      const run = toyRun({ model: prepared.model, training, data: prepared.table, totalEpochs: training.epochs })
      const trained = await trainRun(run)
      const { test } = prepared.table.split
      const predictions = await predictRows(trained, prepared, test, 1)
      const report = evaluateRun(prepared, predictions)
      if (report.task !== 'labelling') throw new Error('no labels')
      // The names are in no other row: their shape and the word behind them is all there is to go by.
      expect(report.model.entities!.f1).toBeGreaterThan(0.95)
      expect(report.baseline).toMatchObject({ predicts: 'O', entities: { f1: 0 } })
      expect(report.confusion.labels).toEqual(['LOC', 'NUM', 'ORG', 'PER', 'O'])
      expect(report.confusion.counts.flat().reduce((sum, count) => sum + count, 0)).toBe(report.steps)

      const predictor = await createPredictor(trained, 1)
      const tried = await predictForm(predictor, prepared.fitted, { words: 'yesterday Qwxyz Zyxwq sold no 77.' })
      await predictor.release()
      expect(tried.task === 'labelling' && tried.words.map(({ text, label }) => `${text} ${label}`)).toEqual([
        ...['yesterday O', 'Qwxyz B-ORG', 'Zyxwq I-ORG', 'sold O', 'no O', '77 B-NUM', '. O'],
      ])

      const model = { fitted: prepared.fitted, weighted: trained }
      const check = { table, rows: test, expected: predictions }
      const path = join(folder.path, `${network}.onnx`)
      const checked = await exportModel({ path, model, metadata: {}, check, threads: 1 })
      expect(checked).toMatchObject({ labelsDiffer: 0, rows: test.length })
      expect(checked.largestDifference).toBeLessThan(1e-5)
    },
  )

  it('are divided and looked through before they are learned: sentences that stand twice are found', async () => {
    const texts = [...rows.slice(0, 60), ...rows.slice(0, 20), { words: 'two words', labels: 'O' }]
    const lines = texts.map(({ words, labels }) => `"${words}","${labels}"`)
    const file = await folder.write('repeated.csv', ['words,labels', ...lines].join('\n'))
    const imported = await folder.import(file, { kinds: { words: 'text', labels: 'text' } })
    const reader = await openTable(join(folder.project, imported.file))
    try {
      const { training, features, labelling } = await labellingSpec('lstm')
      const { split, seed } = training
      const division = { task: 'classification' as const, target: 'labels', labelling, training: { split, seed } }
      const dataset = { reader, projectFolder: folder.project, media: undefined }
      const kept = createKept<RowKeys>()
      const { parts, withoutTarget } = await planSplit(dataset, imported, division, kept)
      expect(parts.train.rows + parts.validation.rows + parts.test.rows).toBe(80)
      expect(withoutTarget).toBe(1)
      const findings = await inspectHealth(dataset, imported, { division, features }, kept)
      expect(findings.map(({ text }) => [text.key, text.params['count']])).toEqual([
        ['data.health.nearDuplicates.text', 20],
      ])
    } finally {
      await reader.close()
    }
  })

  it('are labelled by the first pieces of words in a published model, with its tokeniser beside the file', async () => {
    const texts = rows.slice(0, 60).map(({ words, labels }) => `"${words}","${labels}"`)
    const file = await folder.write('labelled.csv', ['words,labels', ...texts].join('\n'))
    const imported = await folder.import(file, { kinds: { words: 'text', labels: 'text' } })
    const { id } = await importModel(tiny, folder.project, new AbortController().signal)
    const base = await labellingSpec('lstm')
    const model = { ...(await importedSpec(folder.project, id)).specFor(40), head: 'tokens' as const }
    const spec = { ...base, model, training: { ...base.training, epochs: 1 } }
    const checkpoint = join(folder.project, 'labels.safetensors')
    const place: RunPlace = { projectFolder: folder.project, table: imported, spec, checkpoint, totalEpochs: 1 }
    const context = {
      signal: new AbortController().signal,
      tell: () => undefined,
      deliver: () => Promise.resolve(),
    }
    const end = await createTrainingJob().train(place, context)
    expect(end).toMatchObject({ kind: 'finished', report: { task: 'labelling' } })
    const run = await loadFinishedRun(place)
    const tried = await run.predict({ words: 'yesterday Xyz said no 5.' })
    expect(tried.task === 'labelling' && tried.words.map(({ text }) => text)).toEqual([
      ...['yesterday', 'Xyz', 'said', 'no', '5', '.'],
    ])
    await mkdir(join(folder.path, 'exported'), { recursive: true })
    const check = await run.export(join(folder.path, 'exported', 'labels.onnx'), {}, () => undefined)
    expect(check.largestDifference).toBeLessThan(1e-5)
    await run.release()
  })
})
