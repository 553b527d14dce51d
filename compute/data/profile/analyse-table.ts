/** Looks at all columns of a stored table, some at a time, so that memory holds for tables of any width and length. */
import { textSql } from '../storage/column-sql.ts'
import type { StoredTable } from '../storage/read-table.ts'
import { sqlName } from '../storage/sql-text.ts'
import { analyseFreeTexts, leastSampledRows } from './analyse-free-texts.ts'
import { analyseNumbers } from './analyse-numbers.ts'
import { analyseTexts } from './analyse-texts.ts'
import type { ColumnAnalysis } from './column-analysis.ts'
import { type KeptTexts, readKeptTexts } from './kept-texts.ts'

/** Values of numbers that are in memory together. */
const valuesAtOnce = 4_000_000
const columnsAtOnce = 64
const exampleRows = 100
const examplesShown = 5

/** Analyses the columns at these positions. `onColumns` hears how many are done. */
export async function analyseTable(
  table: StoredTable,
  positions: readonly number[],
  signal: AbortSignal,
  onColumns: (done: number) => void,
): Promise<Map<number, ColumnAnalysis>> {
  const kept = table.seen?.nothingKept === true ? new Map<number, KeptTexts>() : await readKeptTexts(table, signal)
  const examples = await readExamples(table, positions, signal)
  const analyses = new Map<number, ColumnAnalysis>()
  const settle = (position: number, analysis: ColumnAnalysis) => {
    analyses.set(position, analysis)
    onColumns(analyses.size)
  }
  const isMeasured = (position: number) => ['number', 'date'].includes(table.layout.columns[position]!.kind)
  const measured = positions.filter(isMeasured)
  const atOnce = Math.max(1, Math.min(columnsAtOnce, Math.floor(valuesAtOnce / Math.max(1, table.rows))))
  const allNumbers = async () => {
    for (let i = 0; i < measured.length; i += atOnce) {
      const some = measured.slice(i, i + atOnce)
      const found = await analyseNumbers(table, some, kept, examples, signal)
      for (const [k, position] of some.entries()) settle(position, found[k]!)
    }
  }
  const allTexts = async () => {
    for (const position of positions) {
      if (isMeasured(position)) continue
      settle(position, await analyseColumn(table, position, examples.get(position) ?? [], signal))
    }
  }
  // Numbers are sorted here while SQL groups texts.
  await Promise.all([allNumbers(), allTexts()])
  return analyses
}

/** A column of texts: a long one of free text is looked at in a way of its own, unless it turns out to be none. */
async function analyseColumn(
  table: StoredTable,
  position: number,
  examples: readonly string[],
  signal: AbortSignal,
): Promise<ColumnAnalysis> {
  const isFree = table.layout.columns[position]!.kind === 'text' && table.rows >= leastSampledRows
  const free = isFree ? await analyseFreeTexts(table, position, examples, signal) : null
  return free ?? analyseTexts(table, position, examples, signal)
}

/** A few different texts of each column, from the first rows. */
async function readExamples(
  table: StoredTable,
  positions: readonly number[],
  signal: AbortSignal,
): Promise<Map<number, string[]>> {
  const texts = positions.map((position) => textSql(table.layout.columns[position]!, position, table.layout))
  const rows = await table.engine.rows(
    `SELECT ${texts.join(', ')} FROM ${table.relation} WHERE file_row_number < ${exampleRows}`,
    signal,
  )
  return new Map(
    positions.map((position, i) => {
      const different = new Set(rows.map((row) => row[i]).filter((text) => typeof text === 'string'))
      return [position, [...different].slice(0, examplesShown)]
    }),
  )
}

/** How many rows have the same values as an earlier one. None where a column has another value in each row. */
export async function countRepeatedRows(
  table: StoredTable,
  analyses: ReadonlyMap<number, Pick<ColumnAnalysis, 'values'>>,
  signal: AbortSignal,
): Promise<number> {
  for (const { values } of analyses.values()) if (values.distinct === table.rows) return 0
  const fields = table.layout.columns.map((column) => sqlName(column.field)).join(', ')
  const from = `FROM ${table.relation}`
  const [[different] = []] = await table.engine.rows(
    `SELECT CAST(count(DISTINCT hash(${fields})) AS DOUBLE) ${from}`,
    signal,
  )
  // Different hashes are different rows for certain; rows of equal hashes are compared in full.
  if (Number(different) === table.rows) return 0
  const [[repeated] = []] = await table.engine.rows(
    `WITH twice AS (SELECT hash(${fields}) AS hash ${from} GROUP BY hash HAVING count(*) > 1),
       grouped AS (
         SELECT count(*) AS count ${from} WHERE hash(${fields}) IN (SELECT hash FROM twice) GROUP BY ${fields}
       )
     SELECT CAST(coalesce(sum(count - 1), 0) AS DOUBLE) FROM grouped`,
    signal,
  )
  return Number(repeated)
}
