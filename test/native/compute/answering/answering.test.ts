/** Questions that are answered out of passages: found in a table, planned, learned by a published model, judged, tried and exported. */
import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { recommendAnswering } from '../../../../compute/advise/recommend-answering.ts'
import { reviewSpec } from '../../../../compute/advise/review-spec.ts'
import { suggestAnswers } from '../../../../compute/advise/suggest-answers.ts'
import { findAnswers } from '../../../../compute/data/answering/find-answers.ts'
import { prepareRun } from '../../../../compute/data/preprocess/prepare-run.ts'
import { columnSource } from '../../../../compute/data/raw-columns.ts'
import type { RowKeys } from '../../../../compute/data/split/row-keys.ts'
import { openTable } from '../../../../compute/data/table-reader.ts'
import { importedSpec, importedTokenizer, importModel } from '../../../../compute/pretrained/imported-models.ts'
import { randomUnit } from '../../../../compute/spec/random.ts'
import type { ImportedTable } from '../../../../compute/spec/dataset.ts'
import type { RunSpec } from '../../../../compute/spec/run.ts'
import type { RunPlace } from '../../../../compute/worker/engine-protocol.ts'
import { loadFinishedRun } from '../../../../compute/worker/finished-run.ts'
import { inspectHealth } from '../../../../compute/worker/inspect-health.ts'
import { createKept } from '../../../../compute/worker/kept.ts'
import { planSplit } from '../../../../compute/worker/plan-split.ts'
import { createTrainingJob } from '../../../../compute/worker/training-job.ts'
import { someSpeed as speed } from '../../../support/machine-speed.ts'
import { pythonWith } from '../../../support/python.ts'
import { importFolder } from '../data/import-support.ts'

const tiny = join(import.meta.dirname, '../../../fixtures/pretrained/tiny-bert')
const folder = importFolder()

const draw = (place: number, row: number, of: number) => Math.floor(randomUnit(21, 'split', place, row) * of)
const numbers = ['10', '25', '37', '48', '52', '64', '79', '81']

/** A passage that says a number of the data, among words that say nothing; a third of the questions has no answer in it. */
function paragraph(at: number) {
  const plain = (place: number) => ['the row', 'a', '😀 é', '漢字', 'data'][draw(place, at, 5)]!
  const [first, second] = [numbers[draw(1, at, 8)]!, numbers[draw(2, at, 8)]!]
  const before = Array.from({ length: 1 + draw(3, at, 2) + (at % 8 === 0 ? 6 : 0) }, (_, place) =>
    plain(10 + place),
  ).join(' ')
  const context = `${before} is ${first} and ${second} ${at}`
  const start = Array.from(`${before} is `).length
  return {
    context,
    qas: [
      { question: 'What is it?', answers: [{ text: first, answer_start: start }] },
      { question: 'Where is it not?', answers: [], is_impossible: true },
      {
        question: 'What is the data?',
        answers: [
          { text: first, answer_start: start },
          { text: `is ${first}`, answer_start: start - 3 },
        ],
      },
    ],
  }
}

const file = { data: [{ title: 'Numbers', paragraphs: Array.from({ length: 80 }, (_, at) => paragraph(at)) }] }
let table: ImportedTable
let model: string

beforeAll(async () => {
  table = await folder.import(await folder.write('numbers.json', JSON.stringify(file)))
  model = (await importModel(tiny, folder.project, new AbortController().signal)).id
})

async function withReader<T>(ask: (reader: Awaited<ReturnType<typeof openTable>>) => Promise<T>): Promise<T> {
  const reader = await openTable(join(folder.project, table.file))
  try {
    return await ask(reader)
  } finally {
    await reader.close()
  }
}

const factsOf = (target: string | null) => withReader((reader) => findAnswers(reader, table.profile, target))

async function planned(changes: Partial<RunSpec['training']> = {}): Promise<RunSpec> {
  const answered = (await factsOf(null))!
  const { answers } = suggestAnswers(table.profile, { cores: 2 }, null, { answered, published: [{ id: model }] })
  const recommendation = recommendAnswering(
    table.profile,
    answers,
    speed,
    answered,
    await importedSpec(folder.project, model),
  )
  const { training, features, answering } = recommendation
  return {
    ...{ datasetFingerprint: table.fingerprint, task: answers.task, target: answers.target, features, answering },
    model: recommendation.model,
    training: { ...training, threads: 1, ...changes },
  }
}

const place = async (spec: RunSpec): Promise<RunPlace> => ({
  ...{ projectFolder: folder.project, table, spec, totalEpochs: spec.training.epochs },
  checkpoint: join(folder.project, 'answers.safetensors'),
})

describe('questions with passages', () => {
  it('are found with their columns, those without an answer among them', async () => {
    const facts = await factsOf(null)
    expect(facts).toMatchObject({
      ...{ question: 'question', context: 'context', answer: 'answer', start: 'start', others: 'other answers' },
      ...{ rows: 240, unanswerable: 80, lost: 0, passages: 80 },
    })
    expect(await factsOf('answer')).toEqual(facts)
    expect(await factsOf('question')).toBeNull()
  })

  it('are found in a table of other names, too, and answers that stand nowhere are counted', async () => {
    const lines = Array.from(
      { length: 30 },
      (_, row) =>
        `Which colour has ${row}?,Thing ${row} is ${row === 3 ? 'blue' : 'red'}.,${row === 4 ? 'pink' : row === 3 ? 'blue' : 'red'}`,
    )
    const own = await folder.import(await folder.write('colours.csv', `Question,Text,Answer\n${lines.join('\n')}`), {
      kinds: { Question: 'text', Text: 'text', Answer: 'category' },
    })
    const reader = await openTable(join(folder.project, own.file))
    expect(await findAnswers(reader, own.profile, null)).toMatchObject({
      question: 'Question',
      context: 'Text',
      answer: 'Answer',
      start: null,
      rows: 29,
      lost: 1,
    })
    await reader.close()
  })

  it('are suggested as a task of their own, and need a published model', async () => {
    const answered = (await factsOf(null))!
    const { answers, reasons } = suggestAnswers(table.profile, { cores: 2 }, null, { answered })
    expect(answers).toMatchObject({ target: 'answer', answering: { context: 'context', start: 'start' } })
    expect(answers.reader).toBeUndefined()
    expect(reasons.task.key).toBe('advice.suggest.taskAnswers')
    expect(() => recommendAnswering(table.profile, answers, speed, answered, null)).toThrow(/answers-need-a-model/)
  })

  it('are planned by passage, so that none is in two parts, and their windows cost what they are', async () => {
    const spec = await planned()
    expect(spec.model).toMatchObject({ family: 'bert', head: 'span', pairs: true, tokens: { length: 24 } })
    expect(spec.training.split.method).toEqual({ kind: 'group', column: 'context' })
    expect(spec.training.frozen).toEqual(['bert.embeddings', 'bert.encoder.layer.0'])
    expect(spec.training.learningRateFactors).toEqual([{ prefix: 'qa_outputs', factor: 10 }])
    const { cost } = reviewSpec(table.profile, spec, speed)
    expect(cost.trainSeconds).toBeGreaterThan(0)
    await withReader(async (reader) => {
      const dataset = { reader, projectFolder: folder.project, media: undefined }
      const { split, seed } = spec.training
      const division = { task: spec.task, target: spec.target, answering: spec.answering, training: { split, seed } }
      const { parts } = await planSplit(dataset, table, division, createKept<RowKeys>())
      expect(parts.train.rows + parts.validation.rows + parts.test.rows).toBe(240)
      expect((parts.train.groups ?? 0) + (parts.validation.groups ?? 0) + (parts.test.groups ?? 0)).toBe(80)
      expect(await inspectHealth(dataset, table, { division, features: spec.features }, createKept<RowKeys>())).toEqual(
        [],
      )
    })
  })

  it('become windows whose ends say where each answer stands, or that it doesn’t', async () => {
    const spec = await planned()
    await withReader(async (reader) => {
      const tokenizer = (id: string) => importedTokenizer(folder.project, id)
      const source = columnSource({ reader, projectFolder: folder.project, media: undefined, tokenizer })
      const { table: data, answering, usedRows } = await prepareRun(source, spec, [])
      if (answering === undefined) throw new Error('no passages')
      expect(usedRows).toBe(240)
      expect(data.rows).toBeGreaterThan(240)
      expect(answering.impossible).toBe(true)
      const held = new Set<number>()
      for (let window = 0; window < data.rows; window++) {
        const [first, last] = data.targets.values.subarray(2 * window, 2 * window + 2) as unknown as [number, number]
        const row = answering.rowOfWindow[window]!
        const { starts, ends } = answering.passageTokens(answering.passageOf[row]!)
        if (first === 0) continue
        held.add(row)
        const begin = answering.windows[window]!.from - answering.startOf(window)
        const passage = answering.passages[answering.passageOf[row]!]!
        expect(passage.slice(starts[begin + first], ends[begin + last])).toBe(answering.answers[row]!.text)
      }
      const answered = answering.answers.filter((answer) => answer !== null).length
      expect(held.size).toBe(answered)
    })
  })
})

describe('a run that answers questions', () => {
  it('learns it, judges it, answers one’s own, and is exported with all that it takes', async () => {
    const spec = await planned({ epochs: 12, learningRate: 0.005, frozen: [], earlyStopping: null })
    const at = await place({ ...spec, training: { ...spec.training, schedule: { kind: 'constant', warmupEpochs: 0 } } })
    const context = { signal: new AbortController().signal, tell: () => undefined, deliver: () => Promise.resolve() }
    const end = await createTrainingJob().train(at, context)
    if (end.kind !== 'finished' || end.report?.task !== 'answering') throw new Error('no answers')
    const { report } = end
    expect(report.model.f1).toBeGreaterThan(0.8)
    expect(report.model.f1).toBeGreaterThan(report.baseline.f1)
    expect(report.scoring).toBe('words')
    expect(report.verdicts.right + report.verdicts.partly + report.verdicts.wrong).toBe(report.rows)
    expect(report.unanswerable?.rows).toBe(report.rows / 3)
    expect(report.cut).toBeGreaterThan(0)

    const run = await loadFinishedRun(at)
    expect(run.report()).toEqual(report)
    const all = run.answers({ verdict: null, offset: 0, limit: 500 })
    expect(all.total).toBe(report.rows)
    for (const verdict of ['right', 'partly', 'wrong'] as const) {
      const some = run.answers({ verdict, offset: 0, limit: 500 })
      expect(some.total).toBe(report.verdicts[verdict])
      expect(some.answers.every((answer) => answer.verdict === verdict)).toBe(true)
    }
    const right = all.answers.find(({ verdict, given }) => verdict === 'right' && given !== null)!
    const cells = { context: right.context, question: right.question }
    expect(await run.predict(cells)).toMatchObject({ task: 'answering', answer: { text: right.found.answer!.text } })
    const none = all.answers.find(({ given, found }) => given === null && found.answer === null)!
    expect(await run.predict({ context: none.context, question: none.question })).toMatchObject({ answer: null })
    expect(await run.predict({ context: '', question: 'What?' })).toMatchObject({ answer: null, probability: 0 })
    expect(run.form().map(({ column }) => column)).toEqual(['question', 'context'])

    const out = join(folder.path, 'exported')
    await mkdir(out, { recursive: true })
    const check = await run.export(join(out, 'numbers.onnx'), {}, () => undefined)
    expect(check.largestDifference).toBeLessThan(1e-5)
    expect(check.labelsDiffer).toBe(0)
    expect(await readFile(join(out, 'numbers.README.md'), 'utf8')).toContain('numbers.answer.py')
    const python = pythonWith('numpy', 'onnxruntime', 'tokenizers')
    if (python !== undefined) {
      for (const { context: passage, question, found } of all.answers.slice(0, 4)) {
        await writeFile(join(out, 'passage.txt'), passage)
        const script = join(out, 'numbers.answer.py')
        const { stdout } = await promisify(execFile)(python, [script, question, join(out, 'passage.txt')])
        const said = JSON.parse(stdout) as { text: string | null; probability: number }
        expect(said.text).toBe(found.answer?.text ?? null)
        expect(said.probability).toBeCloseTo(found.probability, 5)
      }
    }
    await run.release()
  }, 60_000)
})
