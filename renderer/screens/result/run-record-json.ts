/** The record of a run as JSON: what someone else needs to make the same run again. */
import type { DatasetRecord, AnyRunRecord } from '../../../main/ipc/contract/records.ts'

/** Indented JSON; times as ISO 8601. */
export function runRecordJson(run: AnyRunRecord, dataset: DatasetRecord | null): string {
  const time = (at: number | null) => (at === null ? null : new Date(at).toISOString())
  const record = {
    run: { id: run.id, name: run.name, status: run.status, outcome: run.outcome },
    spec: run.spec,
    dataset: {
      name: run.datasetName,
      version: run.datasetVersion,
      fingerprint: run.spec.datasetFingerprint,
      ...(dataset === null
        ? {}
        : { file: dataset.table.source.path, sha256: dataset.table.source.sha256, rows: dataset.table.profile.rows }),
    },
    versions: run.versions,
    device: run.device,
    times: {
      created: time(run.createdAt),
      started: time(run.startedAt),
      ended: time(run.endedAt),
      seconds: run.seconds,
    },
    result: { bestEpoch: run.bestEpoch, bestValidationLoss: run.bestValidationLoss, score: run.score },
  }
  return JSON.stringify(record, null, 2)
}
