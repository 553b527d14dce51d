/** The studio without its window: settings, projects, datasets, runs and the threads under them, put together. */
import { availableParallelism } from 'node:os'
import { isAbsolute, join, relative } from 'node:path'
import type { MachineSpeed } from '../compute/advise/machine-speed.ts'
import { StudioError } from '../compute/spec/errors.ts'
import type { ErrorData } from '../compute/spec/errors.ts'
import type { EngineProtocol } from '../compute/worker/engine-protocol.ts'
import type { EngineWorkerData } from '../compute/worker/worker-data.ts'
import type { DatabaseProtocol } from './database/protocol.ts'
import type { DatabaseWorkerData } from './database/worker-data.ts'
import { createDatasetService } from './datasets/dataset-service.ts'
import type { DatasetService } from './datasets/dataset-service.ts'
import type { Desktop } from './desktop/desktop.ts'
import type { Log } from './files/log.ts'
import type { ProjectSummary, RunSummary } from './ipc/contract/records.ts'
import type { Jobs } from './ipc/jobs.ts'
import { createJobs } from './ipc/jobs.ts'
import type { Emit } from './ipc/send-events.ts'
import type { ProjectStore } from './projects/project-store.ts'
import { createProjectStore } from './projects/project-store.ts'
import type { RecentProjects } from './projects/recent-projects.ts'
import { createRunService } from './runs/run-service.ts'
import type { RunService } from './runs/run-service.ts'
import { createRunSupervisor } from './runs/run-supervisor.ts'
import type { RunSupervisor } from './runs/run-supervisor.ts'
import type { Samples } from './samples/samples.ts'
import type { SettingsStore } from './settings/settings-store.ts'
import { createEngineThreads } from './threads/engine-threads.ts'
import type { EngineThreads } from './threads/engine-threads.ts'
import { rememberMachineSpeed } from './threads/machine-speed.ts'
import { startThread } from './threads/thread-client.ts'
import type { ThreadClient, ThreadOptions } from './threads/thread-client.ts'

/** What a studio is made of that depends on where it runs. */
export interface StudioParts {
  readonly settings: SettingsStore
  readonly recent: RecentProjects
  readonly samples: Samples
  readonly desktop: Desktop
  readonly log: Log
  readonly emit: Emit
  /** The built files of the threads' entries. */
  readonly entries: { readonly engine: string; readonly database: string }
  readonly migrationsFolder: string
  readonly projectsFolder: () => string
  /** The text of a new project's README. */
  readonly readme: (name: string) => string
  readonly versions: Readonly<Record<string, string>>
  /** Where the measured speed of this machine is kept. */
  readonly machineFile: string
  /** Where compiled programs are kept. */
  readonly programsFolder: string
  /** Folders, besides the projects', whose files may be shown in the file manager. */
  readonly ownFolders: readonly string[]
  readonly onProject: (project: ProjectSummary | null) => void
  readonly onRunEnd: (run: RunSummary) => void
}

export interface Studio {
  readonly settings: SettingsStore
  readonly recent: RecentProjects
  readonly samples: Samples
  readonly desktop: Desktop
  readonly jobs: Jobs
  readonly database: ThreadClient<DatabaseProtocol>
  readonly engine: EngineThreads
  readonly projects: ProjectStore
  readonly datasets: DatasetService
  readonly runs: RunService
  readonly supervisor: RunSupervisor
  /** How fast this machine trains. */
  machineSpeed(): Promise<MachineSpeed>
  /** The open project's folder. @throws StudioError project-not-found while none is open */
  projectFolder(): string
  /** Shows a file of this app's. @throws StudioError bad-request for any other */
  reveal(path: string): Promise<void>
  /** Adds to a storage error the folder that it is about, where that is not said. */
  explain(error: ErrorData): ErrorData
  /** Names of the runs that are training or waiting for their turn. */
  activeRunNames(): Promise<string[]>
  /** Leaves off all work, closes the project and the threads. */
  close(): Promise<void>
}

/** Puts a studio together and starts its database thread. */
export function createStudio(parts: StudioParts): Studio {
  const { log, emit, desktop, recent, settings } = parts
  const fault = (error: unknown): void => log.write('error', 'fault', error)
  const thread = (options: Omit<ThreadOptions, 'onFault'>) => ({ ...options, onFault: fault })
  const database = startThread<DatabaseProtocol>(
    thread({
      entry: parts.entries.database,
      name: 'database',
      workerData: { migrationsFolder: parts.migrationsFolder } satisfies DatabaseWorkerData,
      deathCode: 'internal',
    }),
  )
  const engine = createEngineThreads((name, deathCode) =>
    startThread<EngineProtocol>(
      thread({
        entry: parts.entries.engine,
        name,
        workerData: { programsFolder: parts.programsFolder } satisfies EngineWorkerData,
        deathCode,
      }),
    ),
  )
  const recount = (): void => void projects.recount().catch(fault)
  const projectFolder = (): string => {
    const folder = projects.folder()
    if (folder === null) throw new StudioError('project-not-found', { path: '' })
    return folder
  }
  const projects = createProjectStore({
    database,
    recent,
    projectsFolder: parts.projectsFolder,
    readme: parts.readme,
    async beforeClose() {
      await supervisor.interruptAll()
      await engine.close()
    },
    onChange(project) {
      emit('project.changed', { project })
      parts.onProject(project)
      // Ready when the first table is looked at.
      if (project !== null) engine.tables()
    },
  })
  const shared = { database, engine, projectFolder, emit, onCount: recount }
  const datasets = createDatasetService(shared)
  /** What was written for a person in this session, and may be shown to them. */
  const writtenPlaces = new Set<string>()
  const runs = createRunService({
    ...shared,
    isInHand: (id) => supervisor.isInHand(id),
    chooseModelFile: (suggestion) => desktop.chooseModelFile(suggestion),
    chooseWeightsFile: (suggestion) => desktop.chooseWeightsFile(suggestion),
    chooseNewFolder: (suggestion) => desktop.chooseNewFolder(suggestion),
    choosePictureFile: (suggestion) => desktop.choosePictureFile(suggestion),
    onWritten: (path) => writtenPlaces.add(path),
  })
  const supervisor = createRunSupervisor({
    database,
    emit,
    startThread: (name) => engine.start(name),
    locate: (run) => runs.locate(run),
    versions: parts.versions,
    onStart() {
      recount()
      // Ready when the run is: its result is asked for as soon as it has ended.
      engine.results()
    },
    onEnd: parts.onRunEnd,
    onFault: fault,
  })

  const cores = availableParallelism()
  const machineSpeed = rememberMachineSpeed({
    file: parts.machineFile,
    measuredWith: `${JSON.stringify(parts.versions)} ${cores}`,
    measure: () => engine.tables().ask('calibrate', { cores }),
    onFault: fault,
  })

  async function mayReveal(path: string): Promise<boolean> {
    if (!isAbsolute(path)) return false
    const folders = [...parts.ownFolders, parts.projectsFolder(), ...(await recent.list()).map((each) => each.path)]
    if (writtenPlaces.has(path) || folders.some((folder) => isInside(path, folder))) return true
    if (projects.folder() === null) return false
    const exported = await database.ask('exports.paths', null)
    return exported.includes(path)
  }

  return {
    settings,
    recent,
    samples: parts.samples,
    desktop,
    jobs: createJobs(emit),
    database,
    engine,
    projects,
    datasets,
    runs,
    supervisor,
    projectFolder,
    machineSpeed,
    async reveal(path) {
      if (!(await mayReveal(path))) throw new StudioError('bad-request', { channel: 'shell.reveal' })
      desktop.reveal(path)
    },
    explain(error) {
      const aboutPlace = error.code === 'disk-full' || error.code === 'folder-read-only'
      if (!aboutPlace || 'path' in error.params) return error
      return { ...error, params: { ...error.params, path: projects.folder() ?? parts.projectsFolder() } }
    },
    async activeRunNames() {
      const active = await Promise.all(supervisor.inHand().map((id) => database.ask('runs.get', { id })))
      return active.filter(({ status }) => status !== 'paused').map(({ name }) => name)
    },
    async close() {
      await projects.close().catch(fault)
      await engine.close()
      await database.close()
      await Promise.all([settings.flushed(), recent.flushed()])
    },
  }
}

/** Whether a path is a folder or lies in it. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return way === '' || (!isAbsolute(way) && way.split(/[\\/]/)[0] !== '..')
}

/** Where the built threads are, beneath the app's root folder. */
export function builtEntries(appRoot: string): StudioParts['entries'] {
  return { engine: join(appRoot, 'out/compute/worker.js'), database: join(appRoot, 'out/main/database-worker.js') }
}
