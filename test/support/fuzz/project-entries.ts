/**
 * Files that a project holds and that the app reads again, changed: a project may come from someone else, or from a disk that
 * fails. Models of others come in as published weights alone, so no ONNX file from outside is ever read.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, SqliteDialect } from 'kysely'
import { openLeftFiles } from '../../../compute/data/files/left-files.ts'
import { importImages } from '../../../compute/data/images/import-images.ts'
import { importTable } from '../../../compute/data/import-table.ts'
import { openTable } from '../../../compute/data/table-reader.ts'
import { readCheckpoint } from '../../../compute/train/checkpoint.ts'
import { trainRun } from '../../../compute/train/train-run.ts'
import { insertDataset, listDatasets } from '../../../main/database/queries/datasets.ts'
import { insertRun, listRuns } from '../../../main/database/queries/runs.ts'
import { createProjectFile, openProjectFile } from '../../../main/database/project-file.ts'
import { storageError } from '../../../main/database/storage-errors.ts'
import type { ProjectTables } from '../../../main/database/tables.ts'
import { settingsSchema } from '../../../main/ipc/contract/records.ts'
import { defaultSettings, restoreSettings } from '../../../main/settings/restore-settings.ts'
import { importedTable, migrations, runSpec } from '../../native/database/database-fixtures.ts'
import { recordedFile } from '../../native/compute/data/table-file-support.ts'
import { toyRun } from '../toy-run.ts'
import { mutated } from './changed-bytes.ts'
import { changedJson } from './changed-json.ts'
import type { FuzzEntry, FuzzInput, Seed } from './fuzz-entries.ts'
import { changedSafetensors, delimited, pictures } from './fuzz-seeds.ts'

/** A folder with a project in it, for as long as the process lives. */
const place = (): { readonly folder: string; readonly project: string } => {
  const folder = mkdtempSync(join(tmpdir(), 'modelwright-fuzz-seeds-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'project'))
  return { folder, project: join(folder, 'project') }
}

const quiet = { signal: new AbortController().signal, onProgress: () => undefined }
const request = { dialect: {}, kinds: {}, skipBadRows: false }

/** A table as a project stores it; or the index of one whose values stay. */
async function storedTable(name: string, content: Uint8Array, stays: boolean): Promise<Seed> {
  const { folder, project } = place()
  await writeFile(join(folder, name), content)
  const { file } = await importTable({ ...request, path: join(folder, name), stays }, project, quiet)
  return [stays ? 'table.left.json' : 'table.parquet', readFileSync(join(project, file))]
}

async function leftPictures(): Promise<Seed> {
  const { folder, project } = place()
  mkdirSync(join(folder, 'pictures'))
  for (const [name, bytes] of pictures('.png').slice(0, 3)) await writeFile(join(folder, 'pictures', name), bytes)
  const { media } = await importImages({ path: join(folder, 'pictures'), stays: true }, project, quiet)
  return ['pictures.left.jsonl', readFileSync(join(project, media!.file))]
}

async function checkpoint(): Promise<Seed> {
  const path = join(place().folder, 'run.safetensors')
  await trainRun(toyRun({ checkpointPath: path, totalEpochs: 1 }))
  return ['run.safetensors', readFileSync(path)]
}

const queriesOf = (connection: ReturnType<typeof openProjectFile>) =>
  new Kysely<ProjectTables>({ dialect: new SqliteDialect({ database: connection }) })

async function database(): Promise<Seed> {
  const file = join(place().folder, 'project.sqlite')
  createProjectFile(file, { name: 'Flowers 花', createdAt: 1 }, migrations)
  const connection = openProjectFile(file, migrations)
  const db = queriesOf(connection)
  await insertDataset(db, { id: 'd', createdAt: 1, table: importedTable('f') })
  const run = { id: 'r', name: null, status: 'queued', datasetId: 'd', architecture: '64', createdAt: 1 } as const
  await insertRun(db, { ...run, spec: runSpec('f'), versions: { modelwright: '0.1.0' } })
  connection.pragma('wal_checkpoint(TRUNCATE)')
  connection.close()
  return ['project.sqlite', readFileSync(file)]
}

async function readDatabase({ folder, bytes }: FuzzInput): Promise<void> {
  const file = join(folder, 'project.sqlite')
  for (const ending of ['', '-wal', '-shm']) rmSync(file + ending, { force: true })
  await writeFile(file, bytes)
  const connection = openProjectFile(file, migrations)
  try {
    const db = queriesOf(connection)
    await listDatasets(db)
    await listRuns(db)
  } catch (error) {
    throw storageError(error, file)
  } finally {
    connection.close()
  }
}

async function written({ folder, name, bytes }: FuzzInput): Promise<string> {
  await writeFile(join(folder, name), bytes)
  return join(folder, name)
}

async function readTable(input: FuzzInput): Promise<void> {
  const reader = await openTable(await written(input))
  try {
    await reader.page(0, 50)
  } finally {
    await reader.close()
  }
}

const bytesChanged: FuzzEntry['change'] = ([, bytes], next) => mutated(bytes, next)
const linesChanged: FuzzEntry['change'] = ([, bytes], next) => {
  const lines = bytes.toString().trimEnd().split('\n')
  const at = Math.floor(next() * lines.length)
  return next() < 0.4 ? mutated(bytes, next) : Buffer.from(lines.with(at, changedJson(lines[at]!, next)).join('\n'))
}

/** See the file's head. */
export const projectEntries = {
  'table of a project': {
    seeds: async () => [await storedTable('plain.csv', delimited[0]![1], false)],
    change: bytesChanged,
    read: readTable,
    refusedWith: 'any',
  },
  'index of a table that stays': {
    seeds: async () => [await storedTable('table.parquet', recordedFile('table.parquet'), true)],
    change: linesChanged,
    read: readTable,
    refusedWith: 'any',
  },
  'list of files that stay': {
    seeds: async () => [await leftPictures()],
    change: linesChanged,
    read: async (input) => {
      const pack = await openLeftFiles(await written(input))
      try {
        for (const row of pack.files.keys()) await pack.read(row)
      } finally {
        pack.close()
      }
    },
    refusedWith: 'told',
  },
  'checkpoint of a run': {
    seeds: async () => [await checkpoint()],
    change: ([, bytes], next) => changedSafetensors(bytes, next),
    read: async (input) => readCheckpoint(await written(input)),
    refusedWith: 'told',
  },
  'database of a project': {
    seeds: async () => [await database()],
    change: bytesChanged,
    read: readDatabase,
    refusedWith: 'told',
  },
  settings: {
    seeds: () => [['settings.json', Buffer.from(JSON.stringify(defaultSettings))]],
    change: ([, bytes], next) => Buffer.from(changedJson(bytes.toString(), next)),
    read: ({ bytes }) => Promise.resolve(settingsSchema.parse(restoreSettings(JSON.parse(bytes.toString())))),
    refusedWith: 'told',
  },
} as const satisfies Record<string, FuzzEntry>
