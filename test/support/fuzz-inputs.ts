/** Table files with something changed, as many as one likes: each comes from a seed and its own number alone. */
import { buffer } from 'node:stream/consumers'
import { ZipFile, type Options } from 'yazl'
import yauzl from 'yauzl'
import { recorded, recordedFile } from '../native/compute/data/table-file-support.ts'

/** Numbers from 0 up to below 1 (mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Bytes that parsers take for something. */
const tokens = [
  '{',
  '[',
  '"',
  '\\',
  ',',
  '\n',
  '\r\n',
  '<',
  '>',
  '&',
  '</c>',
  '<v>',
  ' t="s"',
  ';',
  '\0',
  '\u202e',
  '1e999',
  '-1',
  'null',
  '\ufeff',
  '99999999999',
]
  .map((text) => Buffer.from(text))
  .concat(
    Buffer.from([0xff, 0xff, 0xff, 0xff]),
    Buffer.from([0x7f, 0xff, 0xff, 0xff]),
    Buffer.from([0, 0, 0, 0]),
    Buffer.from([0x80]),
  )

/** A file's bytes with one to eight changes. */
export function mutated(bytes: Buffer, next: () => number): Buffer {
  let result = bytes
  const upTo = (limit: number) => Math.floor(next() * limit)
  for (let left = 1 + upTo(8); left > 0; left--) {
    const at = upTo(result.length + 1)
    const length = 1 + upTo(1 + upTo(64))
    const [before, after] = [result.subarray(0, at), result.subarray(at)]
    switch (upTo(6)) {
      case 0:
        result = Buffer.concat([before, Buffer.from([upTo(256)]), after.subarray(1)])
        break
      case 1: {
        const token = tokens[upTo(tokens.length)]!
        result = Buffer.concat([before, token, after.subarray(next() < 0.5 ? token.length : 0)])
        break
      }
      case 2:
        result = Buffer.concat([before, after.subarray(length)])
        break
      case 3:
        result = Buffer.concat([before, after.subarray(0, length), after])
        break
      case 4: {
        // A piece from elsewhere in the file.
        const from = upTo(result.length)
        result = Buffer.concat([before, result.subarray(from, from + length), after.subarray(length)])
        break
      }
      default:
        if (next() < 0.2) result = Buffer.from(before)
    }
  }
  return result
}

type Parts = readonly (readonly [name: string, content: Buffer])[]

async function unzipped(bytes: Buffer): Promise<Parts> {
  const zip = await yauzl.fromBufferPromise(bytes)
  const parts: [string, Buffer][] = []
  for await (const entry of zip.eachEntry())
    parts.push([entry.fileName, await buffer(await zip.openReadStreamPromise(entry))])
  return parts
}

async function zipped(parts: Parts): Promise<Buffer> {
  const zip = new ZipFile()
  const options: Partial<Options> = { compress: false }
  for (const [name, content] of parts) zip.addBuffer(content, name, options)
  zip.end()
  return buffer(zip.outputStream)
}

const delimited = [
  ['plain.csv', Buffer.from(`a,b,c\n${'1,2.5,"x, y"\n'.repeat(20)}`)],
  ['german.csv', Buffer.from(`name;wert\n${'Müller;3,14\n'.repeat(20)}`, 'utf16le')],
] as const

const sentence = '1\tBook\tO\t_\n2\tNew York\tB-LOC\t_\n3\t中文\tI-LOC\t_\n'
const context = 'The 😀 tower was built in 1889.'
const answers = [{ text: '1889', answer_start: 25 }]
const texts = [
  ['numbered.conll', Buffer.from(`# a comment\n${`${sentence}\n`.repeat(8)}`)],
  ['spaced.conll', Buffer.from('-DOCSTART- O\n\nEU B-ORG\nrejects O\n\nPeter B-PER\n'.repeat(4), 'utf16le')],
  ['lines.txt', Buffer.from('A first line, of some length.\n\n  第二行文字也很长。\n'.repeat(8))],
  [
    'questions.json',
    Buffer.from(
      JSON.stringify({
        version: 'v2.0',
        data: [{ title: 'Tower', paragraphs: [{ context, qas: [{ question: 'When?', answers }] }] }],
      }),
    ),
  ],
] as const

/** Inputs by number; each parser has its turn. */
export function fuzzInputs(seed: number): (index: number) => Promise<{ name: string; bytes: Buffer }> {
  const seeds = [
    ...Object.keys(recorded.files)
      .filter((name) => !name.endsWith('-wal'))
      .map((name) => [name, recordedFile(name)] as const),
    ...delimited,
    ...texts,
  ]
  const groups = ['parquet', 'xlsx', 'sqlite', 'json', 'jsonl', 'csv', 'conll', 'txt'].map((ending) =>
    seeds.filter(([name]) => name.endsWith(`.${ending}`)),
  )
  const parts = new Map<string, Promise<Parts>>()
  return async (index) => {
    const next = numbersFrom(Math.imul(seed, 0x9e3779b1) ^ index)
    // Opening Parquet takes the longest by far, so it has its turn less often.
    const group = groups[index % 40 === 0 ? 0 : 1 + (index % (groups.length - 1))]!
    const [name, bytes] = group[Math.floor(next() * group.length)]!
    if (!name.endsWith('.xlsx') || next() < 0.3) return { name, bytes: mutated(bytes, next) }
    // Most changes to a zip only break its sums; these reach what is inside.
    if (!parts.has(name)) parts.set(name, unzipped(bytes))
    const own = await parts.get(name)!
    const changed = Math.floor(next() * own.length)
    return {
      name,
      bytes: await zipped(own.map(([part, content], at) => [part, at === changed ? mutated(content, next) : content])),
    }
  }
}
