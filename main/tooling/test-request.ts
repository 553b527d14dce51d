/** What `npm test -- …` asks for. */
import { type TestProject, testProjects } from './vitest-run.ts'

/** Which tests to run. */
export interface TestRequest {
  /** Whether lint, types, format and schema are checked too. */
  readonly check: boolean
  readonly projects: readonly TestProject[]
  /** Parts of file names; all files when empty. */
  readonly filters: readonly string[]
}

/** How to use it, for `--help` and for arguments that are not understood. */
export const testUsage = `npm test                       the check (lint, types, format, schema), then all tests but the long ones
npm test -- --long             the long ones as well
npm test -- native             one project, or several: ${testProjects.join(', ')}
npm test -- native profile     of the project's files, those whose path contains a text
npm test -- test/unit/a.test.ts`

const isProject = (text: string): text is TestProject => (testProjects as readonly string[]).includes(text)

/** Reads the arguments; null when help is asked for or a flag is unknown. */
export function readTestRequest(args: readonly string[]): TestRequest | null {
  if (args.some((arg) => arg.startsWith('-') && arg !== '--long')) return null
  const words = args.filter((arg) => !arg.startsWith('-'))
  const named = words.filter(isProject)
  const filters = words.filter((word) => !isProject(word))
  const long = args.includes('--long')
  if (words.length === 0) {
    return { check: true, projects: testProjects.filter((project) => project !== 'long' || long), filters }
  }
  const ofPaths = testProjects.filter((project) => filters.some((path) => path.includes(`test/${project}/`)))
  const chosen = named.length > 0 ? named : ofPaths.length > 0 ? ofPaths : testProjects
  return { check: false, projects: testProjects.filter((project) => chosen.includes(project)), filters }
}
