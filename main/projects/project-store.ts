/** The project that is open: one at a time, made, opened and closed here. */
import { resolve } from 'node:path'
import type { DatabaseProtocol } from '../database/protocol.ts'
import type { ProjectSummary } from '../ipc/contract/records.ts'
import type { ThreadClient } from '../threads/thread-client.ts'
import { furnishProjectFolder, isUnused, makeProjectFolder, removeHalfMade } from './project-folder.ts'
import type { RecentProjects, RememberedProject } from './recent-projects.ts'

export interface ProjectStoreOptions {
  readonly database: ThreadClient<DatabaseProtocol>
  readonly recent: RecentProjects
  /** Where new projects are made. */
  readonly projectsFolder: () => string
  /** The text of a new project's README. */
  readonly readme: (name: string) => string
  /** Called before the open project is closed; what works on it has to end first. */
  readonly beforeClose: () => Promise<void>
  readonly onChange: (project: ProjectSummary | null) => void
}

export interface ProjectStore {
  current(): ProjectSummary | null
  /** The open project's folder. Null while none is open. */
  folder(): string | null
  create(name: string, parent?: string): Promise<ProjectSummary>
  open(path: string): Promise<ProjectSummary>
  close(): Promise<void>
  /** Takes back the open project if nothing was ever put into it. Tells whether it did. */
  discard(): Promise<boolean>
  /** Counts datasets and runs again, after one came or went. */
  recount(): Promise<void>
}

/** A store with no project open. */
export function createProjectStore(options: ProjectStoreOptions): ProjectStore {
  const { database, recent } = options
  let current: RememberedProject | null = null
  // Opening and closing take turns: two requests at once must not end with half of each.
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const done = turn.then(task)
    turn = done.catch(() => undefined)
    return done
  }

  const summary = (): ProjectSummary | null => (current === null ? null : { ...current, exists: true })
  const show = (project: RememberedProject): ProjectSummary => {
    current = project
    recent.remember(project)
    const shown = { ...project, exists: true }
    options.onChange(shown)
    return shown
  }

  async function closeOpen(): Promise<void> {
    if (current === null) return
    await options.beforeClose()
    current = null
    await database.ask('project.close', null)
  }

  async function openFolder(path: string): Promise<ProjectSummary> {
    // Looked at before the open project is given up, so that a folder that can't be opened leaves things as they are.
    await database.ask('project.check', { folder: path })
    try {
      await closeOpen()
      const { name } = await database.ask('project.open', { folder: path })
      const counts = await database.ask('project.counts', null)
      return show({ path, name, lastOpenedAt: Date.now(), ...counts })
    } catch (error) {
      options.onChange(null)
      throw error
    }
  }

  return {
    current: summary,
    folder: () => current?.path ?? null,
    create: (name, parent) =>
      inTurn(async () => {
        const folder = await makeProjectFolder(parent ?? options.projectsFolder(), name)
        try {
          await furnishProjectFolder(folder, options.readme(name))
          await database.ask('project.create', { folder, identity: { name, createdAt: Date.now() } })
        } catch (error) {
          await removeHalfMade(folder)
          throw error
        }
        return openFolder(folder)
      }),
    open: (path) =>
      inTurn(async () => {
        const folder = resolve(path)
        return current?.path === folder ? show(current) : openFolder(folder)
      }),
    close: () =>
      inTurn(async () => {
        if (current === null) return
        await closeOpen()
        options.onChange(null)
      }),
    discard: () =>
      inTurn(async () => {
        const { path } = current ?? { path: null }
        if (path === null || !(await isUnused(path))) return false
        await closeOpen()
        await removeHalfMade(path)
        recent.forget(path)
        options.onChange(null)
        return true
      }),
    recount: () =>
      inTurn(async () => {
        if (current === null) return
        show({ ...current, ...(await database.ask('project.counts', null)) })
      }),
  }
}
