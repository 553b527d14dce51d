/** Starts a cross-validation: a run for each fold, named and tagged as belonging together, one after the other in the queue. */
import type { RunSpec } from '../../compute/spec/run.ts'
import { allFolds } from '../../compute/spec/split.ts'
import type { AnyRunRecord } from '../ipc/contract/records.ts'
import type { Studio } from '../studio.ts'

/** See the file's head. Each run can be paused, stopped and resumed as any other. */
export async function startFolds(
  { supervisor, runs }: Pick<Studio, 'supervisor' | 'runs'>,
  datasetId: string,
  spec: RunSpec,
): Promise<AnyRunRecord[]> {
  const splits = allFolds(spec.training.split)
  const started: AnyRunRecord[] = []
  let name: string | null = null
  for (const [at, split] of splits.entries()) {
    const own: RunSpec = { ...spec, training: { ...spec.training, split } }
    const run: AnyRunRecord = await supervisor.start({
      datasetId,
      spec: own,
      name: name === null ? null : foldName(name, at, splits.length),
    })
    // The first run's own name is that of them all.
    name ??= run.name
    started.push(run)
  }
  const [first] = started
  if (first === undefined || name === null || splits.length < 2) return started
  await runs.edit({ ids: [first.id], name: foldName(name, 0, splits.length) })
  await runs.edit({ ids: started.map(({ id }) => id), tags: [`CV ${name}`] })
  return started
}

function foldName(name: string, at: number, of: number): string {
  return `${name} · ${at + 1}/${of}`
}
