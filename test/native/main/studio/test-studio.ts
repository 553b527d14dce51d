/** A whole studio in Node, without a window: real threads, real database, real engine, in a folder of its own. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { errorFromData } from '../../../../compute/spec/errors.ts'
import type { ErrorData } from '../../../../compute/spec/errors.ts'
import { findAppRoot } from '../../../../main/app-root.ts'
import type { Desktop } from '../../../../main/desktop/desktop.ts'
import { openLog } from '../../../../main/files/log.ts'
import { answer } from '../../../../main/ipc/answer.ts'
import type { Channel, RequestOf, ResponseOf } from '../../../../main/ipc/contract/channels.ts'
import type { EventName, EventPayload } from '../../../../main/ipc/contract/events.ts'
import { allHandlers } from '../../../../main/ipc/handlers/all-handlers.ts'
import { openRecentProjects } from '../../../../main/projects/recent-projects.ts'
import { openSamples } from '../../../../main/samples/samples.ts'
import { openSettings } from '../../../../main/settings/settings-store.ts'
import type { Studio, StudioParts } from '../../../../main/studio.ts'
import { builtEntries, createStudio } from '../../../../main/studio.ts'
import { buildApp } from '../../../../main/tooling/bundles.ts'

export interface TestStudio extends AsyncDisposable {
  readonly studio: Studio
  readonly folder: string
  readonly projects: string
  /** All events so far, in their order. */
  readonly events: readonly { readonly name: EventName; readonly payload: unknown }[]
  /** Payloads of the events of a name so far. */
  eventsOf<E extends EventName>(name: E): EventPayload<E>[]
  /** Sends a request as the interface would. @throws StudioError */
  invoke<C extends Channel>(channel: C, request: RequestOf<C>): Promise<ResponseOf<C>>
  /** Waits for an event that fits, looking at those to come. */
  waitFor<E extends EventName>(name: E, fits: (payload: EventPayload<E>) => boolean): Promise<EventPayload<E>>
}

export interface TestStudioOptions {
  /** The folder of a studio that was there before; a new one is made otherwise, and removed in the end. */
  readonly folder?: string
  readonly desktop?: Partial<Desktop>
  readonly parts?: Partial<StudioParts>
}

/** Starts a studio. */
export async function startTestStudio(options: TestStudioOptions = {}): Promise<TestStudio> {
  await buildApp({ parts: ['node'] })
  const appRoot = findAppRoot()
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'modelwright-studio-')))
  const projects = join(folder, 'projects')
  const fault = (error: unknown): void => console.error(error)
  const events: { name: EventName; payload: unknown }[] = []
  const listeners = new Set<() => void>()
  const refuse = (): never => {
    throw new Error('nobody is there to be asked')
  }
  const studio = createStudio({
    settings: await openSettings(join(folder, 'settings.json'), fault),
    recent: await openRecentProjects(join(folder, 'projects.json'), fault),
    samples: openSamples(join(appRoot, 'assets', 'samples')),
    desktop: {
      info: refuse,
      chooseProject: refuse,
      chooseTables: refuse,
      chooseFolder: refuse,
      choosePicture: refuse,
      chooseRecording: refuse,
      chooseModelFile: refuse,
      chooseWeightsFile: refuse,
      chooseNewFolder: refuse,
      choosePictureFile: refuse,
      reveal: refuse,
      ...options.desktop,
    },
    log: openLog(join(folder, 'log.txt')),
    emit(name, payload) {
      events.push({ name, payload })
      for (const listener of listeners) listener()
    },
    entries: builtEntries(appRoot),
    migrationsFolder: join(appRoot, 'migrations'),
    projectsFolder: () => projects,
    readme: (name) => `${name}\n`,
    versions: { modelwright: 'test' },
    machineFile: join(folder, 'machine.json'),
    programsFolder: join(folder, 'programs'),
    ownFolders: [folder],
    onProject: () => undefined,
    onRunEnd: () => undefined,
    ...options.parts,
  })
  const answering = {
    handlers: allHandlers(studio),
    explain: (error: ErrorData) => studio.explain(error),
    onFailure: () => undefined,
  }
  return {
    studio,
    folder,
    projects,
    events,
    eventsOf: (name) => events.filter((event) => event.name === name).map(({ payload }) => payload as never),
    async invoke(channel, request) {
      const reply = await answer(answering, channel, request)
      if (reply.ok) return reply.value
      throw errorFromData(reply.error)
    },
    waitFor(name, fits) {
      let seen = events.length
      return new Promise((resolve) => {
        const look = (): void => {
          const found = events.slice(seen).find((event) => event.name === name && fits(event.payload as never))
          seen = events.length
          if (found === undefined) return
          listeners.delete(look)
          resolve(found.payload as never)
        }
        listeners.add(look)
      })
    },
    async [Symbol.asyncDispose]() {
      await studio.close()
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true })
    },
  }
}
