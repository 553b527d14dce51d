/** Whole files of every kind that is parsed: what the fuzzer changes. They are small, so that many can be read. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { repositoryRoot } from '../../../main/tooling/repository.ts'
import pictureFixture from '../../fixtures/data/pictures.json' with { type: 'json' }
import { recorded, recordedFile } from '../../native/compute/data/table-file-support.ts'
import { recordings } from '../recordings.ts'
import { mutated } from './changed-bytes.ts'
import { changedJson } from './changed-json.ts'
import { zipped } from './changed-zip.ts'
import { wordPieceDefinition } from '../../../compute/data/text/word-piece-vocabulary.ts'
import type { Seed } from './fuzz-entries.ts'

/** Files of tables that other programs wrote. */
export const tables = (ending: string): Seed[] =>
  Object.keys(recorded.files)
    .filter((name) => name.endsWith(ending))
    .map((name) => [name, recordedFile(name)])

export const delimited: readonly Seed[] = [
  ['plain.csv', Buffer.from(`a,b,c\n${'1,2.5,"x, y"\n'.repeat(20)}`)],
  ['german.csv', Buffer.from(`name;wert\n${'Müller;3,14\n'.repeat(20)}`, 'utf16le')],
  ['dates.tsv', Buffer.from(`when\twho\tmany\n${'2024-02-29 23:59:60\t王小明\t1e3\n'.repeat(12)}`)],
  ['chinese.csv', Buffer.concat([Buffer.from([0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0x61, 0x0a]), Buffer.from('1,2\n')])],
]

const sentence = '1\tBook\tO\t_\n2\tNew York\tB-LOC\t_\n3\t中文\tI-LOC\t_\n'
export const conll: readonly Seed[] = [
  ['numbered.conll', Buffer.from(`# a comment\n${`${sentence}\n`.repeat(8)}`)],
  ['spaced.conll', Buffer.from('-DOCSTART- O\n\nEU B-ORG\nrejects O\n\nPeter B-PER\n'.repeat(4), 'utf16le')],
]

export const textLines: readonly Seed[] = [
  ['lines.txt', Buffer.from('A first line, of some length.\n\n  第二行文字也很长。\n'.repeat(8))],
  ['marks.txt', Buffer.from('\ufeff\u202eright to left\u200b, and \ud83d\ude00 more of it.\r\n'.repeat(8), 'utf16le')],
]

const context = 'The 😀 tower was built in 1889.'
const answers = [{ text: '1889', answer_start: 25 }]
const paragraphs = [{ context, qas: [{ question: 'When?', id: '1', answers }] }]
export const questions: readonly Seed[] = [
  ['questions.json', Buffer.from(JSON.stringify({ version: 'v2.0', data: [{ title: 'Tower', paragraphs }] }))],
]

/** Pictures by their ending. */
export const pictures = (ending: string): Seed[] =>
  pictureFixture.pictures
    .filter(({ file }) => file.endsWith(ending))
    .map(({ file, data }) => [file, Buffer.from(data, 'base64')])

/** Recordings by their ending. */
export const sounds = (ending: string): Seed[] =>
  recordings.filter(({ name }) => name.endsWith(ending)).map(({ name, file }) => [name, Buffer.from(file)])

const labels = 'file,label,note\n'
const listed = pictures('.png').map(([name]) => `images/${name},cat,"a, b"\n`)
export const listing: readonly Seed[] = [
  ['listing.csv', Buffer.from(labels + listed.join('').repeat(4))],
  ['listing.tsv', Buffer.from((labels + listed.join('')).replaceAll(',', '\t'), 'utf16le')],
]

export const textZip = async (): Promise<Seed[]> => [
  [
    'texts.zip',
    await zipped([
      ['good/1.txt', Buffer.from('What a fine film.')],
      ['good/2.txt', Buffer.from('很好看。')],
      ['bad/3.txt', Buffer.from('Never again.', 'utf16le')],
    ]),
  ],
]

export const pictureZip = async (): Promise<Seed[]> => {
  const named = [...pictures('.png'), ...pictures('.gif')].slice(0, 3)
  const parts = named.map(([name, bytes], at) => [`class ${at % 2}/${name}`, bytes] as const)
  return [['pictures.zip', await zipped([...parts, ['labels.csv', listing[0]![1]]])]]
}

export const soundZip = async (): Promise<Seed[]> => {
  const named = [...sounds('pcm_u8.wav'), ...sounds('24.flac')]
  return [['sounds.zip', await zipped(named.map(([name, bytes], at) => [`class ${at}/${name}`, bytes] as const))]]
}

/** Four grey pictures of 3×3 as MNIST has them, plain and packed. */
export const idx = (): Seed[] => {
  const head = Buffer.alloc(16)
  for (const [at, value] of [0x0803, 4, 3, 3].entries()) head.writeUInt32BE(value, at * 4)
  const whole = Buffer.concat([head, Buffer.from(Array.from({ length: 36 }, (_, pixel) => pixel * 7))])
  return [
    ['train-images-idx3-ubyte', whole],
    ['train-images-idx3-ubyte.gz', gzipSync(whole)],
  ]
}

const modelFolder = join(repositoryRoot, 'test/fixtures/pretrained/tiny-bert')
const modelFile = (name: string) => readFileSync(join(modelFolder, name))
const known = new Map<string, Buffer>()

/** Files of a small published model. */
export const model = (names: readonly string[]): Seed[] =>
  names.map((name) => {
    const bytes = known.get(name) ?? modelFile(name)
    known.set(name, bytes)
    return [name, bytes]
  })

export const tokenizerDefinition: readonly Seed[] = [
  [
    'tokenizer.json',
    Buffer.from(JSON.stringify(wordPieceDefinition(modelFile('vocab.txt').toString(), { lowercase: true }))),
  ],
]

/** Weights with something changed in their header, which is still JSON, or anywhere. */
export function changedSafetensors(bytes: Buffer, next: () => number): Buffer {
  const length = Number(bytes.readBigUInt64LE(0))
  // Most of a file are numbers, of which each is as good as another.
  if (next() < 0.3) return Buffer.concat([mutated(bytes.subarray(0, 8 + length), next), bytes.subarray(8 + length)])
  const header = Buffer.from(changedJson(bytes.subarray(8, 8 + length).toString(), next))
  const size = Buffer.alloc(8)
  size.writeBigUInt64LE(BigInt(header.length))
  return Buffer.concat([size, header, bytes.subarray(8 + length)])
}
