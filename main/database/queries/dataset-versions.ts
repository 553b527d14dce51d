/** Versions of datasets: the steps by which each came of another, and the tables that were made of them. */
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { DataEdit, EditPlace, VersionChange } from '../../../compute/spec/data-edit.ts'
import type { ImportedTable } from '../../../compute/spec/dataset.ts'
import { StudioError } from '../../../compute/spec/errors.ts'
import type { DatasetRecord, VersionRecord } from '../../ipc/contract/records.ts'
import { fromJson, toJson } from '../json-column.ts'
import type { ProjectTables } from '../tables.ts'
import { getDataset, getTable, putTable } from './datasets.ts'

type Database = Kysely<ProjectTables>

/** All that makes a version. */
export interface VersionState {
  readonly number: number
  /** The imported table, and the edits that make the version of it. */
  readonly base: ImportedTable
  readonly edits: readonly DataEdit[]
  /** What was made of them before; null for nothing. */
  readonly table: ImportedTable | null
}

/** A step from one version to the next. */
export interface VersionStep {
  readonly change: VersionChange
  /** Those that follow the edits of the version before; of a version with another base, all. */
  readonly edits: readonly DataEdit[]
}

export interface NewVersions {
  readonly id: string
  /** The version that was edited. */
  readonly parent: number
  readonly place: EditPlace
  readonly now: number
  readonly base: ImportedTable
  /** In their order; each makes a version of the one before. */
  readonly steps: readonly VersionStep[]
  /** Of the last one. */
  readonly table: ImportedTable
}

export interface VersionChoice {
  readonly id: string
  readonly number: number
  readonly now: number
  readonly table: ImportedTable
}

/** The versions of a dataset, the first one first. */
export async function listVersions(db: Database, id: string): Promise<VersionRecord[]> {
  const rows = await db
    .selectFrom('dataset_versions')
    .leftJoin('dataset_tables', (join) =>
      join
        .onRef('dataset_tables.dataset_id', '=', 'dataset_versions.dataset_id')
        .onRef('dataset_tables.fingerprint', '=', 'dataset_versions.fingerprint'),
    )
    .select(['number', 'parent', 'base', 'created_at', 'place', 'change'])
    .select(sql<number | null>`json_extract(record, '$.profile.rows')`.as('rows'))
    .where('dataset_versions.dataset_id', '=', id)
    .orderBy('number')
    .execute()
  const runs = await db
    .selectFrom('runs')
    .select(['id', 'name', 'dataset_version'])
    .where('dataset_id', '=', id)
    .where('deleted_at', 'is', null)
    .orderBy('created_at')
    .execute()
  return rows.map((row) => ({
    number: row.number,
    parent: row.parent,
    base: row.base,
    createdAt: row.created_at,
    place: row.place,
    change: fromJson(row.change) as VersionChange,
    rows: row.rows,
    runs: runs.filter((run) => run.dataset_version === row.number).map((run) => ({ id: run.id, name: run.name })),
  }))
}

/** A version of a dataset; without a number, the current one. @throws StudioError record-not-found */
export async function readVersion(db: Database, id: string, number?: number): Promise<VersionState> {
  const wanted = number ?? (await getDataset(db, id)).version
  const steps = await db
    .selectFrom('dataset_versions')
    .select(['number', 'parent', 'base', 'fingerprint', 'edits'])
    .where('dataset_id', '=', id)
    .execute()
  const byNumber = new Map(steps.map((step) => [step.number, step]))
  const own = byNumber.get(wanted)
  if (own === undefined) throw new StudioError('record-not-found', { kind: 'dataset', id })
  const edits: DataEdit[] = []
  for (let step = own; ;) {
    edits.unshift(...(fromJson(step.edits) as DataEdit[]))
    const before = step.parent === null ? undefined : byNumber.get(step.parent)
    if (before === undefined || before.base !== own.base) break
    step = before
  }
  const base = await getTable(db, id, own.base)
  const table = own.fingerprint === null ? null : await getTable(db, id, own.fingerprint)
  return { number: wanted, base, edits, table }
}

/** A dataset, and files of tables that nothing needs any more. */
export interface AddedVersions {
  readonly dataset: DatasetRecord
  readonly unusedFiles: readonly string[]
}

/** Adds versions, and makes the last one current. @throws StudioError record-not-found */
export async function addVersions(db: Database, added: NewVersions): Promise<AddedVersions> {
  const { id, now, base, steps, table, place } = added
  const unusedFiles = await db.transaction().execute(async (transaction) => {
    await putTable(transaction, id, now, base)
    await putTable(transaction, id, now, table)
    const { newest } = await transaction
      .selectFrom('dataset_versions')
      .select(({ fn }) => fn.max('number').as('newest'))
      .where('dataset_id', '=', id)
      .executeTakeFirstOrThrow()
    const first = newest + 1
    await transaction
      .insertInto('dataset_versions')
      .values(
        steps.map(({ change, edits }, at) => ({
          dataset_id: id,
          number: first + at,
          parent: at === 0 ? added.parent : first + at - 1,
          base: base.fingerprint,
          fingerprint: at === steps.length - 1 ? table.fingerprint : null,
          created_at: now,
          place,
          change: toJson(change),
          edits: toJson(edits),
        })),
      )
      .execute()
    await makeCurrent(transaction, id, newest + steps.length, table)
    return forgetTables(transaction, id)
  })
  return { dataset: await getDataset(db, id), unusedFiles }
}

/** Makes a version current. @throws StudioError record-not-found */
export async function goToVersion(db: Database, { id, number, now, table }: VersionChoice): Promise<DatasetRecord> {
  await db.transaction().execute(async (transaction) => {
    await putTable(transaction, id, now, table)
    await transaction
      .updateTable('dataset_versions')
      .set({ fingerprint: table.fingerprint })
      .where('dataset_id', '=', id)
      .where('number', '=', number)
      .execute()
    await makeCurrent(transaction, id, number, table)
  })
  return getDataset(db, id)
}

/** So many tables of versions that were left behind are kept: undoing a few steps takes no time. */
const keptTables = 5

/**
 * Forgets tables that can be made again of an imported one and its edits, and that no run has learned from: a long labelling
 * would leave one for each step. Answers with their files, where no other dataset has them.
 */
async function forgetTables(db: Database, id: string): Promise<string[]> {
  const left = await db
    .selectFrom('dataset_tables')
    .select(['fingerprint', 'file'])
    .where('dataset_id', '=', id)
    .where('fingerprint', 'not in', (own) =>
      own.selectFrom('dataset_versions').select('base').where('dataset_id', '=', id),
    )
    .where('fingerprint', 'not in', (own) => own.selectFrom('runs').select('fingerprint').where('dataset_id', '=', id))
    .where('fingerprint', 'not in', (own) => own.selectFrom('datasets').select('fingerprint').where('id', '=', id))
    .orderBy('imported_at', 'desc')
    .orderBy('fingerprint')
    .execute()
  const unused = left.slice(keptTables)
  if (unused.length === 0) return []
  const fingerprints = unused.map(({ fingerprint }) => fingerprint)
  await db
    .updateTable('dataset_versions')
    .set({ fingerprint: null })
    .where('dataset_id', '=', id)
    .where('fingerprint', 'in', fingerprints)
    .execute()
  await db.deleteFrom('dataset_tables').where('dataset_id', '=', id).where('fingerprint', 'in', fingerprints).execute()
  const elsewhere = await db
    .selectFrom('dataset_tables')
    .select('fingerprint')
    .where('fingerprint', 'in', fingerprints)
    .execute()
  return unused
    .filter((table) => !elsewhere.some(({ fingerprint }) => fingerprint === table.fingerprint))
    .map(({ file }) => file)
}

async function makeCurrent(db: Database, id: string, version: number, { fingerprint }: ImportedTable): Promise<void> {
  await db.updateTable('datasets').set({ version, fingerprint }).where('id', '=', id).execute()
}

/**
 * The version with a content: the current one if it has it, else the newest that has.
 * @throws StudioError record-not-found
 */
export async function versionOf(db: Database, id: string, fingerprint: string): Promise<number> {
  const found = await db
    .selectFrom('dataset_versions')
    .innerJoin('datasets', 'datasets.id', 'dataset_versions.dataset_id')
    .select(['number', 'version'])
    .where('dataset_id', '=', id)
    .where('dataset_versions.fingerprint', '=', fingerprint)
    .orderBy('number', 'desc')
    .execute()
  const own = found.find(({ number, version }) => number === version) ?? found[0]
  if (own === undefined) throw new StudioError('record-not-found', { kind: 'dataset', id })
  return own.number
}
