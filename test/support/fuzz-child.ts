/**
 * A process that gives changed table files to the readers, one after the other, and says which one it is at, so that
 * whoever started it knows which input it died or hung at. Arguments: seed, number of the first input, how many, and
 * for how many seconds at most.
 */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importTable } from '../../compute/data/import-table.ts'
import { inspectTable } from '../../compute/data/inspect-table.ts'
import { StudioError } from '../../compute/spec/errors.ts'
import { fuzzInputs } from './fuzz-inputs.ts'

const [seed, first, count, seconds] = process.argv.slice(2).map(Number) as [number, number, number, number]
/** Every so many inputs that can be looked at are also imported to the end. */
const importedEvery = 20

const say = (line: string) => writeSync(1, `${line}\n`)
const folder = await mkdtemp(join(tmpdir(), 'modelwright-fuzz-'))
const project = join(folder, 'project')
await mkdir(project)
const inputs = fuzzInputs(seed)
const until = performance.now() + 1000 * seconds
const options = { signal: new AbortController().signal, onProgress: () => undefined }
for (let index = first; index < first + count && performance.now() < until; index++) {
  const { name, bytes } = await inputs(index)
  say(`at ${index} ${name}`)
  const before = process.cpuUsage()
  const path = join(folder, name)
  await writeFile(path, bytes)
  try {
    const { columns, rows } = await inspectTable(path, {})
    if (rows.some((row) => row.length !== columns.length)) say(`fault ${index} ${name} uneven rows`)
    if (index % importedEvery === 0)
      await importTable({ path, dialect: {}, kinds: {}, skipBadRows: false }, project, options)
  } catch (error) {
    const told = error instanceof StudioError && error.code !== 'internal' && error.code !== 'import-failed'
    if (!told) say(`fault ${index} ${name} ${String(error instanceof Error ? (error.cause ?? error) : error)}`)
  }
  const { user, system } = process.cpuUsage(before)
  say(`took ${Math.round((user + system) / 1000)}`)
}
const left = (await readdir(join(project, 'datasets')).catch(() => [])).filter((name) => name.startsWith('.'))
if (left.length > 0) say(`fault ${first} left ${left.join(' ')}`)
say(`memory ${process.resourceUsage().maxRSS}`)
await rm(folder, { recursive: true, force: true })
