/** Requests about tables, datasets and the wizard's advice. */
import { availableParallelism } from 'node:os'
import type { SuggestedAnswers } from '../../../compute/spec/advice.ts'
import type { PlannedPlace } from '../../../compute/worker/engine-protocol.ts'
import type { Channel } from '../contract/channels.ts'
import type { HandlerMap } from '../handler-map.ts'
import type { Studio } from '../../studio.ts'

type Names = Extract<
  Channel,
  | `tables.${string}`
  | `images.${string}`
  | 'pictures.preview'
  | 'recordings.inspect'
  | 'recordings.hear'
  | `datasets.${string}`
  | `pretrained.${string}`
  | `advice.${string}`
>

/** The handlers over a studio. */
export function datasetHandlers(studio: Studio): HandlerMap<Names> {
  const { database, engine, datasets, jobs, settings } = studio
  /** The current table of a dataset, or another one of its own. */
  const tableOf = async (datasetId: string, fingerprint?: string) =>
    fingerprint === undefined
      ? (await database.ask('datasets.get', { id: datasetId })).table
      : database.ask('datasets.table', { datasetId, fingerprint })
  return {
    'tables.inspect': ({ path, dialect, kinds, choice = {} }) =>
      engine.tables().ask('inspect', { path, dialect, kinds, choice }),

    'datasets.import': ({ jobId, request }) => jobs.run(jobId, (job) => datasets.importFile(request, job)),
    'images.inspect': ({ path }) => engine.tables().ask('inspectImages', { path }),
    'datasets.importImages': ({ jobId, request }) => jobs.run(jobId, (job) => datasets.importImages(request, job)),
    'recordings.inspect': ({ path }) => engine.tables().ask('inspectRecordings', { path }),
    'datasets.importRecordings': ({ jobId, request }) =>
      jobs.run(jobId, (job) => datasets.importRecordings(request, job)),
    'datasets.recordings': async ({ id, label, offset, limit, ...chosen }) => {
      const place = { projectFolder: studio.projectFolder(), table: await tableOf(id) }
      return engine.tables().ask('recordingPage', { ...place, label, chosen, offset, limit })
    },
    'datasets.recordingsOfRows': async ({ id, rows, fingerprint }) => {
      const place = { projectFolder: studio.projectFolder(), table: await tableOf(id, fingerprint) }
      return engine.tables().ask('recordingsOfRows', { ...place, rows })
    },
    'recordings.hear': async (place) => {
      if ('path' in place) return engine.tables().ask('hearFile', place)
      const { datasetId, row, fingerprint } = place
      const table = await tableOf(datasetId, fingerprint)
      return engine.tables().ask('hearRow', { projectFolder: studio.projectFolder(), table, row })
    },
    'datasets.images': async ({ id, label, offset, limit, ...chosen }) => {
      const place = { projectFolder: studio.projectFolder(), table: await tableOf(id) }
      return engine.tables().ask('imagePage', { ...place, label, chosen, offset, limit })
    },
    'datasets.edit': ({ jobId, id, edits, place }) => jobs.run(jobId, (job) => datasets.edit(id, edits, place, job)),
    'datasets.goToVersion': ({ jobId, id, number }) => jobs.run(jobId, (job) => datasets.goToVersion(id, number, job)),
    'datasets.versions': ({ id }) => database.ask('datasets.versions', { id }),
    'datasets.sourceState': async ({ id }) => ({ state: await datasets.sourceState(id) }),
    'datasets.reimport': ({ jobId, id }) => jobs.run(jobId, (job) => datasets.reimport(id, job)),
    'datasets.copyIn': ({ jobId, id }) => jobs.run(jobId, (job) => datasets.copyIn(id, job)),
    'datasets.findSource': ({ jobId, id, path }) => jobs.run(jobId, (job) => datasets.findSource(id, path, job)),
    'datasets.labels': async ({ id, column }) => {
      const { base, edits } = await database.ask('datasets.version', { id })
      return engine.tables().ask('labels', { projectFolder: studio.projectFolder(), base, edits, column })
    },
    'datasets.importedRows': async ({ id, rows }) => {
      const { base } = await database.ask('datasets.version', { id })
      const place = { projectFolder: studio.projectFolder(), table: base }
      return { rows: await engine.tables().ask('rowsAt', { ...place, rows }) }
    },
    'datasets.pictures': async ({ id, rows, fingerprint }) => {
      const place = { projectFolder: studio.projectFolder(), table: await tableOf(id, fingerprint) }
      return engine.tables().ask('imagesOfRows', { ...place, rows })
    },
    'pictures.preview': ({ path }) => engine.tables().ask('previewPicture', { path }),
    'datasets.list': () => database.ask('datasets.list', null),
    'datasets.get': ({ id }) => database.ask('datasets.get', { id }),
    'datasets.rename': ({ id, name }) => datasets.change({ id, name }),
    'datasets.setKinds': ({ jobId, id, kinds }) => jobs.run(jobId, (job) => datasets.setKinds(id, kinds, job)),
    'datasets.rows': async ({ id, offset, limit, sortBy = null, descending = false }) => {
      const place = { projectFolder: studio.projectFolder(), table: await tableOf(id) }
      return engine.tables().ask('rows', { ...place, offset, limit, sortBy, descending })
    },
    'datasets.associations': async ({ id, target }) => {
      const place = { projectFolder: studio.projectFolder(), table: await tableOf(id) }
      return engine.tables().ask('associations', { ...place, target })
    },
    'datasets.foundRows': async ({ id, offset, limit, ...chosen }) => {
      const place = { projectFolder: studio.projectFolder(), table: await tableOf(id) }
      return engine.tables().ask('foundRows', { ...place, chosen, offset, limit })
    },
    'datasets.delete': async ({ id }) => {
      await datasets.change({ id, deletedAt: Date.now() })
      return {}
    },
    'datasets.restore': ({ id }) => datasets.change({ id, deletedAt: null }),

    'pretrained.list': () => engine.tables().ask('pretrainedModels', { projectFolder: studio.projectFolder() }),
    'pretrained.import': ({ jobId, path }) =>
      jobs.run(jobId, (job) =>
        engine.results().ask('importPretrained', { projectFolder: studio.projectFolder(), path }, job),
      ),

    'advice.suggest': async ({ datasetId, target = null }) => {
      const place = { projectFolder: studio.projectFolder(), table: await tableOf(datasetId) }
      const suggested = await engine.tables().ask('suggest', { ...place, target, cores: availableParallelism() })
      return withThreads(suggested, settings.get().threads)
    },
    'advice.recommend': async ({ datasetId, answers }) => {
      const place = { projectFolder: studio.projectFolder(), table: await tableOf(datasetId) }
      return engine.tables().ask('recommend', { ...place, answers, speed: await studio.machineSpeed() })
    },
    'datasets.series': async ({ id, ...question }) => {
      const place = { projectFolder: studio.projectFolder(), table: await tableOf(id) }
      return engine.tables().ask('series', { ...place, ...question })
    },
    'advice.cost': async ({ datasetId, spec }) => {
      const { profile } = await tableOf(datasetId)
      return engine.tables().ask('cost', { profile, spec, speed: await studio.machineSpeed() })
    },
    'advice.layers': async ({ datasetId, spec }) => {
      const { profile } = await tableOf(datasetId)
      return engine.tables().ask('planLayers', { profile, spec })
    },
    'advice.recommendGeneration': async ({ datasetId, answers }) =>
      engine
        .tables()
        .ask('recommendGeneration', { table: await tableOf(datasetId), answers, speed: await studio.machineSpeed() }),
    'advice.generationCost': async ({ datasetId, spec }) => {
      const { profile } = await tableOf(datasetId)
      return engine.tables().ask('generationCost', { profile, spec, speed: await studio.machineSpeed() })
    },
    'advice.split': async ({ datasetId, division }) => {
      const place = { projectFolder: studio.projectFolder(), table: await tableOf(datasetId), division }
      return engine.tables().ask('split', place)
    },
    'advice.augmentation': async ({ datasetId, ...question }) => {
      const place = { projectFolder: studio.projectFolder(), table: await tableOf(datasetId) }
      return engine.tables().ask('augmentation', { ...place, ...question })
    },
    'advice.textAugmentation': async ({ datasetId, ...question }) => {
      const place = { projectFolder: studio.projectFolder(), table: await tableOf(datasetId) }
      return engine.tables().ask('textAugmentation', { ...place, ...question })
    },
    'advice.seriesAugmentation': async ({ datasetId, ...question }) => {
      const place = { projectFolder: studio.projectFolder(), table: await tableOf(datasetId) }
      return engine.tables().ask('seriesAugmentation', { ...place, ...question })
    },
    'advice.recipe': async ({ datasetId, division, feature }) => {
      const place = { projectFolder: studio.projectFolder(), table: await tableOf(datasetId) }
      return engine.tables().ask('recipe', { ...place, division, feature })
    },
    'advice.health': async ({ datasetId, division, features }) => {
      const place = { projectFolder: studio.projectFolder(), table: await tableOf(datasetId) }
      return engine.tables().ask('health', { ...place, division, features })
    },
    'advice.learningRates': ({ jobId, datasetId, spec }) =>
      jobs.run(jobId, async (job) => {
        const place = { projectFolder: studio.projectFolder(), table: await tableOf(datasetId) }
        // Which kind of run it is is told by the spec alone.
        return engine.results().ask('learningRates', { ...place, spec } as PlannedPlace, job)
      }),
  }
}

/** The answers with the number of threads that the settings say, if they say one. */
function withThreads(suggested: SuggestedAnswers, threads: number | null): SuggestedAnswers {
  if (threads === null) return suggested
  const { answers, reasons } = suggested
  return {
    ...suggested,
    answers: { ...answers, limits: { ...answers.limits, threads } },
    reasons: { ...reasons, limits: { ...reasons.limits, params: { ...reasons.limits.params, threads } } },
  }
}
