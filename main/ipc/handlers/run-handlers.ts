/** Requests about runs and their results. */
import { StudioError } from '../../../compute/spec/errors.ts'
import type { Channel } from '../contract/channels.ts'
import type { HandlerMap } from '../handler-map.ts'
import type { Studio } from '../../studio.ts'
import { labelSuggestions } from '../../runs/label-suggestions.ts'
import { labelSuspects } from '../../runs/label-suspects.ts'
import { startFolds } from '../../runs/start-folds.ts'

type Names = Extract<Channel, `runs.${string}`>

/** The handlers over a studio. */
export function runHandlers(studio: Studio): HandlerMap<Names> {
  const { database, engine, supervisor, runs, jobs } = studio
  const done = (work: Promise<void>) => work.then(() => ({}))
  return {
    'runs.list': () => database.ask('runs.list', null),
    'runs.get': ({ id }) => database.ask('runs.get', { id }),
    'runs.start': ({ datasetId, spec, name = null }) => supervisor.start({ datasetId, spec, name }),
    'runs.startFolds': ({ datasetId, spec }) => startFolds(studio, datasetId, spec),
    'runs.pause': ({ id }) => done(supervisor.pause(id)),
    'runs.resume': ({ id }) => done(supervisor.resume(id)),
    'runs.stop': ({ id }) => done(supervisor.stop(id)),
    'runs.extend': ({ id, epochs }) => done(supervisor.extend(id, epochs)),
    'runs.history': ({ id }) => database.ask('epochs.list', { id }),
    'runs.change': (change) => runs.edit(change),
    'runs.delete': ({ ids }) => done(runs.moveToTrash(ids)),
    'runs.restore': ({ ids }) => done(runs.restore(ids)),
    'runs.purge': async ({ ids }) => ({ freedBytes: await runs.purge(ids) }),

    'runs.report': async ({ id }) => {
      const report = await database.ask('reports.get', { id })
      if (report.task === 'generation') throw new StudioError('record-not-found', { kind: 'report', id })
      return report
    },
    'runs.generationReport': async ({ id }) => {
      const report = await database.ask('reports.get', { id })
      if (report.task !== 'generation') throw new StudioError('record-not-found', { kind: 'report', id })
      return report
    },
    'runs.sampleSheet': async ({ id, epoch }) => {
      const { samples } = await runs.locateGeneration(id)
      return engine.results().ask('sampleSheet', { folder: samples, epoch })
    },
    'runs.draw': async ({ id, ...request }) =>
      engine.results().ask('drawPictures', { ...(await runs.locateGeneration(id)), request }),
    'runs.walk': async ({ id, ...request }) =>
      engine.results().ask('walkPictures', { ...(await runs.locateGeneration(id)), request }),
    'runs.reconstructions': async ({ id, count }) =>
      engine.results().ask('reconstructPictures', { ...(await runs.locateGeneration(id)), count }),
    'runs.saveDrawn': async ({ id, ...request }) => {
      const path = await runs.saveDrawn(id, request)
      return path === null ? null : { path }
    },

    'runs.testRows': async ({ id, ...request }) =>
      engine.results().ask('testRows', { ...(await runs.locatePrediction(id)), ...request }),
    'runs.answers': async ({ id, ...request }) => {
      const { total, answers } = await engine
        .results()
        .ask('answers', { ...(await runs.locatePrediction(id)), ...request })
      return { total, answers: [...answers] }
    },
    'runs.suspects': ({ id }) => labelSuspects(studio, id),
    'runs.suggestions': ({ id }) => labelSuggestions(studio, id),
    'runs.form': async ({ id }) => ({ fields: await engine.results().ask('form', await runs.locatePrediction(id)) }),
    'runs.layers': async ({ id }) => ({
      networks: [...(await engine.results().ask('layers', await runs.locate(id)))],
    }),
    'runs.layersAtWork': async ({ id }) => ({
      networks: [...(await engine.results().ask('layersAtWork', await runs.locate(id)))],
    }),
    'runs.predict': async ({ id, cells }) =>
      engine.results().ask('predict', { ...(await runs.locatePrediction(id)), cells }),
    'runs.forecast': async ({ id, given }) =>
      engine.results().ask('forecast', { ...(await runs.locatePrediction(id)), given }),
    'runs.exportWeights': ({ jobId, id }) =>
      jobs.run(jobId, async (job) => {
        const path = await runs.exportWeights(id, job)
        return path === null ? null : { path }
      }),
    'runs.exportProgram': ({ jobId, id }) => jobs.run(jobId, (job) => runs.exportProgram(id, job)),
    'runs.export': ({ jobId, id }) => jobs.run(jobId, (job) => runs.exportModel(id, job)),
  }
}
