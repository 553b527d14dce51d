/** Databases and records for the database tests: real files, real schema, small values. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, SqliteDialect } from 'kysely'
import type { ImportedTable } from '../../../compute/spec/dataset.ts'
import type { EpochMetrics, RunSpec } from '../../../compute/spec/run.ts'
import { trainingDefaults } from '../../../compute/spec/training.ts'
import { findAppRoot } from '../../../main/app-root.ts'
import type { Connection } from '../../../main/database/connection.ts'
import { configure, openFresh } from '../../../main/database/connection.ts'
import { applyMigrations, readMigrations } from '../../../main/database/migrations.ts'
import type { ProjectTables } from '../../../main/database/tables.ts'

export const migrationsFolder = join(findAppRoot(), 'migrations')
export const migrations = readMigrations(migrationsFolder)

/** A database in memory, brought to the schema numbered `version`. */
export function databaseAt(version: number): Connection {
  const connection = openFresh(':memory:')
  configure(connection)
  applyMigrations(
    connection,
    migrations.filter(({ number }) => number <= version),
  )
  return connection
}

/** A database in memory with the newest schema. */
export function freshDatabase(): { connection: Connection; db: Kysely<ProjectTables> } {
  const connection = databaseAt(Infinity)
  return { connection, db: new Kysely<ProjectTables>({ dialect: new SqliteDialect({ database: connection }) }) }
}

/** A folder that is removed when the returned value goes out of scope. */
export function temporaryFolder(name: string): { readonly path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), `modelwright-${name}-`))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}

/** An imported table without columns, named for its fingerprint. */
export function importedTable(fingerprint: string): ImportedTable {
  return {
    name: `table ${fingerprint}`,
    source: { path: '/data/flowers.csv', bytes: 10, modifiedAt: 1, sha256: 'ab' },
    dialect: { encoding: 'utf-8', delimiter: ',', quote: '"', header: true, decimal: '.', missing: [] },
    fingerprint,
    file: `datasets/${fingerprint}.parquet`,
    fileBytes: 20,
    profile: { rows: 3, columns: [], notices: [], targetCandidates: [] },
    importMs: 5,
  }
}

/** A small run on the table with the given fingerprint. */
export function runSpec(fingerprint: string): RunSpec {
  return {
    datasetFingerprint: fingerprint,
    task: 'classification',
    target: 'species',
    features: [{ column: 'length', kind: 'number' }],
    model: { family: 'mlp', hidden: [64, 32], activation: 'relu', normalization: 'none', dropout: 0 },
    training: {
      ...trainingDefaults,
      epochs: 40,
      batchSize: 32,
      optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
      learningRate: 0.001,
      schedule: { kind: 'constant', warmupEpochs: 0 },
      weightDecay: 0,
      gradientClip: null,
      earlyStopping: null,
      split: { train: 0.8, validation: 0.1, test: 0.1, stratify: true },
      seed: 1,
      threads: 1,
    },
  }
}

/** A finished epoch. */
export function epochMetrics(epoch: number, validationLoss = 1 / epoch): EpochMetrics {
  return {
    epoch,
    step: epoch * 10,
    trainLoss: 1 / epoch,
    validationLoss,
    validationScore: 1 - 1 / (epoch + 1),
    learningRate: 0.001,
    gradientNorm: 2,
    seconds: epoch / 10,
  }
}
