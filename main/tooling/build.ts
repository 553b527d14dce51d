/** `npm run build`: makes out/ from the source. `--force` builds even where nothing has changed. */
import { buildApp } from './bundles.ts'
import { runScript, say, secondsSince } from './say.ts'

await runScript(async () => {
  const start = Date.now()
  await buildApp({ force: process.argv.includes('--force') })
  say(`The app is in out (${secondsSince(start)}).`)
  return 0
})
