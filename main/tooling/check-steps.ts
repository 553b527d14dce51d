/** Everything that can be said about the source without a display: lint, types, format, schema and the unit tests. */
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { repositoryRoot } from './repository.ts'
import { runProcess } from './run-process.ts'
import { say } from './say.ts'
import { type StepResult, stepLine } from './tally.ts'
import { runVitest } from './vitest-run.ts'

const bin = (path: string): string => join(repositoryRoot, 'node_modules', path)

/** Programs that pass or fail as a whole and read nothing but the source, the slowest first, so that the others fit beside it. */
const programs = [
  { name: 'lint', args: [bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0'] },
  { name: 'types', args: [bin('typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.json'] },
  { name: 'format', args: [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'] },
] as const

/** The schema is what a fresh database has after all migrations, so this one needs SQLite. */
const schemaArgs = [bin('tsx/dist/cli.mjs'), 'main/tooling/schema.ts', '--check']

/**
 * Runs every step, as many at a time as there are cores, and says how each went as soon as it ends. Steps that need more than
 * the source wait for what prepares it; where that rejects, so does this, after the others have ended.
 */
export async function runCheckSteps(prepared: Promise<void>): Promise<readonly StepResult[]> {
  // Whoever waits for it last hears of a failure; until then it must not count as unhandled.
  prepared.catch(() => undefined)
  const steps = [
    ...programs.map((program) => () => runProgram(program.name, program.args)),
    () => prepared.then(() => runProgram('schema', schemaArgs)),
    () => prepared.then(() => runVitest('unit', { output: 'keep' })),
  ]
  const results: StepResult[] = []
  const next = async (): Promise<void> => {
    for (let step = steps.shift(); step !== undefined; step = steps.shift()) {
      const result = await step()
      results.push(result)
      tellStep(result)
    }
  }
  const lanes = Array.from({ length: Math.max(1, Math.min(availableParallelism(), 4)) }, next)
  await Promise.allSettled(lanes)
  await Promise.all(lanes)
  return results
}

/** Says how a step went; when it failed, also what it printed. */
export function tellStep(step: StepResult): void {
  if (step.tally.failed > 0 && step.output !== '') say(`\n${step.output.trimEnd()}\n`)
  say(stepLine(step))
}

async function runProgram(name: string, args: readonly string[]): Promise<StepResult> {
  const start = Date.now()
  const run = await runProcess(process.execPath, args, { cwd: repositoryRoot })
  const tally = { passed: run.code === 0 ? 1 : 0, failed: run.code === 0 ? 0 : 1, skipped: 0 }
  return { name, tally, seconds: (Date.now() - start) / 1000, output: run.output }
}
