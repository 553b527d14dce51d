/** Rows whose class trained models dispute: by a run's test rows, or by those of all runs of its cross-validation. */
import type { LabelSuspect } from '../../compute/spec/data-edit.ts'
import type { RunSummary } from '../ipc/contract/records.ts'
import type { Studio } from '../studio.ts'

export interface LabelSuspects {
  /** Fingerprint of the imported table whose rows these are. */
  readonly base: string
  /** Runs that judged. */
  readonly runs: number
  /** The least probable class first. */
  readonly suspects: LabelSuspect[]
}

/** See the file's head. */
export async function labelSuspects(
  { database, engine, runs }: Pick<Studio, 'database' | 'engine' | 'runs'>,
  id: string,
): Promise<LabelSuspects> {
  const all = await database.ask('runs.list', null)
  const run = await database.ask('runs.get', { id })
  const judges = [run, ...all.filter((other) => other.id !== id && areFolds(run, other))]
  const byRow = new Map<number, LabelSuspect>()
  for (const judge of judges) {
    const place = await runs.locatePrediction(judge.id)
    for (const suspect of await engine.results().ask('suspects', place)) {
      const known = byRow.get(suspect.row)
      if (known === undefined || suspect.ofActual < known.ofActual) byRow.set(suspect.row, suspect)
    }
  }
  const { base } = await database.ask('datasets.version', { id: run.datasetId, number: run.datasetVersion })
  const suspects = [...byRow.values()].sort((a, b) => a.ofActual - b.ofActual || a.row - b.row)
  return { base: base.fingerprint, runs: judges.length, suspects }
}

/** Whether two runs are of one cross-validation, as their tag says, and the other has been judged. */
function areFolds(run: RunSummary, other: RunSummary): boolean {
  const tag = run.tags.find((each) => each.startsWith('CV '))
  const alike = other.datasetId === run.datasetId && other.datasetVersion === run.datasetVersion
  return tag !== undefined && alike && other.tags.includes(tag) && other.score !== null && other.deletedAt === null
}
