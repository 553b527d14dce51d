/**
 * One cache of what the main process has answered, kept true by its events.
 *
 * Answers stay fresh until an event or a command says otherwise: nothing is asked again on focus or after a time.
 */
import { QueryClient } from '@tanstack/react-query'
import type { ProjectSummary, RunSummary } from '../../main/ipc/contract/records.ts'
import { listen } from './invoke.ts'

/** Makes the cache. `networkMode: 'always'` since the requests go to this machine, whether or not it is online. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Infinity,
        gcTime: 10 * 60_000,
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
}

/** Keeps the cache true while the app runs; the returned function ends that. */
export function followEvents(client: QueryClient): () => void {
  const endings = [
    listen('run.changed', ({ run }) => {
      client.setQueryData<RunSummary[]>(['runs.list', {}], (runs) => runs && replaceRun(runs, run))
      void client.invalidateQueries({ queryKey: ['runs.get', { id: run.id }] })
      void client.invalidateQueries({ queryKey: ['datasets.get', { id: run.datasetId }] })
    }),
    listen('dataset.changed', ({ dataset }) => {
      client.setQueryData(['datasets.get', { id: dataset.id }], dataset)
      // Its rows, and all that was said of them, may be those of another version now.
      void client.invalidateQueries({ predicate: ({ queryKey }) => isAbout(queryKey, dataset.id) })
      void client.invalidateQueries({ queryKey: ['datasets.list'] })
      void client.invalidateQueries({ queryKey: ['projects.current'] })
    }),
    listen('project.changed', ({ project }) => {
      const before = client.getQueryData<ProjectSummary | null>(['projects.current', {}])
      // The event also tells of new counts. What is on the screen would lose its data if it were taken away then.
      if (before?.path !== project?.path) {
        const ofProject = /^(datasets|runs|advice)\./
        client.removeQueries({ predicate: ({ queryKey }) => ofProject.test(String(queryKey[0])) })
      }
      client.setQueryData(['projects.current', {}], project)
      void client.invalidateQueries({ queryKey: ['projects.recent'] })
    }),
    listen('settings.changed', ({ settings }) => client.setQueryData(['settings.get', {}], settings)),
  ]
  return () => endings.forEach((end) => end())
}

function isAbout([channel, request]: readonly unknown[], datasetId: string): boolean {
  if (typeof channel !== 'string' || typeof request !== 'object' || request === null) return false
  if (channel === 'datasets.get') return false
  const id = channel.startsWith('datasets.') && 'id' in request ? request.id : undefined
  return id === datasetId || ('datasetId' in request && request.datasetId === datasetId)
}

function replaceRun(runs: readonly RunSummary[], run: RunSummary): RunSummary[] {
  const known = runs.some(({ id }) => id === run.id)
  return known ? runs.map((each) => (each.id === run.id ? run : each)) : [run, ...runs]
}
