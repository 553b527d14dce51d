/** A process of its own that looks into a table's file and imports it, and tells what it took: arguments are the file and a folder. */
import { importTable } from '../../compute/data/import-table.ts'
import { inspectTable } from '../../compute/data/inspect-table.ts'

/** What is told, as JSON. */
export interface LargeImport {
  readonly inspectMs: number
  readonly firstRows: number
  readonly importSeconds: number
  readonly rows: number
  /** The most memory that the process held in all: Node's, SQL's and all else's. */
  readonly peakMegabytes: number
}

const [path, project] = process.argv.slice(2) as [string, string]
const began = performance.now()
const inspection = await inspectTable(path, {})
const inspectMs = performance.now() - began
const table = await importTable({ path, dialect: {}, kinds: {}, skipBadRows: false }, project, {
  signal: new AbortController().signal,
  onProgress: () => undefined,
})
const found: LargeImport = {
  inspectMs,
  firstRows: inspection.rows.length,
  importSeconds: (performance.now() - began - inspectMs) / 1000,
  rows: table.profile.rows,
  peakMegabytes: process.resourceUsage().maxRSS / 1024,
}
console.log(JSON.stringify(found))
