import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import type { DataEdit } from '../../../compute/spec/data-edit.ts'
import type { EvaluationReport } from '../../../compute/spec/evaluation.ts'
import * as versions from '../../../main/database/queries/dataset-versions.ts'
import * as datasets from '../../../main/database/queries/datasets.ts'
import * as epochs from '../../../main/database/queries/epochs.ts'
import { insertExport, selectExports } from '../../../main/database/queries/exports.ts'
import { countRecords } from '../../../main/database/queries/project.ts'
import * as results from '../../../main/database/queries/run-results.ts'
import * as runs from '../../../main/database/queries/runs.ts'
import { epochMetrics, freshDatabase, importedTable, runSpec } from './database-fixtures.ts'

let { db, connection } = freshDatabase()
beforeEach(async () => {
  ;({ db, connection } = freshDatabase())
  await datasets.insertDataset(db, { id: 'd', createdAt: 1, table: importedTable('f') })
})

const addRun = (id: string, name: string | null = null, createdAt = 1) =>
  runs.insertRun(db, newRun(id, name, createdAt))

const newRun = (id: string, name: string | null = null, createdAt = 1) =>
  ({
    id,
    name,
    status: 'queued',
    datasetId: 'd',
    architecture: '64 · 32',
    createdAt,
    spec: runSpec('f'),
    versions: { modelwright: '0.1.0' },
  }) as const

const exclude = (ref: string): DataEdit => ({ kind: 'exclude', rows: [ref], reason: 'chosen' })

/** Versions that each leave out a row more. */
const edited = (parent: number, refs: readonly string[], fingerprint: string): versions.NewVersions => ({
  ...{ id: 'd', parent, place: 'labelling', now: 3, base: importedTable('f'), table: importedTable(fingerprint) },
  steps: refs.map((ref) => ({
    change: { kind: 'exclude', reason: 'chosen', count: 1 },
    edits: [exclude(ref)],
  })),
})

const report: EvaluationReport = {
  task: 'regression',
  rows: 3,
  model: { mae: 1, rmse: 2, r2: Number.NaN },
  baseline: { mae: 2, rmse: 3, r2: Number.NEGATIVE_INFINITY, predicts: 4 },
  points: [],
}

describe('datasets', () => {
  it('are listed newest first, with the runs that learn from them', async () => {
    await datasets.insertDataset(db, { id: 'e', createdAt: 2, table: importedTable('g') })
    await addRun('r')
    await addRun('s')
    await runs.editRuns(db, { ids: ['s'], deletedAt: 5 })
    const listed = await datasets.listDatasets(db)
    expect(listed.map(({ id, runs: count }) => [id, count])).toEqual([
      ['e', 0],
      ['d', 1],
    ])
  })

  it('are found by their content, and are called what a person called them', async () => {
    await datasets.changeDataset(db, { id: 'd', name: 'Irises' })
    expect(await datasets.findDataset(db, 'f')).toMatchObject({ id: 'd', table: { name: 'Irises', fingerprint: 'f' } })
    expect(await datasets.findDataset(db, 'g')).toBeNull()
  })

  it('have versions, of which runs keep the one that they learned from', async () => {
    await addRun('r')
    const { dataset: changed } = await versions.addVersions(db, edited(1, ['a', 'b'], 'g'))
    expect(changed).toMatchObject({ table: { fingerprint: 'g' }, version: 3, undoTo: 2, redoTo: null })
    expect((await datasets.getTable(db, 'd', 'f')).file).toBe('datasets/f.parquet')
    const other = await runs.insertRun(db, { ...newRun('s'), spec: runSpec('g') })
    expect([await runs.getRun(db, 'r'), other].map(({ datasetVersion }) => datasetVersion)).toEqual([1, 3])
    const listed = await versions.listVersions(db, 'd')
    expect(listed.map(({ number, parent, rows, runs: own }) => [number, parent, rows, own.length])).toEqual([
      [1, null, 3, 1],
      [2, 1, null, 0],
      [3, 2, 3, 1],
    ])
    expect(await datasets.findDataset(db, 'f')).toMatchObject({ id: 'd' })
  })

  it('go back to a version, make one of it, and still know the others', async () => {
    await versions.addVersions(db, edited(1, ['a', 'b'], 'g'))
    expect(await versions.readVersion(db, 'd', 2)).toMatchObject({ edits: [exclude('a')], table: null })
    const back = { id: 'd', number: 2, now: 5, table: importedTable('h') }
    expect(await versions.goToVersion(db, back)).toMatchObject({ version: 2, undoTo: 1, redoTo: 3 })
    const { dataset } = await versions.addVersions(db, edited(2, ['c'], 'i'))
    expect(dataset).toMatchObject({ version: 4, undoTo: 2 })
    expect((await versions.readVersion(db, 'd')).edits).toEqual([exclude('a'), exclude('c')])
    expect((await versions.readVersion(db, 'd', 3)).edits).toEqual([exclude('a'), exclude('b')])
    await expect(versions.readVersion(db, 'd', 9)).rejects.toMatchObject({ code: 'record-not-found' })
  })

  it('forget tables of versions that were left behind long ago, but for those that runs learned from', async () => {
    await versions.addVersions(db, edited(1, ['r'], 't1'))
    await runs.insertRun(db, { ...newRun('learned'), spec: runSpec('t1') })
    const files: string[][] = []
    for (let step = 2; step <= 9; step++) {
      const { unusedFiles } = await versions.addVersions(db, { ...edited(step, [`r${step}`], `t${step}`), now: step })
      files.push([...unusedFiles])
    }
    // The newest is current, five before it are kept; the first is a run's.
    expect(files.flat()).toEqual(['datasets/t2.parquet', 'datasets/t3.parquet'])
    const kept = (await versions.listVersions(db, 'd')).map(({ rows }) => rows !== null)
    expect(kept).toEqual([true, true, false, false, true, true, true, true, true, true])
    expect((await versions.readVersion(db, 'd', 3)).table).toBeNull()
    expect((await versions.readVersion(db, 'd', 3)).edits).toHaveLength(2)
  })

  it('that are not there are an error', async () => {
    await expect(datasets.getDataset(db, 'x')).rejects.toMatchObject({ code: 'record-not-found' })
    await expect(datasets.getTable(db, 'd', 'x')).rejects.toMatchObject({ code: 'record-not-found' })
    await expect(datasets.changeDataset(db, { id: 'x', name: 'y' })).rejects.toMatchObject({ code: 'record-not-found' })
  })
})

describe('runs', () => {
  it('get a name of the family and the next number, whatever else they are called', async () => {
    expect((await addRun('a')).name).toBe('MLP 1')
    await addRun('b', 'MLP 10')
    await addRun('c', 'my best')
    expect((await addRun('d')).name).toBe('MLP 11')
  })

  it('come back with all that determines them', async () => {
    await addRun('r', 'First')
    const record = await runs.getRun(db, 'r')
    expect(record).toMatchObject({
      id: 'r',
      name: 'First',
      status: 'queued',
      outcome: null,
      datasetName: 'table f',
      architecture: '64 · 32',
      totalEpochs: 40,
      score: null,
      exports: 0,
      tags: [],
      startedAt: null,
      versions: { modelwright: '0.1.0' },
      exportRecords: [],
    })
    expect(record.spec).toEqual(runSpec('f'))
  })

  it('are edited together or, if one is missing, not at all', async () => {
    await addRun('r')
    await addRun('s')
    const edited = await runs.editRuns(db, { ids: ['r', 's'], note: 'good', tags: ['a', '好'], archivedAt: 9 })
    expect(edited.map(({ note, tags, archivedAt }) => [note, tags, archivedAt])).toEqual([
      ['good', ['a', '好'], 9],
      ['good', ['a', '好'], 9],
    ])
    await expect(runs.editRuns(db, { ids: ['r', 'x'], note: 'bad' })).rejects.toMatchObject({
      code: 'record-not-found',
    })
    expect((await runs.getRun(db, 'r')).note).toBe('good')
    expect(await runs.editRuns(db, { ids: ['r'] })).toHaveLength(1)
  })

  it('that an app left unfinished are interrupted at the next start, the others stay', async () => {
    for (const [index, status] of (['queued', 'running', 'paused', 'completed', 'failed'] as const).entries()) {
      await addRun(`r${index}`)
      await results.changeRun(db, { id: `r${index}`, status })
    }
    expect(await results.sweepRuns(db)).toBe(3)
    const statuses = (await runs.listRuns(db)).map(({ id, status }) => [id, status])
    expect(Object.fromEntries(statuses)).toEqual({
      r0: 'interrupted',
      r1: 'interrupted',
      r2: 'interrupted',
      r3: 'completed',
      r4: 'failed',
    })
  })

  it('go with all that belongs to them when they are purged', async () => {
    await addRun('r')
    await epochs.appendEpochs(db, 'r', [epochMetrics(1)])
    await epochs.putCheckpoint(db, 'r', { epoch: 1, step: 10, bytes: 5, savedAt: 1 })
    await results.changeRun(db, { id: 'r', report: { createdAt: 1, report } })
    await runs.purgeRuns(db, ['r'])
    expect(await epochs.listEpochs(db, 'r')).toEqual([])
    expect(await epochs.getCheckpoint(db, 'r')).toBeNull()
    await expect(results.getReport(db, 'r')).rejects.toMatchObject({ code: 'record-not-found' })
    await expect(runs.getRun(db, 'r')).rejects.toMatchObject({ code: 'record-not-found' })
  })

  it('are counted, with the datasets, without what is in the trash', async () => {
    await addRun('r')
    await addRun('s')
    await runs.editRuns(db, { ids: ['s'], deletedAt: 1 })
    expect(await countRecords(db)).toEqual({ datasets: 1, runs: 1 })
  })
})

describe('the history of a run', () => {
  it('comes back as it was, with NaN and infinities', async () => {
    await addRun('r')
    const written = [
      epochMetrics(1),
      { ...epochMetrics(2), trainLoss: Number.NaN, gradientNorm: Infinity, validationScore: -Infinity },
    ]
    await epochs.appendEpochs(db, 'r', written)
    expect(await epochs.listEpochs(db, 'r')).toEqual(written)
    expect(connection.prepare('SELECT not_finite FROM epochs WHERE epoch = 2').pluck().get()).toBe(
      '{"train_loss":"NaN","validation_score":"-Infinity","gradient_norm":"Infinity"}',
    )
  })

  it('leaves in the run what lists show: the newest epoch, and the first of the best', async () => {
    await addRun('r')
    await epochs.appendEpochs(db, 'r', [epochMetrics(1, 0.9), epochMetrics(2, 0.4)])
    const losses = [Number.NaN, 0.4, 0.5]
    const summary = await epochs.appendEpochs(
      db,
      'r',
      losses.map((loss, index) => epochMetrics(index + 3, loss)),
    )
    expect(summary).toMatchObject({ epoch: 5, seconds: 0.5, bestEpoch: 2, bestValidationLoss: 0.4 })
  })

  it('goes back to where the checkpoint stands, with its best epoch', async () => {
    await addRun('r')
    await epochs.appendEpochs(db, 'r', [epochMetrics(1, 0.5), epochMetrics(2, 0.5), epochMetrics(3, 0.1)])
    expect(await epochs.truncateEpochs(db, 'r', 2)).toMatchObject({ epoch: 2, seconds: 0.2, bestEpoch: 1 })
    expect((await epochs.listEpochs(db, 'r')).map(({ epoch }) => epoch)).toEqual([1, 2])
    expect(await epochs.truncateEpochs(db, 'r', 0)).toMatchObject({ epoch: 0, bestEpoch: null, seconds: 0 })
  })

  it('takes thousands of epochs at once', async () => {
    await addRun('r')
    const many = Array.from({ length: 5001 }, (_, index) => epochMetrics(index + 1))
    expect(await epochs.appendEpochs(db, 'r', many)).toMatchObject({ epoch: 5001 })
    expect(await epochs.listEpochs(db, 'r')).toHaveLength(5001)
  })
})

describe('results', () => {
  it('leave the headline score in the run, and the report with its NaN', async () => {
    await addRun('r')
    const summary = await results.changeRun(db, {
      id: 'r',
      status: 'completed',
      outcome: 'all-epochs',
      endedAt: 9,
      report: { createdAt: 9, report },
    })
    expect(summary).toMatchObject({
      status: 'completed',
      outcome: 'all-epochs',
      endedAt: 9,
      score: { metric: 'rmse', value: 2, baseline: 3 },
    })
    expect(await results.getReport(db, 'r')).toEqual(report)
  })

  it('keep the error of a run until it is taken away', async () => {
    await addRun('r')
    await results.changeRun(db, {
      id: 'r',
      status: 'failed',
      error: { code: 'training-diverged', params: { step: 3 } },
    })
    expect((await runs.getRun(db, 'r')).error).toEqual({ code: 'training-diverged', params: { step: 3 } })
    await results.changeRun(db, { id: 'r', status: 'queued', error: null })
    expect(await runs.getRun(db, 'r')).toMatchObject({ status: 'queued', error: null })
  })

  it('count the exports of a run', async () => {
    await addRun('r')
    const check = { rows: 5, largestDifference: 1e-7, labelsDiffer: 0, bytes: 100, sha256: 'ab' }
    await insertExport(db, { id: 'x', runId: 'r', path: '/a.onnx', createdAt: 4, check })
    const record = await runs.getRun(db, 'r')
    expect(record.exports).toBe(1)
    expect(record.exportRecords).toEqual([{ id: 'x', runId: 'r', path: '/a.onnx', createdAt: 4, check }])
  })
})

describe('the hot queries', () => {
  /** What SQLite means to do, step by step. */
  const plan = (query: { compile(): { sql: string; parameters: readonly unknown[] } }): string[] => {
    const { sql: text, parameters } = query.compile()
    return connection
      .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${text}`)
      .all(...parameters)
      .map(({ detail }) => detail)
  }

  it('list runs in the order of an index, without sorting and without the metric history', () => {
    const steps = plan(runs.selectRuns(db))
    expect(steps).toContain('SCAN runs USING INDEX runs_newest_first')
    expect(steps.join()).not.toMatch(/TEMP B-TREE|epochs/)
  })

  it('read a history, its exports and unfinished runs by index', () => {
    expect(plan(epochs.selectEpochs(db, 'r'))).toEqual(['SEARCH epochs USING PRIMARY KEY (run_id=?)'])
    expect(plan(selectExports(db, 'r'))).toEqual(['SEARCH exports USING INDEX exports_by_run (run_id=?)'])
    expect(plan(results.selectUnfinished(db))[0]).toMatch(/USING INDEX runs_unfinished/)
  })

  it('list 10,000 runs within 100 ms', async () => {
    await addRun('r0')
    await sql`INSERT INTO runs (id, name, status, outcome, dataset_id, fingerprint, task, target, family, architecture,
      created_at, started_at, ended_at, seconds, epoch, total_epochs, best_epoch, best_validation_loss, score_metric,
      score_value, score_baseline, tags, note, spec, versions)
      SELECT 'run-' || value, name, 'completed', 'all-epochs', dataset_id, fingerprint, task, target, family, architecture,
      value, 1, 2, seconds, 40, total_epochs, 7, 0.25, 'accuracy',
      0.97, 0.44, '["first","second"]', note, spec, versions
      FROM runs, (WITH RECURSIVE counter(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM counter LIMIT 9999)
      SELECT value FROM counter)`.execute(db)
    const milliseconds: number[] = []
    for (let repetition = 0; repetition < 5; repetition++) {
      // Time of the processor, not of the clock: the other tests run at the same time.
      const before = process.cpuUsage()
      expect(await runs.listRuns(db)).toHaveLength(10_000)
      const { user, system } = process.cpuUsage(before)
      milliseconds.push((user + system) / 1000)
    }
    expect(Math.min(...milliseconds)).toBeLessThan(100)
  })
})
