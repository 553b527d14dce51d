/** `npm run check`: lint, types, format, the database's schema and the unit tests, in one command. */
import { runCheckSteps } from './check-steps.ts'
import { runScript, say } from './say.ts'
import { fitSqlite, nodeHost } from './sqlite-runtime.ts'
import { sumTallies, tallyLine } from './tally.ts'

await runScript(async () => {
  const steps = await runCheckSteps(fitSqlite([nodeHost()]))
  const total = sumTallies(steps.map((step) => step.tally))
  say(`\n${tallyLine(total)}`)
  return total.failed === 0 ? 0 : 1
})
