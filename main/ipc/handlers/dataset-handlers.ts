/** Requests about tables, datasets and the wizard's advice. */
import { availableParallelism } from 'node:os'
import type { Channel } from '../contract/channels.ts'
import type { HandlerMap } from '../handler-map.ts'
import type { Studio } from '../../studio.ts'

type Names = Extract<Channel, `tables.${string}` | `datasets.${string}` | `advice.${string}`>

/** The handlers over a studio. */
export function datasetHandlers(studio: Studio): HandlerMap<Names> {
  const { database, engine, datasets, jobs } = studio
  const tableOf = async (datasetId: string) => (await database.ask('datasets.get', { id: datasetId })).table
  return {
    'tables.inspect': ({ path, dialect, kinds }) => engine.tables().ask('inspect', { path, dialect, kinds }),

    'datasets.import': ({ jobId, request }) => jobs.run(jobId, (job) => datasets.importFile(request, job)),
    'datasets.list': () => database.ask('datasets.list', null),
    'datasets.get': ({ id }) => database.ask('datasets.get', { id }),
    'datasets.rename': ({ id, name }) => datasets.change({ id, name }),
    'datasets.setKinds': ({ jobId, id, kinds }) => jobs.run(jobId, (job) => datasets.setKinds(id, kinds, job)),
    'datasets.rows': async ({ id, offset, limit, sortBy = null, descending = false }) => {
      const place = { projectFolder: studio.projectFolder(), table: await tableOf(id) }
      return { rows: await engine.tables().ask('rows', { ...place, offset, limit, sortBy, descending }) }
    },
    'datasets.delete': async ({ id }) => {
      await datasets.change({ id, deletedAt: Date.now() })
      return {}
    },
    'datasets.restore': ({ id }) => datasets.change({ id, deletedAt: null }),

    'advice.suggest': async ({ datasetId, target = null }) => {
      const { profile } = await tableOf(datasetId)
      return engine.tables().ask('suggest', { profile, target, cores: availableParallelism() })
    },
    'advice.recommend': async ({ datasetId, answers }) =>
      engine.tables().ask('recommend', { table: await tableOf(datasetId), answers }),
    'advice.cost': async ({ datasetId, spec }) =>
      engine.tables().ask('cost', { table: await tableOf(datasetId), spec }),
  }
}
