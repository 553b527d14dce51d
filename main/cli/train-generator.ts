/** The other job from end to end: pictures in, a trained model out that makes more of them, and a sheet of what it makes. */
import { join } from 'node:path'
import { measureMachine } from '../../compute/advise/machine-speed.ts'
import { recommendGeneration } from '../../compute/advise/recommend-generation.ts'
import { suggestAnswers } from '../../compute/advise/suggest-answers.ts'
import { importImages } from '../../compute/data/images/import-images.ts'
import type { ImportedTable } from '../../compute/spec/dataset.ts'
import { StudioError } from '../../compute/spec/errors.ts'
import type { ExportCheck } from '../../compute/spec/evaluation.ts'
import { type GenerationReport, type GenerationSpec, sheetColumns } from '../../compute/spec/generation.ts'
import type { GenerationRecommendation } from '../../compute/spec/generation-advice.ts'
import type { JobProgress } from '../../compute/spec/job.ts'
import type { RunOutcome } from '../../compute/spec/run.ts'
import { noPrograms } from '../../compute/train/program-cache.ts'
import type { TrainingEvent } from '../../compute/worker/engine-protocol.ts'
import { loadFinishedGeneration } from '../../compute/worker/finished-generation.ts'
import { trainGeneration } from '../../compute/worker/generation-job.ts'
import type { TrainSettings } from './arguments.ts'
import { exportMetadata, type TrainJob } from './train-table.ts'

/** What is told on the way, in this order. */
export interface GeneratorWatcher {
  onImport(progress: JobProgress): void
  onRecommendation(table: ImportedTable, recommendation: GenerationRecommendation): void
  onTraining(event: TrainingEvent, spec: GenerationSpec): void
  onReport(report: GenerationReport, outcome: RunOutcome): void
}

export interface GeneratorResult {
  readonly table: ImportedTable
  readonly spec: GenerationSpec
  readonly outcome: RunOutcome
  /** Epochs that were finished. */
  readonly epochs: number
  readonly report: GenerationReport
  readonly check: ExportCheck
  /** Where the sheet is of what it makes. */
  readonly sheet: string
}

/** Rows of pictures on the sheet. */
const sheetRows = 6

/** Where the sheet goes: beside the model. */
export const sheetBeside = (out: string): string => out.replace(/(\.onnx)?$/i, '.png')

/**
 * Does it all. When it is told to stop while it trains, what it has learned so far is exported.
 *
 * @throws StudioError; `cancelled` when it is stopped before there is a model
 */
export async function trainGenerator(job: TrainJob, watcher: GeneratorWatcher): Promise<GeneratorResult> {
  const { settings, workFolder, signal, control, out } = job
  const [path] = job.files
  const table = await importImages({ path }, workFolder, {
    signal,
    onProgress: (progress) => watcher.onImport(progress),
  })
  const { limits } = suggestAnswers(table.profile, { cores: job.cores }, null, { media: table.media ?? null }).answers
  const answers = {
    label: settings.target,
    limits: { ...limits, budget: settings.budget ?? limits.budget, threads: settings.threads ?? limits.threads },
  }
  const recommendation = recommendGeneration(table, answers, await measureMachine(job.cores))
  watcher.onRecommendation(table, recommendation)
  const spec = withSettings(recommendation.specs[recommendation.pick], settings)
  const place = {
    projectFolder: workFolder,
    table,
    spec,
    checkpoint: join(workFolder, 'checkpoint.safetensors'),
    samples: join(workFolder, 'samples'),
    totalEpochs: spec.training.epochs,
  }
  let epochs = 0
  const follow = (event: TrainingEvent) => {
    if (event.kind === 'epochs') epochs = event.epochs.at(-1)?.epoch ?? epochs
    watcher.onTraining(event, spec)
  }
  const end = await trainGeneration(place, {
    control,
    tell: follow,
    deliver: (event) => {
      follow(event)
      return Promise.resolve()
    },
    onPaused: () => undefined,
    programs: noPrograms,
  })
  if (end.kind === 'interrupted' || end.report?.task !== 'generation' || epochs === 0) {
    throw new StudioError('cancelled')
  }
  watcher.onReport(end.report, end.outcome)
  const finished = await loadFinishedGeneration(place)
  try {
    const check = await finished.export(out, exportMetadata(table, spec, job.versions))
    const columns = sheetColumns(spec.model.family === 'gan' ? spec.model.classes : null)
    const sheet = sheetBeside(out)
    await finished.saveSheet(sheet, { seed: spec.training.seed, count: sheetRows * columns, label: null })
    return { table, spec, outcome: end.outcome, epochs, report: end.report, check, sheet }
  } finally {
    await finished.release()
  }
}

function withSettings(spec: GenerationSpec, { epochs, seed }: TrainSettings): GenerationSpec {
  const { training } = spec
  return { ...spec, training: { ...training, epochs: epochs ?? training.epochs, seed: seed ?? training.seed } }
}

/** The result as one JSON object, for scripts. Its keys are stable. */
export function generatorAsJson(result: GeneratorResult, path: string, seconds: number) {
  const { table, spec, outcome, epochs, report, check, sheet } = result
  return {
    dataset: { name: table.name, rows: table.profile.rows, fingerprint: table.fingerprint },
    task: spec.task,
    label: spec.label,
    image: spec.image,
    model: spec.model,
    training: spec.training,
    outcome,
    epochs,
    pictures: { learned: report.learned, judged: report.judged },
    bound: report.bound,
    export: { path, ...check },
    sheet,
    seconds,
  }
}
