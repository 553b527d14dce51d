import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Connection } from '../../../main/database/connection.ts'
import { applyMigrations, readMigrations, schemaVersion } from '../../../main/database/migrations.ts'
import { schemaIsCurrent, schemaText, writeSchema } from '../../../main/database/schema.ts'
import { databaseAt, migrations, migrationsFolder, temporaryFolder } from './database-fixtures.ts'

/** Brings a database to the next version and answers with the names of what that added. */
function migrateTo(connection: Connection, version: number): string[] {
  const names = (): string[] =>
    connection
      .prepare<[], { name: string }>(`SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'`)
      .all()
      .map(({ name }) => name)
  const before = names()
  applyMigrations(
    connection,
    migrations.filter(({ number }) => number > schemaVersion(connection) && number <= version),
  )
  expect(schemaVersion(connection)).toBe(version)
  return names().filter((name) => !before.includes(name))
}

const insertDataset = (connection: Connection): void => {
  connection.exec(`BEGIN;
    INSERT INTO datasets (id, name, fingerprint, created_at) VALUES ('d', 'Flowers', 'f', 1);
    INSERT INTO dataset_tables VALUES ('d', 'f', 'datasets/f.parquet', 10, 1, '{}');
    COMMIT`)
}

const insertRun = (connection: Connection, fields: Record<string, unknown> = {}): void => {
  const row = {
    id: 'r',
    name: 'MLP 1',
    status: 'running',
    dataset_id: 'd',
    fingerprint: 'f',
    task: 'classification',
    target: 'species',
    family: 'mlp',
    architecture: '64',
    created_at: 1,
    total_epochs: 5,
    spec: '{}',
    versions: '{}',
    ...fields,
  }
  const columns = Object.keys(row)
  connection
    .prepare(`INSERT INTO runs (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`)
    .run(row)
}

describe('the migrations', () => {
  it('0010 makes the project, of which there is one', () => {
    const connection = databaseAt(0)
    expect(migrateTo(connection, 10)).toEqual(['project'])
    connection.exec(`INSERT INTO project VALUES (1, 'Penguins', 1)`)
    expect(() => connection.exec(`INSERT INTO project VALUES (2, 'Another', 1)`)).toThrow(/CHECK/)
  })

  it('0020 makes datasets, each with a current table that exists', () => {
    const connection = databaseAt(10)
    connection.exec(`INSERT INTO project VALUES (1, 'Penguins', 1)`)
    const added = migrateTo(connection, 20)
    expect(added).toEqual(['datasets', 'dataset_tables', 'dataset_tables_by_fingerprint'])
    expect(connection.prepare('SELECT name FROM project').pluck().get()).toBe('Penguins')
    insertDataset(connection)
    const orphan = () =>
      connection.exec(`INSERT INTO datasets (id, name, fingerprint, created_at) VALUES ('e', 'Other', 'g', 1)`)
    expect(orphan).toThrow(/FOREIGN KEY/)
  })

  it('0030 makes runs, which keep the table that they learn from', () => {
    const connection = databaseAt(20)
    insertDataset(connection)
    expect(migrateTo(connection, 30)).toEqual(['runs', 'runs_newest_first', 'runs_by_dataset', 'runs_unfinished'])
    insertRun(connection)
    expect(connection.prepare('SELECT tags, note, epoch, seconds FROM runs').get()).toEqual({
      tags: '[]',
      note: '',
      epoch: 0,
      seconds: 0,
    })
    expect(() => insertRun(connection, { id: 's', status: 'asleep' })).toThrow(/CHECK/)
    expect(() => insertRun(connection, { id: 's', fingerprint: 'other' })).toThrow(/FOREIGN KEY/)
    expect(() => connection.exec(`DELETE FROM datasets`)).toThrow(/FOREIGN KEY/)
  })

  it('0040 makes epochs, where a figure is missing only with its reason', () => {
    const connection = databaseAt(30)
    insertDataset(connection)
    insertRun(connection)
    expect(migrateTo(connection, 40)).toEqual(['epochs'])
    connection.exec(`INSERT INTO epochs VALUES ('r', 1, 10, 0.5, 0.6, 0.7, 0.001, 2, 0.1, NULL)`)
    connection.exec(`INSERT INTO epochs VALUES ('r', 2, 20, NULL, 0.6, 0.7, 0.001, 2, 0.2, '{"train_loss":"NaN"}')`)
    const unexplained = () => connection.exec(`INSERT INTO epochs VALUES ('r', 3, 30, NULL, 1, 1, 1, 1, 1, NULL)`)
    expect(unexplained).toThrow(/CHECK/)
    connection.exec(`DELETE FROM runs`)
    expect(connection.prepare('SELECT count(*) FROM epochs').pluck().get()).toBe(0)
  })

  it.each([
    [50, 'checkpoints', `('r', 3, 30, 1000, 1)`, []],
    [60, 'reports', `('r', 1, '{}')`, []],
    [70, 'exports', `('e', 'r', '/models/flowers.onnx', 1, '{}')`, ['exports_by_run']],
  ])('00%i makes %s, which go when their run goes', (version, table, row, alsoMade) => {
    const connection = databaseAt(version - 10)
    insertDataset(connection)
    insertRun(connection)
    expect(migrateTo(connection, version)).toEqual([table, ...alsoMade])
    connection.exec(`INSERT INTO ${table} VALUES ${row}`)
    connection.exec(`DELETE FROM runs`)
    expect(connection.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0)
  })

  it('0080 keeps what a run was computed on, which earlier runs don’t say', () => {
    const connection = databaseAt(70)
    insertDataset(connection)
    insertRun(connection)
    expect(migrateTo(connection, 80)).toEqual([])
    expect(connection.prepare('SELECT device FROM runs').pluck().get()).toBeNull()
    connection.exec(`UPDATE runs SET device = '{"device":"cpu","fallback":null}'`)
  })

  it('0090 knows runs that make pictures, and leaves those that predict as they are', () => {
    const connection = databaseAt(80)
    insertDataset(connection)
    insertRun(connection, { task: 'regression', score_metric: 'rmse', score_value: 2, score_baseline: 3 })
    connection.exec(`INSERT INTO epochs VALUES ('r', 1, 10, 0.5, 0.6, 0.7, 0.001, 2, 0.1, NULL)`)
    expect(migrateTo(connection, 90)).toEqual([])
    expect(connection.prepare('SELECT task, score_metric, score_value FROM runs').get()).toEqual({
      task: 'regression',
      score_metric: 'rmse',
      score_value: 2,
    })
    expect(connection.prepare('SELECT epoch, losses FROM epochs').get()).toEqual({ epoch: 1, losses: null })
    insertRun(connection, { id: 's', task: 'generation', score_metric: 'negativeElbo' })
    expect(() => insertRun(connection, { id: 't', task: 'divination' })).toThrow(/CHECK/)
    expect(() => insertRun(connection, { id: 't', score_metric: 'beauty' })).toThrow(/CHECK/)
  })

  it('0100 makes versions of datasets: those that there are, each the base of its own edits', () => {
    const connection = databaseAt(90)
    insertDataset(connection)
    connection.exec(`INSERT INTO dataset_tables VALUES ('d', 'e', 'datasets/e.parquet', 10, 5, '{}')`)
    insertRun(connection, { fingerprint: 'e' })
    expect(migrateTo(connection, 100)).toEqual([
      'dataset_versions',
      'dataset_versions_by_base',
      'dataset_versions_by_fingerprint',
    ])
    const versions = connection.prepare('SELECT number, parent, base, fingerprint, place FROM dataset_versions').all()
    expect(versions).toEqual([
      { number: 1, parent: null, base: 'f', fingerprint: 'f', place: 'import' },
      { number: 2, parent: 1, base: 'e', fingerprint: 'e', place: 'columns' },
    ])
    expect(connection.prepare('SELECT version FROM datasets').pluck().get()).toBe(1)
    expect(connection.prepare('SELECT dataset_version FROM runs').pluck().get()).toBe(2)
  })

  it('leave the database as it was if one of them fails', () => {
    const connection = databaseAt(20)
    const broken = {
      number: 30,
      name: 'broken',
      sql: 'CREATE TABLE half (id INTEGER); CREATE TABLE half (id INTEGER);',
    }
    expect(() => applyMigrations(connection, [broken])).toThrow(/already exists/)
    expect(schemaVersion(connection)).toBe(20)
    expect(connection.prepare(`SELECT count(*) FROM sqlite_schema WHERE name = 'half'`).pluck().get()).toBe(0)
  })

  it('are read in the order of their numbers, and a number may stand once', () => {
    using folder = temporaryFolder('migrations')
    writeFileSync(join(folder.path, '0020-second.sql'), '')
    writeFileSync(join(folder.path, '0010-first.sql'), '')
    expect(readMigrations(folder.path).map(({ name }) => name)).toEqual(['first', 'second'])
    writeFileSync(join(folder.path, '0020-third.sql'), '')
    expect(() => readMigrations(folder.path)).toThrow(/Two migrations have the number 20/)
    writeFileSync(join(folder.path, 'fourth.sql'), '')
    expect(() => readMigrations(folder.path)).toThrow(/fourth.sql is not named/)
  })
})

describe('the kept schema', () => {
  it('is what the migrations lead to', () => {
    expect(schemaIsCurrent(migrationsFolder)).toBe(true)
  })

  it('is out of date as soon as a migration is added, until it is written again', () => {
    using folder = temporaryFolder('schema')
    cpSync(migrationsFolder, folder.path, { recursive: true })
    expect(schemaIsCurrent(folder.path)).toBe(true)
    writeFileSync(join(folder.path, '9990-colours.sql'), 'CREATE TABLE colours (name TEXT) STRICT;')
    expect(schemaIsCurrent(folder.path)).toBe(false)
    writeSchema(folder.path)
    expect(schemaIsCurrent(folder.path)).toBe(true)
    expect(schemaText(folder.path)).toContain('CREATE TABLE colours (name TEXT) STRICT;')
  })
})
