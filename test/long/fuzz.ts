/**
 * Gives changed files to the parsers: `npm run fuzz -- --inputs 100000 --seed 1 --only PNG --only CSV`, all of them where none
 * is named. Writes what came of it into FUZZ.md, a row a parser. Ends with 1 where something went wrong.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { writeAtomically } from '../../main/files/atomic-write.ts'
import { repositoryRoot } from '../../main/tooling/repository.ts'
import { fuzzEntry, type FuzzResult } from '../support/fuzz/fuzz-entry.ts'
import { type FuzzEntryName, fuzzEntryNames } from '../support/fuzz/fuzz-entries.ts'

const page = join(repositoryRoot, 'test/long/FUZZ.md')
const mostMemoryMb = 1536
const { values } = parseArgs({
  options: {
    inputs: { type: 'string' },
    seed: { type: 'string' },
    only: { type: 'string', multiple: true },
    /** Where faults are written, each with what makes it again. */
    faults: { type: 'string' },
  },
})
const seed = Number(values.seed ?? 1)
const inputs = Number(values.inputs ?? 100_000)
const asked = values.only ?? fuzzEntryNames
const unknown = asked.find((name) => !(fuzzEntryNames as readonly string[]).includes(name))
if (unknown !== undefined) throw new Error(`${unknown} is none of: ${fuzzEntryNames.join(', ')}`)

const columns = [
  'Parser',
  'Inputs',
  'Read',
  'Refused',
  'Other errors',
  'Crashes',
  'Hangs > 5 s',
  'Memory > 1.5 GB',
  'Slowest, ms',
  'Peak memory, MB',
  'Seed',
  'Date',
] as const

function rowOf(name: string, result: FuzzResult): string {
  const { crashes, hangs, memoryMb, slowestMs } = result
  const others = result.faults.filter((fault) => fault.startsWith('fault ')).length
  const cells = [
    name,
    ...[result.inputs, result.read, result.refused, others, crashes, hangs].map((count) => count.toLocaleString('en')),
    memoryMb > mostMemoryMb ? 'yes' : 'no',
    ...[slowestMs, memoryMb].map((value) => Math.round(value).toLocaleString('en')),
    String(seed),
    new Date().toISOString().slice(0, 10),
  ]
  return `| ${cells.join(' | ')} |`
}

async function versions(): Promise<string> {
  const { dependencies, devDependencies } = JSON.parse(
    await readFile(join(repositoryRoot, 'package.json'), 'utf8'),
  ) as Record<'dependencies' | 'devDependencies', Record<string, string>>
  const all = { ...dependencies, ...devDependencies }
  const parsers = [
    '@duckdb/node-api',
    'better-sqlite3',
    '@napi-rs/image',
    'image-size',
    'omggif',
    'yauzl',
    'saxes',
    '@wasm-audio-decoders/flac',
    '@wasm-audio-decoders/ogg-vorbis',
    'mpg123-decoder',
    'opus-decoder',
    '@huggingface/tokenizers',
  ]
  return [`Node ${process.versions.node}`, ...parsers.map((name) => `${name} ${all[name] ?? ''}`)].join(', ')
}

/** The rows that are known, by their parsers. */
async function knownRows(): Promise<Map<string, string>> {
  const text = await readFile(page, 'utf8').catch(() => '')
  const rows = text.split('\n').filter((line) => line.startsWith('| '))
  return new Map(rows.map((row) => [row.split(' | ')[0]!.slice(2).trim(), row]))
}

async function writePage(name: string, row: string): Promise<void> {
  const rows = await knownRows()
  rows.set(name, row)
  const lines = [
    '# Changed files, and what the parsers make of them',
    '',
    'Made by `npm run fuzz`; not to be edited. Each input is a whole file with one to eight changes, which its seed and its number',
    'make again. Read: the file could still be read. Refused: a person is told why. Other errors: refused in words that are not',
    'meant for a person. Time is the processor’s, of the slowest input.',
    '',
    `Last with ${await versions()} on ${process.platform}.`,
    '',
    `| ${columns.join(' | ')} |`,
    `| ${columns.map((_, at) => (at === 0 ? '---' : '--:')).join(' | ')} |`,
    ...fuzzEntryNames.flatMap((entry) => rows.get(entry) ?? []),
  ]
  await writeAtomically(page, `${lines.join('\n')}\n`)
}

let failed = false
const faults: string[] = []
for (const name of asked as readonly FuzzEntryName[]) {
  const began = performance.now()
  const result = await fuzzEntry({ entry: name, seed, inputs, seconds: Infinity })
  const row = rowOf(name, result)
  console.log(`${row} ${Math.round((performance.now() - began) / 1000)} s`)
  for (const fault of result.faults.slice(0, 20)) console.log(fault)
  faults.push(...result.faults.map((fault) => `${name} seed ${seed} ${fault}`))
  failed ||= result.faults.length > 0 || result.inputs < inputs || result.memoryMb > mostMemoryMb
  await writePage(name, row)
  if (values.faults !== undefined) await writeFile(values.faults, faults.join('\n'))
}
process.exitCode = failed ? 1 : 0
