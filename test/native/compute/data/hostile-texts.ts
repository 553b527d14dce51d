/** Hostile and broken texts: tables of separated cells, zips and folders of texts, labelled words, questions and answers. */
import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'
import { centralHeader, type HostileFile, patched } from './hostile-file.ts'

export const delimitedFiles: readonly HostileFile[] = [
  { name: 'mark alone.csv', make: () => Buffer.from('\ufeff') },
  { name: 'utf-16.csv', make: () => Buffer.from('\ufeffa,b\n1,名\n', 'utf16le') },
  { name: 'zero bytes.csv', make: () => Buffer.from('a,b\n1,\0\n') },
  { name: 'right to left.csv', make: () => Buffer.from('\u202ea,\u200bb,b,שם\n1,2,3,4\n') },
  { name: 'longer rows.csv', make: () => Buffer.from('a,b\n1,2\n3,4,5\n') },
  { name: 'names alone.csv', make: () => Buffer.from('a,b,c\n') },
  { name: 'nothing.csv', make: () => Buffer.alloc(0) },
  { name: 'open mark.csv', make: () => Buffer.from('a,b\n"1,2\n') },
  { name: 'endless line.csv', make: () => Buffer.from(`a,b\n${'x'.repeat(5 << 20)}`) },
  {
    name: 'leap second.csv',
    make: () => Buffer.from(`t,n\n${'2016-12-31 23:59:59,1\n'.repeat(60)}2016-12-31 23:59:60,2\n`),
  },
  {
    name: 'missing hour.csv',
    make: () =>
      Buffer.from(`t,n\n${clock('2024-03-31', ['01:59:59', '02:00:00', '02:30:00', '02:59:59', '03:00:00'])}`),
  },
  {
    name: 'repeated hour.csv',
    make: () => Buffer.from(`t,n\n${clock('2024-10-27', ['01:30:00', '02:30:00', '02:30:00', '03:30:00'])}`),
  },
  {
    name: 'hour told apart.csv',
    make: () => Buffer.from(`t,n\n${clock('2024-10-27', ['02:30:00+02:00', '02:30:00+01:00', '01:30:00Z'])}`),
  },
  {
    name: 'offsets of nothing.csv',
    make: () => Buffer.from(`t,n\n${clock('2024-10-27', ['02:30:00+99:99', '02:30:00-00:00', '02:30:00+1'])}`),
  },
  {
    name: 'leap seconds of all kinds.csv',
    make: () => Buffer.from(`t,n\n${clock('2015-06-30', ['23:59:59Z', '23:59:60Z', '23:59:60.5Z', '23:59:61Z'])}`),
  },
  {
    name: 'half characters.csv',
    make: () => Buffer.from('\ufeffa,b\n\ud83d x,1\n\udc4d,2\n\ud83d\udc4d,3\n', 'utf16le'),
  },
  { name: 'unseen cells.csv', make: () => Buffer.from('a,b\n\u200b,1\n\u202eabc\u202c,2\n\u2066אב\u2069,3\n') },
  { name: '表格 📊 שם.csv', make: () => Buffer.from('a,b\n1,2\n') },
]

/** Moments of a day, a row each; as many rows that are surely dates stand before them as tell the column's kind. */
function clock(day: string, times: readonly string[]): string {
  const plain = Array.from({ length: 100 }, (_, hour) => `2023-05-0${1 + (hour % 9)} 0${hour % 10}:00:00,${hour}\n`)
  return plain.join('') + times.map((time, at) => `${day} ${time},${at}\n`).join('')
}

/** A zip of files by their names, some of which no honest program would write. */
async function zipOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name)
  zip.end()
  return buffer(zip.outputStream)
}

/** A zip in which a name is overwritten by another of the same length. */
async function renamed(from: string, to: string): Promise<Buffer> {
  const zip = await zipOf({ [from]: 'a text', 'good/b.txt': 'another text' })
  return patched(zip, Buffer.from(from), 0, ...Buffer.from(to))
}

const squad = (qas: unknown, context = 'One two.') =>
  Buffer.from(JSON.stringify({ data: [{ paragraphs: [{ context, qas }] }] }))
const answered = (answer: unknown) => squad([{ question: 'Which?', answers: [answer] }])

export const textFiles: readonly HostileFile[] = [
  { name: 'bomb of texts.zip', make: () => zipOf({ 'a/bomb.txt': Buffer.alloc(8 << 20, 65), 'b/good.txt': 'a text' }) },
  {
    name: 'bombs alone.zip',
    make: () => zipOf({ 'a/1.txt': Buffer.alloc(3 << 20, 65), 'b/2.txt': Buffer.alloc(3 << 20, 66) }),
  },
  { name: 'out of it.zip', make: () => renamed('aaaa/a.txt', '../../x.tx') },
  { name: 'from the root.zip', make: () => renamed('aaaa/a.txt', '/etc/a.txt') },
  { name: 'zip in a zip.zip', make: async () => zipOf({ 'a/inner.zip': await zipOf({ 'b.txt': 'b' }) }) },
  {
    name: 'locked texts.zip',
    make: async () => patched(await zipOf({ 'a/1.txt': 'x', 'b/2.txt': 'y' }), centralHeader, 8, 1),
  },
  {
    name: 'lies about texts.zip',
    make: async () => patched(await zipOf({ 'a/1.txt': 'x', 'b/2.txt': 'y' }), centralHeader, 24, 9),
  },
  { name: 'no zip.zip', make: () => Buffer.from('PK\x03\x04 and nothing that follows', 'latin1') },
  {
    name: 'pictures as texts.zip',
    make: () =>
      zipOf({ 'a/1.txt': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 4, 5, 6, 7, 8, 14, 15, 16, 17, 0, 0]) }),
  },
  { name: 'mark alone.txt', make: () => Buffer.from('\ufeff') },
  { name: 'empty lines.txt', make: () => Buffer.from('\n'.repeat(100_000)) },
  { name: 'endless line.txt', make: () => Buffer.from(`a first line of text\n${'x'.repeat(5 << 20)} y z\n`) },
  { name: 'no end.conll', make: () => Buffer.from('word O\n'.repeat(30_000)) },
  { name: 'words alone.conll', make: () => Buffer.from('one\ntwo\n\nthree\n') },
  { name: 'labels alone.conll', make: () => Buffer.from('\tO\n\tB-X\n\n\tO\n') },
  { name: 'starts alone.conll', make: () => Buffer.from('-DOCSTART- O\n\n'.repeat(20)) },
  { name: 'zero bytes.conll', make: () => Buffer.from('a O\nb\0 B-X\n\nc O\n') },
  {
    name: 'half of it GB18030.conll',
    make: () => Buffer.concat([Buffer.from('a O\n\n中 B-X\n\n'), Buffer.from([0xd6, 0xd0, 0x20, 0x4f, 0x0a])]),
  },
  { name: 'unseen words.conll', make: () => Buffer.from('\u200b O\n\u202eabc B-X\n\n👩‍👩‍👧 O\n') },
  { name: 'long labels.conll', make: () => Buffer.from(`a B-${'x'.repeat(10_000)}\n\nb O\n`) },
  { name: 'deep question.json', make: () => Buffer.from(`{"data": [{"paragraphs": [${'['.repeat(100_000)}`) },
  { name: 'no questions.json', make: () => squad([]) },
  { name: 'questions of nothing.json', make: () => squad({ length: 3 }) },
  { name: 'answer far away.json', make: () => answered({ text: 'two', answer_start: 1e9 }) },
  { name: 'answer before it.json', make: () => answered({ text: 'two', answer_start: -4.5 }) },
  { name: 'answer without a place.json', make: () => answered({ text: 'two' }) },
  { name: 'answer of half a character.json', make: () => answered({ text: '\ud83d', answer_start: 0 }) },
  { name: 'cut question.json', make: () => squad([{ question: 'Which?', answers: [] }]).subarray(0, 60) },
]
