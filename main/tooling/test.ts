/**
 * `npm test`: everything that a bare machine needs for the tests, then the check and the tests; ends with one line,
 * `N passed, N failed`, summed over everything.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { buildApp } from './bundles.ts'
import { runCheckSteps, tellStep } from './check-steps.ts'
import { withDisplay } from './display.ts'
import { electronHost, findElectron } from './electron-runtime.ts'
import { cacheFolder } from './repository.ts'
import { runScript, say, ToolingError } from './say.ts'
import { fitSqlite, nodeHost, type SqliteHost } from './sqlite-runtime.ts'
import { type StepResult, stepLine, sumTallies, tallyLine } from './tally.ts'
import { readTestRequest, type TestRequest, testUsage } from './test-request.ts'
import { runVitest, type TestProject } from './vitest-run.ts'

/** What the tests of a project need besides Node. */
const needs = {
  unit: { native: false, electron: false },
  native: { native: true, electron: false },
  electron: { native: true, electron: true },
  quiet: { native: true, electron: true },
  long: { native: true, electron: true },
} as const satisfies Record<TestProject, { native: boolean; electron: boolean }>

await runScript(async () => {
  const request = readTestRequest(process.argv.slice(2))
  if (request === null) {
    say(testUsage)
    return process.argv.includes('--help') ? 0 : 2
  }
  const steps = await runAll(request)
  say(`\n${steps.map(stepLine).join('\n')}\n`)
  const total = sumTallies(steps.map((step) => step.tally))
  say(tallyLine(total))
  return total.failed === 0 ? 0 : 1
})

async function prepare(request: TestRequest): Promise<void> {
  const hosts: SqliteHost[] = []
  if (request.check || request.projects.some((project) => needs[project].native)) hosts.push(nodeHost())
  if (request.projects.some((project) => needs[project].electron)) hosts.push(electronHost(await findElectron()))
  if (hosts.length === 0) return
  await fitSqlite(hosts)
  await buildApp()
  usePython()
}

/** Tests of exported files also run them in Python, where there is one with ONNX Runtime. */
function usePython(): void {
  const folder = process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python'
  const python = join(cacheFolder(), 'python', folder)
  if (process.env['MODELWRIGHT_PYTHON'] === undefined && existsSync(python)) process.env['MODELWRIGHT_PYTHON'] = python
}

/** What could not even begin counts as failed, with its reason, so that the closing line is true. */
function unable(name: string, error: unknown): StepResult {
  if (!(error instanceof ToolingError)) throw error
  return { name, tally: { passed: 0, failed: 1, skipped: 0 }, seconds: 0, output: error.message }
}

async function runAll(request: TestRequest): Promise<readonly StepResult[]> {
  // What the check needs nothing prepared for runs meanwhile.
  const prepared = prepare(request)
  try {
    const checked = request.check ? await runCheckSteps(prepared) : []
    await prepared
    return [...checked, ...(await runProjects(request))]
  } catch (error) {
    const failed = unable('set-up', error)
    tellStep(failed)
    return [failed]
  }
}

async function runProjects(request: TestRequest): Promise<readonly StepResult[]> {
  const steps: StepResult[] = []
  for (const project of request.projects) {
    // The check has run the unit tests already.
    if (request.check && project === 'unit') continue
    const run = (): Promise<StepResult> => runVitest(project, { filters: request.filters, output: 'show' })
    const step = needs[project].electron
      ? await withDisplay(run).catch((error: unknown) => unable(project, error))
      : await run()
    tellStep(step)
    steps.push(step)
  }
  return steps
}
