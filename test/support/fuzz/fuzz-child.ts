/**
 * A process that gives changed files to one of the parsers, one after the other, and says which one it is at, so that
 * whoever started it knows which input it died or hung at. Arguments: the parser, seed, number of the first input, how
 * many, and for how many seconds at most.
 */
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { existsSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StudioError } from '../../../compute/spec/errors.ts'
import { numbersFrom } from './changed-bytes.ts'
import { fuzzEntries, type FuzzEntry, type FuzzEntryName } from './fuzz-entries.ts'

const [name, ...numbers] = process.argv.slice(2)
const [seed, first, count, seconds] = numbers.map(Number) as [number, number, number, number]
const entry: FuzzEntry = fuzzEntries[name as FuzzEntryName]

const say = (line: string) => writeSync(1, `${line}\n`)
/** In memory where there is such a place: the disk's speed is not what is tried here. */
const folder = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'modelwright-fuzz-'))
const project = join(folder, 'project')
await mkdir(project)
const seeds = await entry.seeds()
const until = performance.now() + 1000 * seconds
let [read, refused, slowest, slowestAt] = [0, 0, 0, first]

function isTold(error: unknown): boolean {
  if (entry.refusedWith === 'any') return error instanceof Error
  return error instanceof StudioError && error.code !== 'internal' && error.code !== 'import-failed'
}

for (let index = first; index < first + count && performance.now() < until; index++) {
  const next = numbersFrom(Math.imul(seed, 0x9e3779b1) ^ index)
  const one = seeds[Math.floor(next() * seeds.length)]!
  const bytes = await entry.change(one, next)
  say(`at ${index} ${one[0]}`)
  const before = process.cpuUsage()
  try {
    await entry.read({ index, name: one[0], bytes, folder, project })
    read++
  } catch (error) {
    refused++
    const cause = error instanceof Error ? (error.cause ?? error) : error
    if (!isTold(error)) say(`fault ${index} ${one[0]} ${String(cause).slice(0, 300).replaceAll('\n', ' ')}`)
  }
  const { user, system } = process.cpuUsage(before)
  const took = (user + system) / 1000
  if (took > slowest) [slowest, slowestAt] = [took, index]
}
const left = (await readdir(join(project, 'datasets')).catch(() => [])).filter((file) => file.startsWith('.'))
if (left.length > 0) say(`fault ${first} left ${left.join(' ')}`)
say(`end ${JSON.stringify({ read, refused, slowest, slowestAt, memory: process.resourceUsage().maxRSS })}`)
await rm(folder, { recursive: true, force: true })
