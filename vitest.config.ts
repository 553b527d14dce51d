/** One runner for all tests; each project is a folder under test/ named for what its tests need. */
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const project = (name: string, testTimeout: number, fileParallelism: boolean) => ({
  extends: true as const,
  test: {
    name,
    include: [`test/${name}/**/*.test.{ts,tsx}`],
    testTimeout,
    hookTimeout: testTimeout,
    // An app on a busy machine answers when it can; a poll ends as soon as it has its answer.
    expect: { poll: { timeout: 10_000 } },
    fileParallelism,
    pool: 'forks' as const,
  },
})

export default defineConfig({
  test: {
    // Most tests wait or use one processor: two at a time are no slower each, even where there are only two.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      project('unit', 20_000, true),
      project('native', 120_000, true),
      project('electron', 240_000, true),
      // What is measured by the clock has the machine to itself.
      project('quiet', 240_000, false),
      project('long', 1_200_000, false),
    ],
  },
})
