/** Runs one project of the tests and counts its results. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { repositoryRoot } from './repository.ts'
import { runProcess } from './run-process.ts'
import type { StepResult, Tally } from './tally.ts'

/** The folders under test/, by what their tests need: `quiet` that nothing else runs beside them. */
export const testProjects = ['unit', 'native', 'electron', 'quiet', 'long'] as const
export type TestProject = (typeof testProjects)[number]

/** The part of Vitest's report that is counted. */
const reportSchema = z.object({
  success: z.boolean(),
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
})

/** Options of runVitest. */
export interface VitestOptions {
  /** Parts of file names; all files of the project when empty. */
  readonly filters?: readonly string[]
  /** Whether its progress is shown as it comes, or kept for the case that it fails. */
  readonly output: 'show' | 'keep'
}

/** Runs the tests of a project. */
export async function runVitest(project: TestProject, options: VitestOptions): Promise<StepResult> {
  const start = Date.now()
  const folder = await mkdtemp(join(tmpdir(), 'modelwright-tests-'))
  try {
    const report = join(folder, 'report.json')
    const filters = options.filters ?? []
    const vitest = join(repositoryRoot, 'node_modules', 'vitest', 'vitest.mjs')
    const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    if (filters.length > 0) args.push('--passWithNoTests', ...filters)
    const run = await runProcess(process.execPath, [vitest, ...args], { cwd: repositoryRoot, output: options.output })
    const tally = countReport(await readFile(report, 'utf8').catch(() => null), run.code)
    return { name: project, tally, seconds: (Date.now() - start) / 1000, output: run.output }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Counts a report. A run that ended badly counts as failed even where no single test did: a file may not have loaded. */
export function countReport(text: string | null, exitCode: number): Tally {
  if (text === null) return { passed: 0, failed: exitCode === 0 ? 0 : 1, skipped: 0 }
  const report = reportSchema.parse(JSON.parse(text))
  const failed = Math.max(report.numFailedTests, exitCode === 0 && report.success ? 0 : 1)
  return { passed: report.numPassedTests, failed, skipped: report.numPendingTests + report.numTodoTests }
}
