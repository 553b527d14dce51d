/** Requests about the app itself, its settings, projects, samples and files. */
import { freeRoom } from '../../files/free-room.ts'
import type { Channel } from '../contract/channels.ts'
import type { HandlerMap } from '../handler-map.ts'
import type { Studio } from '../../studio.ts'

type Names = Extract<
  Channel,
  | `app.${string}`
  | `settings.${string}`
  | `shell.${string}`
  | `jobs.${string}`
  | `projects.${string}`
  | `samples.${string}`
  | `files.${string}`
  | `folders.${string}`
  | `devices.${string}`
  | 'pictures.choose'
  | 'recordings.choose'
  | `sources.${string}`
>

/** The handlers over a studio. */
export function projectHandlers(studio: Studio): HandlerMap<Names> {
  const { desktop, settings, projects, recent, samples, jobs } = studio
  return {
    'app.info': () => desktop.info(),
    'devices.list': () => studio.engine.tables().ask('devices', {}),
    'settings.get': () => settings.get(),
    'settings.change': (changes) => settings.change(changes),
    'shell.reveal': async ({ path }) => {
      await studio.reveal(path)
      return {}
    },
    'jobs.cancel': ({ jobId }) => {
      jobs.cancel(jobId)
      return {}
    },

    'projects.recent': () => recent.list(),
    'projects.create': ({ name, parent }) => projects.create(name, parent),
    'projects.open': ({ path }) => projects.open(path),
    'projects.choose': async () => {
      const path = await desktop.chooseProject()
      return path === null ? null : projects.open(path)
    },
    'projects.current': () => projects.current(),
    'projects.close': async () => {
      await projects.close()
      return {}
    },
    'projects.discard': async () => ({ discarded: await projects.discard() }),
    'projects.room': async () => ({
      bytes: await freeRoom(projects.current()?.path ?? desktop.info().projectsFolder),
    }),
    'projects.forget': ({ path }) => {
      recent.forget(path)
      return {}
    },

    'samples.list': () => samples.list(),
    'samples.path': async ({ id }) => ({ path: await samples.path(id) }),
    'files.choose': async () => {
      const paths = await desktop.chooseTables()
      return paths.length === 0 ? null : { paths }
    },
    'folders.choose': async () => {
      const path = await desktop.chooseFolder()
      return path === null ? null : { path }
    },
    'pictures.choose': async () => {
      const path = await desktop.choosePicture()
      return path === null ? null : { path }
    },
    'recordings.choose': async () => {
      const path = await desktop.chooseRecording()
      return path === null ? null : { path }
    },
    'sources.kind': async ({ path }) => ({ kind: await studio.engine.tables().ask('sourceKind', { path }) }),
  }
}
