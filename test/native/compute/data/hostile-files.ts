/** Files that mean harm or were harmed, one for each way that a table's file can be wrong. How each is answered: hostile-tables.test.ts. */
import { buffer } from 'node:stream/consumers'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { ZipFile } from 'yazl'
import { centralHeader, type HostileFile, localHeader, patched } from './hostile-file.ts'
import { delimitedFiles, textFiles } from './hostile-texts.ts'
import { recordedFile } from './table-file-support.ts'

type Parts = Readonly<Record<string, string | Uint8Array>>

const xml = '<?xml version="1.0" encoding="UTF-8"?>'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const row = (number: number, ...cells: string[]) => `<row r="${number}">${cells.join('')}</row>`
const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`
const number = (value: number | string) => `<c><v>${value}</v></c>`
const sheet = (rows: string) => `${xml}<worksheet><sheetData>${rows}</sheetData></worksheet>`
const header = row(1, text('a'), text('b'))
const good = sheet(header + row(2, number(1), text('x')) + row(3, number(2), text('y')))

/** The parts of a small sound workbook. */
const sound: Parts = {
  '_rels/.rels': `${xml}<Relationships><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `${xml}<workbook xmlns:r="${office}"><sheets><sheet name="One" sheetId="1" r:id="r1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `${xml}<Relationships><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
  'xl/worksheets/sheet1.xml': good,
}

/** A workbook with some parts put in place of the sound ones; null leaves one out. */
async function workbook(changes: Readonly<Record<string, string | Uint8Array | null>> = {}): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries({ ...sound, ...changes })) {
    if (content !== null) zip.addBuffer(Buffer.from(content), name)
  }
  zip.end()
  return buffer(zip.outputStream)
}

const withSheet = (content: string | Uint8Array) => workbook({ 'xl/worksheets/sheet1.xml': content })

/** A database that some statements make. */
function database(...statements: string[]): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'modelwright-hostile-'))
  try {
    const made = new Sqlite(join(folder, 'made.db'))
    made.unsafeMode()
    for (const statement of statements) made.exec(statement)
    made.close()
    return readFileSync(join(folder, 'made.db'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const manyRows = `WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 5000) INSERT INTO t SELECT x, 'text ' || x FROM c`

/** A database whose table's root page has only children that are the root page itself, or its neighbour. */
function circularPages(): Buffer {
  const bytes = database('CREATE TABLE t (a INTEGER, b TEXT)', manyRows)
  const root = 4096
  if (bytes[root] !== 5) throw new Error('the root was to be an interior page')
  const cells = bytes.readUInt16BE(root + 3)
  for (let i = 0; i < cells; i++) bytes.writeUInt32BE(2, root + bytes.readUInt16BE(root + 12 + 2 * i))
  bytes.writeUInt32BE(2, root + 8)
  return bytes
}

/** A database whose table has one leaf for all its children: the same rows again and again. */
function repeatedPages(): Buffer {
  const bytes = database('CREATE TABLE t (a INTEGER, b TEXT)', manyRows)
  const root = 4096
  const cells = bytes.readUInt16BE(root + 3)
  const leaf = bytes.readUInt32BE(root + bytes.readUInt16BE(root + 12))
  for (let i = 0; i < cells; i++) bytes.writeUInt32BE(leaf, root + bytes.readUInt16BE(root + 12 + 2 * i))
  return bytes
}

function compoundFile(stream: string): Buffer {
  const bytes = Buffer.alloc(4096)
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
  bytes.write(stream, 1024, 'utf16le')
  return bytes
}

const laughs = `<!DOCTYPE x [<!ENTITY a "ha">${Array.from({ length: 20 }, (_, i) => `<!ENTITY b${i} "${i === 0 ? '&a;&a;' : `&b${i - 1};&b${i - 1};`}">`).join('')}]>`
const lines = (...records: string[]) => Buffer.from(records.map((record) => `${record}\n`).join(''))
const truncated = (name: string, share: number) => {
  const whole = recordedFile(name)
  return whole.subarray(0, Math.floor(whole.length * share))
}
const changed = (name: string, change: (bytes: Buffer) => void) => {
  const bytes = recordedFile(name)
  change(bytes)
  return bytes
}

const workbooks: readonly HostileFile[] = [
  { name: 'sound.xlsx', make: () => workbook() },
  { name: 'text.xlsx', make: () => Buffer.from('a,b\n1,2\n') },
  { name: 'cut off.xlsx', make: () => truncated('table.xlsx', 0.6) },
  { name: 'bomb by ratio.xlsx', make: () => withSheet(Buffer.alloc(40 << 20, 0x20)) },
  { name: 'bomb in its texts.xlsx', make: () => workbook({ 'xl/sharedStrings.xml': Buffer.alloc(40 << 20, 0x20) }) },
  {
    name: 'bomb by count.xlsx',
    make: () => workbook(Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`x/${i}`, '']))),
  },
  { name: 'zip in a zip.xlsx', make: async () => withSheet(await workbook()) },
  // The central directory says that all parts are of 10 bytes.
  { name: 'lies about sizes.xlsx', make: async () => patched(await workbook(), centralHeader, 24, 10, 0, 0, 0) },
  { name: 'no relations.xlsx', make: () => workbook({ '_rels/.rels': null }) },
  { name: 'no workbook.xlsx', make: () => workbook({ 'xl/workbook.xml': null }) },
  { name: 'no sheet part.xlsx', make: () => workbook({ 'xl/worksheets/sheet1.xml': null }) },
  { name: 'no texts part.xlsx', make: () => withSheet(sheet(header + row(2, '<c t="s"><v>0</v></c>', text('x')))) },
  {
    name: 'text out of range.xlsx',
    make: () =>
      workbook({
        'xl/sharedStrings.xml': `${xml}<sst><si><t>one</t></si></sst>`,
        'xl/worksheets/sheet1.xml': sheet(header + row(2, '<c t="s"><v>7</v></c>', text('x'))),
      }),
  },
  { name: 'text at -1.xlsx', make: () => withSheet(sheet(header + row(2, '<c t="s"><v>-1</v></c>', text('x')))) },
  { name: 'laughs.xlsx', make: () => withSheet(good.replace(xml, xml + laughs).replace('>x<', '>&b19;<')) },
  {
    name: 'reads files.xlsx',
    make: () => withSheet(good.replace(xml, `${xml}<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>`)),
  },
  { name: 'unknown entity.xlsx', make: () => withSheet(good.replace('>x<', '>&what;<')) },
  { name: 'open tag.xlsx', make: () => withSheet(good.replace('</sheetData>', '')) },
  { name: 'utf-16 part.xlsx', make: () => withSheet(Buffer.from(`\ufeff${good}`, 'utf16le')) },
  { name: 'deep tags.xlsx', make: () => withSheet(sheet('<a>'.repeat(100_000))) },
  { name: 'endless comment.xlsx', make: () => withSheet(sheet(`<!--${'<'.repeat(6 << 20)}-->`)) },
  { name: 'endless cell.xlsx', make: () => withSheet(sheet(header + row(2, text('ab'.repeat(3 << 20))))) },
  { name: 'rows go back.xlsx', make: () => withSheet(sheet(header + row(5, number(1)) + row(4, number(1)))) },
  { name: 'row too far.xlsx', make: () => withSheet(sheet(header + row(99_999_999, number(1)))) },
  { name: 'column too far.xlsx', make: () => withSheet(sheet(header + row(2, '<c r="ZZZZ2"><v>1</v></c>'))) },
  { name: 'no number.xlsx', make: () => withSheet(sheet(header + row(2, number('many'), text('x')))) },
  { name: 'numbers at the ends.xlsx', make: () => withSheet(sheet(header + row(2, number('1e308'), number('-0')))) },
  { name: 'out of the zip.xlsx', make: async () => renamedEntry(await workbook({ 'aa/aa/evil': 'x' }), '../../evil') },
  { name: 'from the root.xlsx', make: async () => renamedEntry(await workbook({ 'aa/aa/evil': 'x' }), '/etc/aevil') },
  {
    name: 'locked parts.xlsx',
    make: async () => patched(patched(await workbook(), centralHeader, 8, 1, 8), localHeader, 6, 1, 8),
  },
  { name: 'with a password.xlsx', make: () => compoundFile('EncryptedPackage') },
  { name: 'old format.xlsx', make: () => compoundFile('Workbook') },
  { name: 'names only.xlsx', make: () => withSheet(sheet(header)) },
  { name: 'no cells.xlsx', make: () => withSheet(sheet('')) },
]

/** A zip in which an entry of ten letters has another name of ten. */
function renamedEntry(zip: Buffer, name: string): Buffer {
  return patched(zip, Buffer.from('aa/aa/evil'), 0, ...Buffer.from(name))
}

const parquetFiles: readonly HostileFile[] = [
  {
    name: 'wrong footer.parquet',
    make: () => changed('table.parquet', (all) => all.fill(0x41, all.length - 60, all.length - 8)),
  },
  {
    name: 'long footer.parquet',
    make: () => changed('table.parquet', (all) => all.fill(0x7f, all.length - 8, all.length - 4)),
  },
  { name: 'no last letters.parquet', make: () => changed('table.parquet', (all) => all.fill(0, all.length - 4)) },
  { name: 'cut off.parquet', make: () => truncated('table.parquet', 0.5) },
  { name: 'letters only.parquet', make: () => Buffer.from('PAR1PAR1') },
  { name: 'damaged page.parquet', make: () => changed('table.parquet', (all) => all.fill(0xff, 4, 400)) },
  { name: 'locked.parquet', make: () => recordedFile('encrypted.parquet') },
  { name: 'locked columns.parquet', make: () => recordedFile('encrypted-columns.parquet') },
  { name: 'no rows.parquet', make: () => recordedFile('no-rows.parquet') },
  { name: 'bytes alone.parquet', make: () => recordedFile('only-bytes.parquet') },
]

const jsonFiles: readonly HostileFile[] = [
  { name: 'deep lists.json', make: () => Buffer.from(`[{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}]`) },
  { name: 'deep objects.jsonl', make: () => lines(`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`) },
  { name: 'half characters.jsonl', make: () => lines('{"a": "\\ud83d", "b": "\\udc4d x"}', '{"a": "\\ud83d\\udc4d"}') },
  { name: 'names twice.jsonl', make: () => lines('{"a": 1, "a": 2}', '{"a": 3}') },
  { name: 'prototype.jsonl', make: () => lines('{"__proto__": 1, "constructor": "x", "toString": 2}') },
  { name: 'endless line.jsonl', make: () => lines('{"a": 1}', `{"a": "${'x'.repeat(5 << 20)}"}`) },
  { name: 'endless array.json', make: () => Buffer.from(`[{"a": "${'x'.repeat(5 << 20)}`) },
  { name: 'zero byte.jsonl', make: () => lines('{"a": "x\0y"}') },
  { name: 'zero escape.jsonl', make: () => lines('{"a": "x\\u0000y"}', '{"a": "z"}') },
  { name: 'mark first.jsonl', make: () => lines('\ufeff{"a": 1}', '{"a": 2}') },
  { name: 'utf-16.json', make: () => Buffer.from('\ufeff[{"a": 1}]', 'utf16le') },
  { name: 'no utf-8.jsonl', make: () => Buffer.concat([lines('{"a": 1}'), Buffer.from('{"a": "\xff"}', 'latin1')]) },
  { name: 'cut off.json', make: () => truncated('table.json', 0.5) },
  { name: 'cut off.jsonl', make: () => truncated('table.jsonl', 0.5) },
  { name: 'comma last.json', make: () => Buffer.from('[{"a": 1}, {"a": 2},]') },
  { name: 'comma inside.jsonl', make: () => lines('{"a": 1}', '{"a": 2,}') },
  { name: 'numbers.jsonl', make: () => lines('1', '2') },
  { name: 'lists.json', make: () => Buffer.from('[[1, 2], [3, 4]]') },
  { name: 'no records.json', make: () => Buffer.from('[]') },
  { name: 'no names.jsonl', make: () => lines('{}', '{}') },
  { name: 'columns.json', make: () => Buffer.from('{"a": [1, 2], "b": [3, 4]}') },
  { name: 'two arrays.json', make: () => Buffer.from('[{"a": 1}]\n[{"a": 2}]') },
  { name: 'comments.json', make: () => Buffer.from('// mine\n[{"a": 1}]') },
  { name: 'single marks.jsonl', make: () => lines("{'a': 1}") },
  { name: 'bad escape.jsonl', make: () => lines('{"a": "\\q"}') },
  {
    name: 'no numbers.jsonl',
    make: () => lines('{"a": NaN, "b": 1e999}', '{"a": -Infinity, "b": 2}', '{"a": 1, "b": 3}'),
  },
  { name: 'hexadecimal.jsonl', make: () => lines('{"a": 0x10}') },
  { name: 'open string.jsonl', make: () => lines('{"a": 1}', '{"a": "x}') },
  {
    name: 'too many names.json',
    make: () => Buffer.from(JSON.stringify([Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`n${i}`, i]))])),
  },
  { name: 'right to left.jsonl', make: () => lines('{"שם": "אבג", "a\\u200b": 1, "\\u202eb": 2}') },
  { name: 'empty lines.jsonl', make: () => Buffer.from(`${'\n'.repeat(200_000)}{"a": 1}\n`) },
]

const databases: readonly HostileFile[] = [
  { name: 'cut off.sqlite', make: () => truncated('table.sqlite', 0.5) },
  { name: 'head only.sqlite', make: () => recordedFile('table.sqlite').subarray(0, 100) },
  { name: 'page of no size.sqlite', make: () => changed('table.sqlite', (all) => all.fill(0, 16, 18)) },
  { name: 'circular pages.sqlite', make: circularPages },
  { name: 'repeated pages.sqlite', make: repeatedPages },
  { name: 'damaged cells.sqlite', make: () => changed('table.sqlite', (all) => all.fill(0xff, 8192 + 8, 8192 + 200)) },
  { name: 'views alone.sqlite', make: () => recordedFile('no-tables.sqlite') },
  { name: 'virtual alone.sqlite', make: () => database('CREATE VIRTUAL TABLE v USING fts5(a)') },
  {
    name: 'root far away.sqlite',
    make: () =>
      database(
        'CREATE TABLE t (a)',
        'INSERT INTO t VALUES (1)',
        'PRAGMA writable_schema = ON',
        'UPDATE sqlite_schema SET rootpage = 4000',
      ),
  },
  {
    name: 'schema of nonsense.sqlite',
    make: () =>
      database(
        'CREATE TABLE t (a)',
        'PRAGMA writable_schema = ON',
        "UPDATE sqlite_schema SET sql = 'CREATE TABLE t ((('",
      ),
  },
  {
    name: 'endless cell.sqlite',
    make: () => database('CREATE TABLE t (a)', 'INSERT INTO t VALUES (hex(zeroblob(3000000)))'),
  },
  {
    name: 'zeros in text.sqlite',
    make: () => database('CREATE TABLE t (a)', "INSERT INTO t VALUES ('x' || char(0) || 'y'), ('z')"),
  },
  { name: 'no rows.sqlite', make: () => database('CREATE TABLE t (a, b)') },
  {
    name: 'computes for ever.sqlite',
    make: () =>
      database(
        "CREATE TABLE t (a INTEGER, big AS (printf('%.*c', 1, 'x')), kept AS (a * 2) STORED)",
        'INSERT INTO t (a) VALUES (1), (2)',
        'PRAGMA writable_schema = ON',
        "UPDATE sqlite_schema SET sql = replace(sql, ', 1,', ', 900000000,')",
      ),
  },
  {
    name: 'odd names.sqlite',
    make: () =>
      database(
        'CREATE TABLE "a ""b"" \'c\'; DROP" ("x y" INT, "" INT, "🍎" INT)',
        'INSERT INTO "a ""b"" \'c\'; DROP" VALUES (1, 2, 3)',
      ),
  },
]

export const hostileFiles: readonly HostileFile[] = [
  ...workbooks,
  ...parquetFiles,
  ...jsonFiles,
  ...databases,
  ...delimitedFiles,
  ...textFiles,
]
