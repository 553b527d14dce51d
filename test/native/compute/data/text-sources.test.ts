/** Texts in the files that they come in: folders, zips, lines, labelled words, questions with answers. */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { inspectTable } from '../../../../compute/data/inspect-table.ts'
import { sourceKindOf } from '../../../../compute/data/files/find-files.ts'
import type { ImportedTable } from '../../../../compute/spec/dataset.ts'
import { StudioError } from '../../../../compute/spec/errors.ts'
import { encodeGb18030 } from '../../../support/encode-gb18030.ts'
import { importFolder } from './import-support.ts'

const folder = importFolder()
const noticesOf = ({ profile }: ImportedTable) =>
  new Map(profile.notices.map(({ text, level }) => [text.key.replace('data.notice.', ''), { ...text.params, level }]))

async function put(name: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const root = join(folder.path, name)
  for (const [file, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, file)), { recursive: true })
    await writeFile(join(root, file), content)
  }
  return root
}

async function zipped(files: Readonly<Record<string, string | Uint8Array>>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name)
  zip.end()
  return buffer(zip.outputStream)
}

describe('a folder of texts', () => {
  const files = {
    'good/one.txt': 'A fine film,\nwell played.',
    'good/中文.txt': encodeGb18030('这部电影很好看，我很喜欢。推荐大家去看。'),
    'bad/two.txt': Buffer.from('\ufeffNot "worth" it', 'utf16le'),
    'bad/empty.txt': ' \n',
    'bad/broken.txt': Buffer.from([0, 1, 2, 3, 0, 0, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2]),
    'bad/table.csv': 'a,b',
    '.hidden.txt': 'x',
  }
  const rows = [
    ['Not "worth" it', 'bad'],
    ['A fine film,\nwell played.', 'good'],
    ['这部电影很好看，我很喜欢。推荐大家去看。', 'good'],
  ]

  it('is a row each with its folder as class, whatever encoding each is in, and what was left out is told', async () => {
    const path = await put('reviews', files)
    expect(await sourceKindOf(path)).toBe('table')
    const found = await inspectTable(path, {})
    expect(found).toMatchObject({ format: 'texts', fileName: 'reviews', estimatedRows: 5 })
    expect(found.columns.map(({ name, kind }) => [name, kind])).toEqual([
      ['text', 'text'],
      ['label', 'category'],
    ])
    expect(found.rows.toSorted()).toEqual(rows.toSorted())
    const table = await folder.import(path)
    expect(await folder.rows(table)).toEqual(rows)
    const notices = noticesOf(table)
    expect(notices.get('emptyTexts')).toMatchObject({ count: 1, files: 'bad/empty.txt', level: 'mended' })
    expect(notices.get('unreadableTexts')).toMatchObject({ count: 1, files: 'bad/broken.txt', level: 'needs-you' })
    expect(notices.get('otherTextFiles')).toMatchObject({ count: 2, level: 'fine' })
    expect(table.source).toMatchObject({ format: 'texts', path })
  })

  it('is the same in a zip, and has no classes where one folder holds all', async () => {
    const whole = Object.fromEntries(Object.entries(files).filter(([name]) => name !== 'bad/broken.txt'))
    const path = await folder.write('reviews.zip', await zipped(whole))
    expect(await sourceKindOf(path)).toBe('table')
    expect(await folder.rows(await folder.import(path))).toEqual(rows)
    const alone = await put('alone', { 'all/a.txt': 'first text', 'all/b.txt': 'second text' })
    const table = await folder.import(alone)
    expect(table.profile.columns.map(({ name }) => name)).toEqual(['text'])
  })

  it('keeps the parts that folders name', async () => {
    const path = await put('parted', {
      'train/pos/1.txt': 'good',
      'train/neg/1.txt': 'bad',
      'test/pos/1.txt': 'fine',
      'test/neg/1.txt': 'poor',
    })
    expect(await folder.rows(await folder.import(path))).toEqual([
      ['poor', 'neg', 'test'],
      ['fine', 'pos', 'test'],
      ['bad', 'neg', 'train'],
      ['good', 'pos', 'train'],
    ])
  })

  it('is refused where it holds none, and where it changes while it is read', async () => {
    const path = await put('none', { 'a.csv': 'x' })
    await expect(inspectTable(path, {})).rejects.toMatchObject({ code: 'file-is-a-folder' })
    const zip = await folder.write('none.zip', await zipped({ 'a.csv': 'x' }))
    await expect(inspectTable(zip, {})).rejects.toMatchObject({ code: 'file-not-a-table' })
    const changing = await put('changing', { 'a/1.txt': 'first', 'b/1.txt': 'second' })
    const importing = folder.import(changing)
    await writeFile(join(changing, 'a/2.txt'), 'late')
    await rm(join(changing, 'a/1.txt'))
    const outcome = await importing.then(
      () => 'imported',
      (error: unknown) => (error instanceof StudioError ? error.code : 'unknown'),
    )
    // Either all was read before, or the change is told; nothing in between.
    expect(['imported', 'file-changed-while-reading', 'file-not-found']).toContain(outcome)
  })

  it('leaves nothing behind where it is cancelled', async () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`${at % 2}/${at}.txt`, `text ${at}`]))
    const path = await put('many', many)
    const abort = new AbortController()
    abort.abort()
    await expect(folder.import(path, {}, abort.signal)).rejects.toMatchObject({ code: 'cancelled' })
    expect((await folder.datasets()).filter((name) => name.startsWith('.'))).toEqual([])
  })
})

describe('a text on each line', () => {
  const lines =
    'The first one, a sentence.\r\n\r\nAnother; it has more: commas, too.\r\n  第三个句子很短。但是也算。\r\n'

  it.each([
    ['UTF-8', Buffer.from(lines)],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${lines}`, 'utf16le')],
    ['GB18030', Buffer.from(encodeGb18030(lines))],
  ] as const)('is a row each in %s', async (name, bytes) => {
    const path = await folder.write(`${name}.txt`, bytes)
    const found = await inspectTable(path, {})
    expect(found).toMatchObject({ format: 'lines', formats: ['delimited', 'conll', 'lines'], estimatedRows: 3 })
    const table = await folder.import(path)
    expect(await folder.rows(table)).toEqual([
      ['The first one, a sentence.'],
      ['Another; it has more: commas, too.'],
      ['第三个句子很短。但是也算。'],
    ])
  })

  it('is told from a table, and may be taken for one', async () => {
    const table = await folder.write('table.txt', 'name;height\nAnna Maria Schmidt;1.7\nJohn Paul Jones;1.8\n')
    expect((await inspectTable(table, {})).format).toBe('delimited')
    const numbers = await folder.write('numbers.txt', '1\n2\n3\n')
    expect((await inspectTable(numbers, {})).format).toBe('delimited')
    const asLines = await inspectTable(table, {}, {}, { format: 'lines' })
    expect(asLines).toMatchObject({ format: 'lines', estimatedRows: 3 })
  })
})

const news = `-DOCSTART- -X- -X- O

EU NNP B-NP B-ORG
rejects VBZ B-VP O
German JJ B-NP B-MISC
call NN I-NP O

Peter NNP B-NP B-PER
Blackburn NNP I-NP I-PER
`

describe('labelled words', () => {
  it('are a row for each sentence, words and labels with spaces between', async () => {
    const path = await folder.write('news.txt', news)
    const found = await inspectTable(path, {})
    expect(found).toMatchObject({ format: 'conll', estimatedRows: 2, wholeFileRead: true, notices: [] })
    expect(found.columns.map(({ name }) => name)).toEqual(['words', 'column 2', 'column 3', 'labels'])
    const table = await folder.import(path)
    expect(await folder.rows(table)).toEqual([
      ['EU rejects German call', 'NNP VBZ JJ NN', 'B-NP B-VP B-NP I-NP', 'B-ORG O B-MISC O'],
      ['Peter Blackburn', 'NNP NNP', 'B-NP I-NP', 'B-PER I-PER'],
    ])
    expect(table.profile.columns.map(({ kind }) => kind)).toEqual(['text', 'text', 'text', 'text'])
    expect(table.profile.targetCandidates[0]).toMatchObject({ column: 'labels', task: 'classification' })
  })

  it.each([
    [
      'two columns and tabs',
      'New York\tB-LOC\n,\tO\n\nParis\tS-LOC\n',
      [
        ['New\u00a0York ,', 'B-LOC O'],
        ['Paris', 'S-LOC'],
      ],
    ],
    [
      'numbered words',
      '# text = A b\n1\tA\tO\t-\tme\n2\tb\tB-X\t-\tme\n\n1\tc\tO\t-\tme\n',
      [
        ['A b', '- -', 'me me', 'O B-X'],
        ['c', '-', 'me', 'O'],
      ],
    ],
    [
      'a hash as a word',
      '#\tO\n#tag\tB-X\n\nend\tO\n',
      [
        ['# #tag', 'O B-X'],
        ['end', 'O'],
      ],
    ],
  ] as const)('with %s', async (name, content, rows) => {
    const table = await folder.import(await folder.write(`${name}.conll`, content))
    expect(await folder.rows(table)).toEqual(rows)
  })

  it('with what is wrong with them as findings', async () => {
    const good = 'a B-X\nb I-X\nc O\n\n'.repeat(40)
    const path = await folder.write('slips.conll', `${good}d I-X\ne O\n\nf O\ng\n\nh BX\n`)
    const table = await folder.import(path)
    const notices = noticesOf(table)
    expect(table.profile.rows).toBe(42)
    expect(notices.get('noEntityBegun')).toMatchObject({ count: 1, line: 161, level: 'mended' })
    expect(notices.get('unevenSentences')).toMatchObject({ count: 1, lines: '165', level: 'needs-you' })
    expect(notices.get('oddLabels')).toMatchObject({ count: 1, labels: 'BX', line: 167, level: 'needs-you' })
  })

  it('in IOB1 need no B- to begin', async () => {
    const path = await folder.write('iob1.conll', 'a I-X\nb I-X\nc O\n\n'.repeat(40))
    expect(noticesOf(await folder.import(path)).has('noEntityBegun')).toBe(false)
  })

  it('are refused where there are none', async () => {
    const path = await folder.write('none.conll', 'only\nwords\n\nhere\n')
    await expect(inspectTable(path, {})).rejects.toMatchObject({ code: 'words-without-labels' })
  })
})

const context = 'The 😀 tower was built in 1889 by Gustave Eiffel. In 1889 it opened.'
const squad = (qas: object[]) =>
  JSON.stringify({ version: 'v2.0', data: [{ title: 'Tower', paragraphs: [{ context, qas }] }] })

describe('questions and answers', () => {
  it('are a row each; places are counted in characters, and those that lie are findings', async () => {
    const answer = (text: string, answer_start: number) => [{ text, answer_start }]
    const path = await folder.write(
      'questions.json',
      squad([
        {
          id: 1,
          question: 'When?',
          answers: [
            { text: '1889', answer_start: 25 },
            { text: 'in 1889', answer_start: 22 },
          ],
        },
        { id: 2, question: 'Who?', answers: answer('Gustave Eiffel', 3) },
        { id: 3, question: 'Whose?', answers: answer('Napoleon', 3) },
        { id: 4, question: 'Why?', answers: [], is_impossible: true, plausible_answers: answer('1889', 25) },
      ]),
    )
    const found = await inspectTable(path, {})
    expect(found).toMatchObject({ format: 'questions', formats: ['json', 'questions'], estimatedRows: 4 })
    expect(found.notices.map(({ key }) => key)).toEqual([
      'data.notice.answersNotFound',
      'data.notice.answersMoved',
      'data.notice.questionsWithoutAnswer',
    ])
    const table = await folder.import(path)
    expect(table.profile.columns.map(({ name }) => name)).toEqual([
      'title',
      'question',
      'context',
      'answer',
      'start',
      'other answers',
    ])
    expect((await folder.rows(table)).map((row) => row.toSpliced(2, 1))).toEqual([
      ['Tower', 'When?', '1889', 25, 'in 1889'],
      ['Tower', 'Who?', 'Gustave Eiffel', 33, null],
      ['Tower', 'Whose?', 'Napoleon', null, null],
      ['Tower', 'Why?', null, null, null],
    ])
    const notices = noticesOf(table)
    expect(notices.get('answersMoved')).toMatchObject({ count: 1, rows: '2' })
    expect(notices.get('answersNotFound')).toMatchObject({ count: 1, rows: '3', level: 'needs-you' })
    expect(notices.get('questionsWithoutAnswer')).toMatchObject({ count: 1, rows: '4' })
  })

  it('may be read as any other JSON, and other JSON is not taken for some', async () => {
    const path = await folder.write('as-json.json', squad([{ id: 1, question: 'When?', answers: [] }]))
    expect(await inspectTable(path, {}, {}, { format: 'json' })).toMatchObject({ format: 'json', estimatedRows: 1 })
    const plain = await folder.write('plain.json', '[{"question": "a", "answer": "b"}]')
    expect(await inspectTable(plain, {})).toMatchObject({ format: 'json', formats: [] })
  })

  it('are refused where they are something else', async () => {
    const path = await folder.write('odd.json', '{"data": [{"paragraphs": [{"qas": 1}]}]}')
    await expect(inspectTable(path, {})).rejects.toMatchObject({ code: 'json-not-records' })
    const cut = await folder.write('cut.json', squad([{ question: 'When?', answers: [] }]).slice(0, -4))
    await expect(inspectTable(cut, {})).rejects.toMatchObject({ code: 'json-not-valid' })
  })
})
