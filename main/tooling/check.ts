/** `npm run check`: lint, types, format, the database's schema and the unit tests, in one command. */
import { runCheckSteps } from './check-steps.ts'
import { runScript, say } from './say.ts'
import { fitSqlite, nodeHost } from './sqlite-runtime.ts'
import { sumTallies, tallyLine } from './tally.ts'

await runScript(async () => {
  // The schema is what a fresh database has after all migrations, so this step needs SQLite.
  await fitSqlite([nodeHost()])
  const total = sumTallies((await runCheckSteps()).map((step) => step.tally))
  say(`\n${tallyLine(total)}`)
  return total.failed === 0 ? 0 : 1
})
