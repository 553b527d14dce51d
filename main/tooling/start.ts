/**
 * `npm start`: opens the studio, with everything that it needs made ready first. Where there is no display, it says so
 * and does the studio's main job in the terminal instead, on a bundled sample.
 */
import { join } from 'node:path'
import { buildApp } from './bundles.ts'
import { hasDisplay } from './display.ts'
import { launchCommand } from './electron-launch.ts'
import { electronHost, findElectron } from './electron-runtime.ts'
import { repositoryRoot } from './repository.ts'
import { runProcess } from './run-process.ts'
import { runScript, say } from './say.ts'
import { fitSqlite, nodeHost } from './sqlite-runtime.ts'

await runScript(async () => {
  const args = process.argv.slice(2)
  return hasDisplay() ? openStudio(args) : demonstrate(args)
})

async function openStudio(args: readonly string[]): Promise<number> {
  const runtime = await findElectron()
  await fitSqlite([electronHost(runtime)])
  await buildApp()
  const command = await launchCommand(runtime, repositoryRoot)
  return (await runProcess(command.executablePath, [...command.args, ...args], { output: 'show' })).code
}

async function demonstrate(args: readonly string[]): Promise<number> {
  say('There is no display here, so the studio does its main job in the terminal, on one of its samples.')
  await fitSqlite([nodeHost()])
  await buildApp({ parts: ['node'] })
  const cli = join(repositoryRoot, 'out', 'main', 'cli.js')
  return (await runProcess(process.execPath, [cli, 'demo', ...args], { output: 'show' })).code
}
