/**
 * Exports a trained model: writes the ONNX file, checks it, and only then gives it its name.
 */
import { writeModel } from '../graph/write.ts'
import { StudioError } from '../spec/errors.ts'
import type { ExportCheck } from '../spec/evaluation.ts'
import { writeChecked } from './checked-file.ts'
import { checkExport, type ExpectedPredictions, largestAllowedDifference } from './check-export.ts'
import { exportGraph, type ExportableModel } from './export-graph.ts'

export interface ExportRequest {
  /** Where the file goes; one that is there is replaced once the new one has passed its check. */
  readonly path: string
  readonly model: ExportableModel
  /** What the file is to say about where it comes from, for example run, data fingerprint and versions. */
  readonly metadata: Readonly<Record<string, string>>
  /** Rows to check the file with, and the app's own predictions for them. */
  readonly check: ExpectedPredictions
  readonly threads: number
}

/**
 * Writes and checks the file: at a temporary name beside it, flushed, loaded again in a fresh session, renamed.
 *
 * @throws StudioError `export-not-equal` where its predictions differ from the app's, `disk-full`, `folder-read-only`.
 *   The file under the temporary name is removed then, and what was at `path` is untouched.
 */
export async function exportModel(request: ExportRequest): Promise<ExportCheck> {
  const { path, model, check, threads } = request
  const bytes = writeModel(exportGraph(model, request.metadata))
  return writeChecked(path, bytes, async (temporary) => {
    const result = await checkExport(temporary, model.fitted, check, threads)
    if (!(result.largestDifference <= largestAllowedDifference)) {
      throw new StudioError('export-not-equal', { path, difference: result.largestDifference, rows: result.rows })
    }
    return result
  })
}
