/**
 * Every way in by which bytes from outside are parsed, as one table: whole files that are changed, how, and what reads them.
 *
 * Files that a project holds are among them: a project may come from someone else.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { decodeRecording } from '../../../compute/data/audio/decode-recording.ts'
import { openPack } from '../../../compute/data/files/file-pack.ts'
import { findFiles } from '../../../compute/data/files/find-files.ts'
import type { MediaKind } from '../../../compute/data/files/found-files.ts'
import { readRecords } from '../../../compute/data/files/label-table.ts'
import { imageFacts } from '../../../compute/data/images/decode-image.ts'
import { importTable } from '../../../compute/data/import-table.ts'
import { inspectTable } from '../../../compute/data/inspect-table.ts'
import { createTokenizer } from '../../../compute/data/text/tokenizer.ts'
import { wordPieceDefinition } from '../../../compute/data/text/word-piece-vocabulary.ts'
import { bertFromFolder } from '../../../compute/pretrained/bert-checkpoint.ts'
import { readModelFolder } from '../../../compute/pretrained/model-folder.ts'
import { asFloat32 } from '../../../compute/train/float-elements.ts'
import { readSafetensors } from '../../../compute/train/safetensors.ts'
import { mutated } from './changed-bytes.ts'
import { changedJson } from './changed-json.ts'
import { changedZip, type Parts, unzipped } from './changed-zip.ts'
import * as seeds from './fuzz-seeds.ts'
import { projectEntries } from './project-entries.ts'
import { withOggSums, withPngSums } from './right-sums.ts'

/** Where a child of the fuzzer keeps its files. */
export interface FuzzPlace {
  readonly folder: string
  readonly project: string
}

export interface FuzzInput extends FuzzPlace {
  readonly index: number
  readonly name: string
  readonly bytes: Buffer
}

export type Seed = readonly [name: string, bytes: Buffer]
type Change = (seed: Seed, next: () => number) => Buffer | Promise<Buffer>

export interface FuzzEntry {
  readonly seeds: () => readonly Seed[] | Promise<readonly Seed[]>
  readonly change: Change
  /** Reads an input. @throws whatever it is refused with */
  readonly read: (input: FuzzInput) => Promise<unknown>
  /** With what an input may be refused: an error that a person is told, or any that a caller tells in its own words. */
  readonly refusedWith: 'told' | 'any'
}

const bytesChanged: Change = ([, bytes], next) => mutated(bytes, next)

/** Half of the changes break the grammar, half keep it. */
const jsonChanged: Change = ([, bytes], next) =>
  next() < 0.5 ? mutated(bytes, next) : Buffer.from(changedJson(bytes.toString(), next))

const linesChanged: Change = ([, bytes], next) => {
  if (next() < 0.5) return mutated(bytes, next)
  const lines = bytes.toString().split('\n')
  const at = Math.floor(next() * Math.max(1, lines.length - 1))
  const line = lines[at] ?? ''
  return Buffer.from(lines.with(at, line === '' ? '{}' : changedJson(line, next)).join('\n'))
}

function zipChanged(): Change {
  const known = new Map<string, Promise<Parts>>()
  return async ([name, bytes], next) => {
    const parts = known.get(name) ?? unzipped(bytes)
    known.set(name, parts)
    return changedZip(bytes, await parts, next)
  }
}

const summed =
  (sums: (file: Buffer) => Buffer): Change =>
  ([, bytes], next) =>
    next() < 0.7 ? sums(mutated(bytes, next)) : mutated(bytes, next)

async function written({ folder, name, bytes }: FuzzInput): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, bytes)
  return path
}

/** Every so many tables that can be looked at are also imported to the end. */
const importedEvery = 200
const options = { signal: new AbortController().signal, onProgress: () => undefined }

async function readTable(input: FuzzInput): Promise<void> {
  const path = await written(input)
  const { columns, rows } = await inspectTable(path, {})
  if (rows.some((row) => row.length !== columns.length)) throw new Error('uneven rows')
  if (input.index % importedEvery !== 0) return
  await importTable({ path, dialect: {}, kinds: {}, skipBadRows: false }, input.project, options)
}

const table = (ofSeeds: FuzzEntry['seeds'], change = bytesChanged): FuzzEntry => ({
  seeds: ofSeeds,
  change,
  read: readTable,
  refusedWith: 'told',
})

/** Files of which an import leaves out those that can't be decoded, and names them. */
const decoded = (
  ofSeeds: readonly Seed[],
  decode: (bytes: Buffer) => Promise<unknown>,
  change = bytesChanged,
): FuzzEntry => ({
  seeds: () => ofSeeds,
  change,
  read: ({ bytes }) => decode(bytes),
  refusedWith: 'any',
})

const picture = (ending: string, change = bytesChanged) => decoded(seeds.pictures(ending), imageFacts, change)
const recording = (ending: string, change = bytesChanged) => decoded(seeds.sounds(ending), decodeRecording, change)

/** Finds the files of a source and reads each; one that can't be read is left out. */
async function readFound(path: string, kind: MediaKind): Promise<void> {
  const found = await findFiles(path, kind)
  try {
    for (const file of found.files.slice(0, 20)) await file.read().catch(() => null)
  } finally {
    found.close()
  }
}

const files = (ofSeeds: FuzzEntry['seeds'], kind: MediaKind, change: Change): FuzzEntry => ({
  seeds: ofSeeds,
  change,
  read: async (input) => readFound(await written(input), kind),
  refusedWith: 'told',
})

const task = { path: 'model', length: 16, pooling: 'first-token', outputs: 2 } as const
const modelFiles = ['config.json', 'vocab.txt', 'tokenizer_config.json', 'model.safetensors'] as const

/** See the file's head. */
export const fuzzEntries = {
  CSV: table(() => seeds.delimited),
  'JSON lines': table(() => seeds.tables('.jsonl'), linesChanged),
  JSON: table(() => seeds.tables('.json'), jsonChanged),
  Excel: table(() => seeds.tables('.xlsx'), zipChanged()),
  SQLite: table(() => seeds.tables('.sqlite')),
  Parquet: table(() => seeds.tables('.parquet')),
  'text lines': table(() => seeds.textLines),
  CoNLL: table(() => seeds.conll),
  SQuAD: table(() => seeds.questions, jsonChanged),
  'zip of texts': table(seeds.textZip, zipChanged()),
  'zip of pictures': files(seeds.pictureZip, 'image', zipChanged()),
  'zip of recordings': files(seeds.soundZip, 'audio', zipChanged()),
  'table that names pictures': files(() => seeds.listing, 'image', bytesChanged),
  IDX: files(seeds.idx, 'image', bytesChanged),
  'labels beside files': {
    seeds: () => seeds.listing,
    change: bytesChanged,
    read: ({ bytes }) => Promise.resolve(readRecords(bytes, true)),
    refusedWith: 'any',
  },
  'packed files of a project': {
    seeds: seeds.pictureZip,
    change: zipChanged(),
    read: async (input) => {
      const pack = await openPack(await written(input))
      try {
        for (const row of pack.files.keys()) await pack.read(row)
      } finally {
        pack.close()
      }
    },
    refusedWith: 'any',
  },
  PNG: picture('.png', summed(withPngSums)),
  JPEG: picture('.jpg'),
  WebP: picture('.webp'),
  GIF: picture('.gif'),
  BMP: picture('.bmp'),
  TIFF: picture('.tiff'),
  WAV: recording('.wav'),
  FLAC: recording('.flac'),
  MP3: recording('.mp3'),
  OGG: recording('.ogg', summed(withOggSums)),
  Opus: recording('.opus', summed(withOggSums)),
  safetensors: {
    seeds: () => seeds.model(['model.safetensors']),
    change: ([, bytes], next) => seeds.changedSafetensors(bytes, next),
    read: ({ bytes }) => {
      for (const [name, entry] of readSafetensors(bytes).tensors) asFloat32(name, entry)
      return Promise.resolve()
    },
    refusedWith: 'any',
  },
  'tokenizer.json': {
    seeds: () => seeds.tokenizerDefinition,
    change: jsonChanged,
    read: ({ bytes }) =>
      Promise.resolve(createTokenizer(JSON.parse(bytes.toString()), {}).encodeRows(['Hello, 中文 😀!'], 8)),
    refusedWith: 'any',
  },
  'vocab.txt': {
    seeds: () => seeds.model(['vocab.txt']),
    change: bytesChanged,
    read: ({ bytes }) => {
      const definition = wordPieceDefinition(bytes.toString(), { lowercase: true })
      return Promise.resolve(createTokenizer(definition, {}).encodeRows(['Hello, 中文 😀!'], 8))
    },
    refusedWith: 'any',
  },
  'folder of a published model': {
    seeds: () => seeds.model(['config.json', 'tokenizer_config.json', 'vocab.txt']),
    change: (seed, next) => (seed[0].endsWith('.json') ? jsonChanged(seed, next) : bytesChanged(seed, next)),
    read: async (input) => {
      for (const [name, bytes] of seeds.model(modelFiles)) await writeFile(join(input.folder, name), bytes)
      await written(input)
      return bertFromFolder(await readModelFolder(input.folder), { ...task, path: input.folder })
    },
    refusedWith: 'told',
  },
  ...projectEntries,
} as const satisfies Record<string, FuzzEntry>
export type FuzzEntryName = keyof typeof fuzzEntries
export const fuzzEntryNames = Object.keys(fuzzEntries) as FuzzEntryName[]
