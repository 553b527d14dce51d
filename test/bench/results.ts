/** The benchmark's page: rows of several runs in one table, each with the run that measured it. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BenchCase, benchCases, caseTitle } from './cases.ts'
import { columnsText, head, type Row, rowText } from './table.ts'

const path = join(import.meta.dirname, 'RESULTS.md')

const keyOf = (bench: BenchCase, threads: number) => `| ${caseTitle(bench)} | ${threads} |`
/** What a run's line begins with, behind its list mark. */
const runLine = /^- (\d{4}-\d\d-\d\d \d\d:\d\d): /
const runOf = (row: string) => row.split(' | ').at(-1)?.replace(/ \|$/, '') ?? ''

export interface Results {
  /** Whether the page has a row of a case with so many threads. */
  has(bench: BenchCase, threads: number): boolean
  /** Puts a run's rows in the place of what was measured before, and says under which circumstances it was. */
  keep(run: string, where: string, rows: readonly Row[]): void
}

/** The page as it is. */
export function createResults(): Results {
  const lines = readFileSync(path, 'utf8').split('\n')
  const rowOf = (key: string) => lines.find((line) => line.startsWith(key))
  return {
    has: (bench, threads) => rowOf(keyOf(bench, threads)) !== undefined,
    keep(run, where, rows) {
      const measured = new Map(rows.map((row) => [keyOf(row.bench, row.threads), rowText(row)]))
      const threadCounts = [...new Set([1, 2, ...rows.map(({ threads }) => threads)])].toSorted((a, b) => a - b)
      const keys = benchCases.flatMap((bench) => threadCounts.map((threads) => keyOf(bench, threads)))
      const all = keys.flatMap((key) => measured.get(key) ?? rowOf(key) ?? [])
      const left = new Set(all.map(runOf))
      const runs = [...lines.filter((line) => left.has(runLine.exec(line)?.[1] ?? '')), `- ${run}: ${where}`]
      const paragraphs = [
        '# Training step time against PyTorch and TensorFlow.js',
        'Written by `npm run bench -- --write`; each row says which of these runs measured it.',
        runs.join('\n'),
        columnsText,
        [...head, ...all].join('\n'),
      ]
      writeFileSync(path, `${paragraphs.join('\n\n')}\n`)
    },
  }
}
