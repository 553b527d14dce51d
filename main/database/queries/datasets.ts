/** Datasets and their tables. */
import type { Kysely } from 'kysely'
import type { VersionChange } from '../../../compute/spec/data-edit.ts'
import type { ImportedTable } from '../../../compute/spec/dataset.ts'
import { StudioError } from '../../../compute/spec/errors.ts'
import type { DatasetRecord } from '../../ipc/contract/records.ts'
import { fromJson, toJson } from '../json-column.ts'
import type { ProjectTables } from '../tables.ts'

type Database = Kysely<ProjectTables>

/** What can be changed of a dataset. */
export interface DatasetChange {
  readonly id: string
  readonly name?: string
  readonly deletedAt?: number | null
}

/** A dataset that is to be kept, with its first table. */
export interface NewDataset {
  readonly id: string
  readonly createdAt: number
  readonly table: ImportedTable
}

/** Every dataset with its current table and the number of runs, not deleted, that learn from it. */
export function selectDatasets(db: Database) {
  return db
    .selectFrom('datasets')
    .innerJoin('dataset_tables', (join) =>
      join
        .onRef('dataset_tables.dataset_id', '=', 'datasets.id')
        .onRef('dataset_tables.fingerprint', '=', 'datasets.fingerprint'),
    )
    .select((expressions) => [
      'datasets.id',
      'datasets.name',
      'datasets.created_at',
      'datasets.deleted_at',
      'datasets.version',
      'dataset_tables.record',
      expressions
        .selectFrom('dataset_versions as own')
        .whereRef('own.dataset_id', '=', 'datasets.id')
        .whereRef('own.number', '=', 'datasets.version')
        .select('own.parent')
        .as('undo_to'),
      expressions
        .selectFrom('dataset_versions as later')
        .whereRef('later.dataset_id', '=', 'datasets.id')
        .whereRef('later.parent', '=', 'datasets.version')
        .select(({ fn }) => fn.max('later.number').as('number'))
        .as('redo_to'),
      expressions
        .selectFrom('runs')
        .whereRef('runs.dataset_id', '=', 'datasets.id')
        .where('runs.deleted_at', 'is', null)
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .as('runs'),
    ])
    .orderBy('datasets.created_at', 'desc')
    .orderBy('datasets.id')
}

type DatasetRow = Awaited<ReturnType<ReturnType<typeof selectDatasets>['execute']>>[number]

function toRecord(row: DatasetRow): DatasetRecord {
  const table = fromJson(row.record) as ImportedTable
  return {
    id: row.id,
    createdAt: row.created_at,
    deletedAt: row.deleted_at,
    table: { ...table, name: row.name },
    version: row.version,
    undoTo: row.undo_to,
    redoTo: row.redo_to,
    runs: row.runs ?? 0,
  }
}

/** All datasets, those in the trash too, newest first. */
export async function listDatasets(db: Database): Promise<DatasetRecord[]> {
  return (await selectDatasets(db).execute()).map(toRecord)
}

/** @throws StudioError record-not-found */
export async function getDataset(db: Database, id: string): Promise<DatasetRecord> {
  const row = await selectDatasets(db).where('datasets.id', '=', id).executeTakeFirst()
  if (row === undefined) throw new StudioError('record-not-found', { kind: 'dataset', id })
  return toRecord(row)
}

/** The dataset of which a version has this content, or was made of it by edits; or null. */
export async function findDataset(db: Database, fingerprint: string): Promise<DatasetRecord | null> {
  const row = await selectDatasets(db)
    .where((expressions) =>
      expressions.exists(
        expressions
          .selectFrom('dataset_versions as any')
          .whereRef('any.dataset_id', '=', 'datasets.id')
          .where((version) =>
            version.or([version('any.base', '=', fingerprint), version('any.fingerprint', '=', fingerprint)]),
          )
          .select('any.number'),
      ),
    )
    .orderBy('datasets.deleted_at', (order) => order.asc().nullsFirst())
    .executeTakeFirst()
  return row === undefined ? null : toRecord(row)
}

/** Keeps a new dataset: what was imported is its first version. */
export async function insertDataset(db: Database, { id, createdAt, table }: NewDataset): Promise<DatasetRecord> {
  await db.transaction().execute(async (transaction) => {
    const { name, fingerprint } = table
    await transaction
      .insertInto('datasets')
      .values({ id, name, fingerprint, created_at: createdAt, deleted_at: null })
      .execute()
    await putTable(transaction, id, createdAt, table)
    await transaction
      .insertInto('dataset_versions')
      .values({
        dataset_id: id,
        number: 1,
        parent: null,
        base: fingerprint,
        fingerprint,
        created_at: createdAt,
        place: 'import',
        change: toJson({ kind: 'import' } satisfies VersionChange),
        edits: '[]',
      })
      .execute()
  })
  return getDataset(db, id)
}

/** Keeps a table of a dataset beside its others. */
export async function putTable(
  db: Database,
  datasetId: string,
  importedAt: number,
  table: ImportedTable,
): Promise<void> {
  const values = { file: table.file, file_bytes: table.fileBytes, imported_at: importedAt, record: toJson(table) }
  await db
    .insertInto('dataset_tables')
    .values({ dataset_id: datasetId, fingerprint: table.fingerprint, ...values })
    .onConflict((conflict) => conflict.columns(['dataset_id', 'fingerprint']).doUpdateSet(values))
    .execute()
}

/** The table of a dataset that a run learned from: its current one or a former one. @throws StudioError record-not-found */
export async function getTable(db: Database, datasetId: string, fingerprint: string): Promise<ImportedTable> {
  const row = await db
    .selectFrom('dataset_tables')
    .select('record')
    .where('dataset_id', '=', datasetId)
    .where('fingerprint', '=', fingerprint)
    .executeTakeFirst()
  if (row === undefined) throw new StudioError('record-not-found', { kind: 'dataset', id: datasetId })
  return fromJson(row.record) as ImportedTable
}

/** @throws StudioError record-not-found */
export async function changeDataset(db: Database, change: DatasetChange): Promise<DatasetRecord> {
  const { id, name, deletedAt } = change
  await db
    .updateTable('datasets')
    .set({
      ...(name === undefined ? {} : { name }),
      ...(deletedAt === undefined ? {} : { deleted_at: deletedAt }),
    })
    .where('id', '=', id)
    .execute()
  return getDataset(db, id)
}

/**
 * Keeps where the content of a table is now: in the table's own record, and in those of versions that have the same files.
 * @throws StudioError record-not-found
 */
export async function placeTables(db: Database, id: string, placed: ImportedTable): Promise<DatasetRecord> {
  await db.transaction().execute(async (transaction) => {
    const rows = await transaction
      .selectFrom('dataset_tables')
      .select(['record', 'imported_at'])
      .where('dataset_id', '=', id)
      .execute()
    for (const { record, imported_at } of rows) {
      const known = fromJson(record) as ImportedTable
      const table = placedAs(known, placed)
      if (table !== known) await putTable(transaction, id, imported_at, table)
    }
  })
  return getDataset(db, id)
}

function placedAs(known: ImportedTable, placed: ImportedTable): ImportedTable {
  const { source, media, stays } = placed
  const { stays: former, ...own } = known
  if (former === undefined && stays !== undefined) return known
  const place = { source, ...(stays === undefined ? {} : { stays }) }
  if (known.fingerprint === placed.fingerprint) {
    const { file, fileBytes } = placed
    return { ...own, ...place, file, fileBytes, ...(media === undefined ? {} : { media }) }
  }
  return media !== undefined && known.media?.sha256 === media.sha256 ? { ...own, ...place, media } : known
}
