/** `npm run train -- my.csv --target column`: the studio's main job in the terminal, on anyone's data. */
import { join } from 'node:path'
import { buildApp } from './bundles.ts'
import { repositoryRoot } from './repository.ts'
import { runProcess } from './run-process.ts'
import { runScript } from './say.ts'
import { fitSqlite, nodeHost } from './sqlite-runtime.ts'

await runScript(async () => {
  await fitSqlite([nodeHost()])
  await buildApp({ parts: ['node'] })
  const cli = join(repositoryRoot, 'out', 'main', 'cli.js')
  // npm starts scripts in the repository; paths are meant from where the person is.
  const cwd = process.env['INIT_CWD'] ?? process.cwd()
  const run = await runProcess(process.execPath, [cli, 'train', ...process.argv.slice(2)], { output: 'show', cwd })
  return run.code
})
