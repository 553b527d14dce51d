/** The main process's entry: what has to be said before Electron is ready, and what the system tells the app. */
import { join } from 'node:path'
import { app, powerMonitor, protocol } from 'electron'
import { findAppRoot } from './app-root.ts'
import type { Application } from './application.ts'
import { startApplication } from './application.ts'
import { openLog } from './files/log.ts'
import { schemePrivileges } from './window/app-protocol.ts'
import { readArguments } from './window/launch-arguments.ts'

/** Chromium's own errands on the network, which an app that works offline has no use for. */
const switchesOff = ['disable-background-networking', 'disable-component-update', 'disable-domain-reliability']

/** Files are read on so many threads: with the usual four, a network drive that stalls would soon hold up all else. */
process.env['UV_THREADPOOL_SIZE'] ??= '16'

const appRoot = findAppRoot()
// As root Chromium runs without its sandbox or not at all; the window's own setting stays on either way.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
for (const name of switchesOff) app.commandLine.appendSwitch(name)
protocol.registerSchemesAsPrivileged([schemePrivileges])

if (app.requestSingleInstanceLock()) {
  start()
} else {
  // The app that is running brings its window to the front (second-instance, below).
  app.quit()
}

function start(): void {
  const log = openLog(join(app.getPath('userData'), 'logs', 'modelwright.log'))
  process.on('uncaughtException', (error) => log.write('error', 'uncaught', error))
  process.on('unhandledRejection', (reason) => log.write('error', 'unhandled', reason))

  const launch = readArguments(process.argv.slice(1), app.getAppPath(), process.cwd())
  let application: Application | null = null
  let early = launch.file

  const open = (path: string): void => {
    if (application === null) early = path
    else void application.openFile(path)
  }
  app.on('open-file', (event, path) => {
    event.preventDefault()
    open(path)
  })
  app.on('second-instance', (_event, argv, workingFolder) => {
    application?.focus()
    const { file } = readArguments(argv.slice(1), app.getAppPath(), workingFolder)
    if (file !== null) open(file)
  })
  app.on('activate', () => application?.focus())
  app.on('before-quit', (event) => {
    if (application?.mayEnd() === false) event.preventDefault()
  })
  app.on('window-all-closed', () => app.quit())
  const endNow = (): void => (application === null ? app.exit() : application.endNow())
  void app.whenReady().then(() => {
    powerMonitor.on('shutdown', endNow)
    // Only now: at its start Electron puts handlers of its own in this place, which would ask the person.
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, endNow)
  })
  void app
    .whenReady()
    .then(() => startApplication({ appRoot, launch, log }))
    .then((started) => {
      application = started
      if (early !== null) open(early)
      log.write('info', `Modelwright ${app.getVersion()} on ${process.platform} ${process.arch}`)
    })
    .catch(async (error: unknown) => {
      log.write('error', 'the app could not start', error)
      await log.flushed()
      app.exit(1)
    })
}
