/** Reads the rows of a table's files, one file after the other, into one stored table. */
import { createHash } from 'node:crypto'
import type { ImportProgress } from './import-progress.ts'
import type { ReadJob, ReadProgress, ReadRows } from './formats/table-format.ts'
import { initialLayout } from './kinds/initial-layout.ts'
import type { FilesJoin, OpenedFiles } from './open-files.ts'
import { openStored } from './storage/read-table.ts'
import type { WorkFolder } from './storage/work-folder.ts'
import { joinedTextsSql, writeFromTexts } from './storage/write-table.ts'

/** Everything that the reading of one table shares. */
export interface FilesJob extends Pick<ReadJob, 'kinds' | 'skipBadRows' | 'stays' | 'engine' | 'signal'> {
  readonly work: WorkFolder
  readonly progress: ImportProgress
}

/** @throws StudioError of the import group, cancelled, disk-full */
export async function readFiles({ files, head, join }: OpenedFiles, job: FilesJob): Promise<ReadRows> {
  const { work, progress } = job
  const [first] = files
  if (join === null) return first!.read({ ...job, file: (name) => work.file(name), progress })
  const reads: ReadRows[] = []
  for (const [at, file] of files.entries()) {
    const own = partOf(progress, at, files.length)
    reads.push(await file.read({ ...job, file: (name) => work.file(`${at}-${name}`), progress: own }))
  }
  return joinReads(reads, head, join, job)
}

async function joinReads(
  reads: readonly ReadRows[],
  head: OpenedFiles['head'],
  join: FilesJoin,
  { kinds, engine, signal, work }: FilesJob,
): Promise<ReadRows> {
  const missing = [...new Set(reads.flatMap(({ stored }) => stored.layout.dialect.missing))]
  const layout = { ...initialLayout(head, { ...head.dialect, missing }, { ...head.kinds, ...kinds }), firstLine: 1 }
  const tables = reads.map(({ stored }, at) => {
    // A file may have turned out to have more columns than its beginning showed; those are at its end.
    const placeOf = new Map(stored.layout.columns.map(({ name }, place) => [name, place]))
    const columns = join.places[at]!.map((place, column) => placeOf.get(head.columns[column]!.name) ?? place)
    return { table: stored, columns, label: join.labels?.[at] ?? null }
  })
  const target = work.file('joined.parquet')
  await writeFromTexts(engine, joinedTextsSql(tables, layout.dialect.decimal), layout, target, signal)
  const hash = createHash('sha256')
  for (const { sha256 } of reads) hash.update(sha256)
  return {
    stored: await openStored(engine, target, signal),
    sha256: reads.length === 1 ? reads[0]!.sha256 : hash.digest('hex'),
    skipped: {
      count: reads.reduce((sum, { skipped }) => sum + skipped.count, 0),
      lines: reads.flatMap(({ skipped }) => skipped.lines),
    },
    mended: reads.some(({ mended }) => mended),
    notices: [...join.notices, ...reads.flatMap(({ notices }) => notices)],
    linesOf: (rows) => Promise.resolve(new Map([...rows].map((row) => [row, row + 1]))),
  }
}

/** One file's progress within that of all: a fifth of it is reading, the rest converting. */
function partOf(progress: ImportProgress, at: number, count: number): ReadProgress {
  const report = (stage: 'reading' | 'converting', done: number) =>
    progress.report('converting', (at + (stage === 'reading' ? 0.2 * done : 0.2 + 0.8 * done)) / count)
  return {
    report,
    watch: (stage, done, work) => {
      const timer = setInterval(() => report(stage, done() ?? 0), 100)
      return work.finally(() => clearInterval(timer))
    },
  }
}
