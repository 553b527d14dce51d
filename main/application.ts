/** The app once Electron is ready: the studio, its window, its menu, and how it ends. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Menu, app, nativeTheme, protocol, session } from 'electron'
import type { BrowserWindow } from 'electron'
import { errorToData } from '../compute/spec/errors.ts'
import { unpackedRoot } from './app-root.ts'
import { electronDesktop } from './desktop/electron-desktop.ts'
import { createTrainingSigns } from './desktop/training-signs.ts'
import type { Log } from './files/log.ts'
import { followLanguage } from './i18n/current-language.ts'
import type { ProjectSummary } from './ipc/contract/records.ts'
import { allHandlers } from './ipc/handlers/all-handlers.ts'
import { registerChannels } from './ipc/register.ts'
import type { Emit } from './ipc/send-events.ts'
import { createEmitter } from './ipc/send-events.ts'
import { projectOfFile } from './projects/project-of-file.ts'
import { projectReadme } from './projects/project-readme.ts'
import { openRecentProjects } from './projects/recent-projects.ts'
import { openSamples } from './samples/samples.ts'
import { openSettings } from './settings/settings-store.ts'
import { builtEntries, createStudio } from './studio.ts'
import { readVersions } from './versions.ts'
import { showAbout } from './window/about.ts'
import { serveInterface } from './window/app-protocol.ts'
import { createEnding } from './window/ending.ts'
import { showError } from './window/error-box.ts'
import type { LaunchArguments } from './window/launch-arguments.ts'
import { isOwnPage, lockSession } from './window/lockdown.ts'
import { groundColor, openMainWindow } from './window/main-window.ts'
import type { OwnAction } from './window/menu.ts'
import { menuSections, menuTemplate } from './window/menu.ts'

export interface Application {
  /** Brings the window to the front. */
  focus(): void
  /** Opens a file, or a project by its folder or database, as the system or a second start asked for. */
  openFile(path: string): Promise<void>
  /** Whether the app may end now; otherwise it asks, saves, and then ends by itself. */
  mayEnd(): boolean
  /** Saves and ends without asking. */
  endNow(): void
}

export interface ApplicationOptions {
  readonly appRoot: string
  readonly launch: LaunchArguments
  readonly log: Log
}

/** Starts the app and opens its window. */
export async function startApplication({ appRoot, launch, log }: ApplicationOptions): Promise<Application> {
  const userData = app.getPath('userData')
  const fault = (error: unknown): void => log.write('error', 'fault', error)
  const settings = await openSettings(join(userData, 'settings.json'), fault)
  const recent = await openRecentProjects(join(userData, 'projects.json'), fault)
  const versions = await readVersions(appRoot)
  const speech = followLanguage(() => settings.get(), appRoot)
  const language = () => speech.language()
  const translator = () => speech.translator()
  const projectsFolder = (): string =>
    launch.projectsFolder ?? settings.get().projectsFolder ?? join(app.getPath('documents'), app.getName())

  let window: BrowserWindow | null = null
  const focus = (): void => {
    if (window?.isMinimized() === true) window.restore()
    window?.show()
    window?.focus()
  }
  const signs = createTrainingSigns({
    window: () => window,
    text: (key, params) => translator().text(key, params),
    onClick: focus,
  })
  const tellPage = createEmitter(() => window?.webContents ?? null)
  const emit: Emit = (event, payload) => {
    tellPage(event, payload)
    // A pair of event and payload is known to belong together only by the name that is asked for.
    if (event === 'run.progress') signs.progress((payload as Parameters<typeof emit<'run.progress'>>[1]).progress)
    if (event === 'run.changed') signs.status((payload as Parameters<typeof emit<'run.changed'>>[1]).run)
  }

  nativeTheme.themeSource = settings.get().theme
  const desktop = electronDesktop({
    window: () => window,
    language,
    translator,
    projectsFolder,
    logFile: log.file,
    versions,
  })
  const studio = createStudio({
    settings,
    recent,
    samples: openSamples(join(unpackedRoot(appRoot), 'assets', 'samples')),
    desktop,
    log,
    emit,
    entries: builtEntries(appRoot),
    migrationsFolder: join(appRoot, 'migrations'),
    projectsFolder,
    readme: (name) => projectReadme(translator(), name),
    versions,
    machineFile: join(userData, 'machine.json'),
    programsFolder: join(userData, 'programs'),
    ownFolders: [userData],
    onProject: (project) => enableProjectItems(project),
    onRunEnd: (run) => signs.ended(run),
  })

  const actions: Record<OwnAction, () => unknown> = {
    'open-project': async () => {
      const path = await desktop.chooseProject()
      if (path !== null) await studio.projects.open(path)
    },
    'close-project': () => studio.projects.close(),
    'reveal-project': () => studio.reveal(studio.projectFolder()),
    'reveal-log': () => studio.reveal(log.file),
    about: () => showAbout(window, translator(), versions),
  }
  const perform = async (action: () => unknown): Promise<void> => {
    try {
      await action()
    } catch (error) {
      log.write('warning', 'action', error)
      await showError(window, translator(), studio.explain(errorToData(error)))
    }
  }
  const buildMenu = (): void => {
    const sections = menuSections(process.platform, !app.isPackaged)
    const template = menuTemplate(sections, {
      text: (key) => translator().text(key),
      onCommand: (command) => emit('menu.command', { command }),
      onAction: (action) => void perform(actions[action]),
    })
    Menu.setApplicationMenu(Menu.buildFromTemplate(template))
    enableProjectItems(studio.projects.current())
  }

  const tellSettings = (): void =>
    emit('settings.changed', {
      settings: settings.get(),
      language: language(),
      dark: nativeTheme.shouldUseDarkColors,
    })
  settings.onChange((now, before) => {
    if (now.theme !== before.theme) nativeTheme.themeSource = now.theme
    if (now.language !== before.language) buildMenu()
    tellSettings()
  })
  nativeTheme.on('updated', () => {
    window?.setBackgroundColor(groundColor())
    tellSettings()
  })

  lockSession(session.defaultSession)
  serveInterface(protocol, join(appRoot, 'out', 'renderer'))
  registerChannels(
    {
      handlers: allHandlers(studio),
      explain: (error) => studio.explain(error),
      onFailure: (channel, error) => log.write(error.code === 'cancelled' ? 'info' : 'warning', channel, error),
    },
    (event) => window !== null && isOwnPage(event, window.webContents),
  )
  buildMenu()

  const ending = createEnding({
    window: () => window,
    translator,
    activeRuns: () => studio.activeRunNames(),
    close: () => studio.close(),
    log,
  })
  const icon = join(appRoot, 'assets', 'icons', 'icon.png')
  window = openMainWindow({
    title: app.getName(),
    icon: process.platform === 'linux' && existsSync(icon) ? icon : null,
    preload: join(appRoot, 'out', 'main', 'preload.cjs'),
    remembered: settings.get().window,
    devTools: !app.isPackaged,
    onResize: (bounds) => settings.change({ window: bounds }),
  })
  window.on('close', (event) => {
    if (!ending.mayEnd()) event.preventDefault()
  })
  // Windows ends the session of a person who logs off; other systems tell it to the whole app (in index.ts).
  window.on('session-end', () => ending.endNow())
  const page = window.webContents
  page.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.write('error', `the page's process ended: ${reason} (${exitCode})`)
    if (reason !== 'clean-exit') page.reload()
  })

  const loaded = new Promise<void>((resolve) => page.once('did-finish-load', () => resolve()))
  const openFile = async (path: string): Promise<void> => {
    await loaded
    const project = await projectOfFile(path)
    if (project === null) emit('file.opened', { path })
    else await perform(() => studio.projects.open(project))
  }
  return { focus, openFile, mayEnd: () => ending.mayEnd(), endNow: () => ending.endNow() }
}

/** Items of the menu that make sense with a project open only. */
function enableProjectItems(project: ProjectSummary | null): void {
  for (const id of ['close-project', 'reveal-project'] satisfies OwnAction[]) {
    const item = Menu.getApplicationMenu()?.getMenuItemById(id)
    if (item !== null && item !== undefined) item.enabled = project !== null
  }
}
