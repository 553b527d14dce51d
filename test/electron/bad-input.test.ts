/** Files and folders that are wrong in some way, given to the real app: it says what and where, stays alive and keeps nothing of them. */
import { mkdir, open, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ErrorCode, StudioError } from '../../compute/spec/errors.ts'
import { createTranslator } from '../../main/i18n/translator.ts'
import { type RunningStudio, startStudio } from './driver.ts'

let studio: RunningStudio
let files: string

const rows = (count: number, row: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => row(i)).join('\n')
const table = `a,b,kind\n${rows(60, (i) => `${i},${i * 2},${i % 2 === 0 ? 'x' : 'y'}`)}\n`
const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex')

/** A file that is wrong, and what the app says of it: the code, and the line it names where it names one. */
const wrongFiles: readonly {
  readonly what: string
  readonly name: string
  readonly content: string | Uint8Array
  readonly code: ErrorCode
  readonly row?: number | string
}[] = [
  { what: 'a file without a byte', name: 'empty.csv', content: '', code: 'file-empty' },
  { what: 'a file of blank lines', name: 'blank.csv', content: '\n\n\n', code: 'file-empty' },
  { what: 'a header without rows', name: 'header.csv', content: 'a,b,c\n', code: 'file-header-only' },
  { what: 'a picture called .csv', name: 'picture.csv', content: png, code: 'file-not-a-table' },
  {
    what: 'rows of unequal length',
    name: 'uneven.csv',
    content: `${table}1,2\n3,4,x\n1,2,3,4\n`,
    code: 'row-lengths-differ',
    row: '62, 64',
  },
  {
    what: 'a quotation mark that is never closed',
    name: 'quote.csv',
    content: `a,b\n1,"two"\n3,"four\n5,six\n`,
    code: 'quote-not-closed',
    row: 3,
  },
  { what: 'NUL bytes', name: 'nul.csv', content: `${table}7,8\0,x\n`, code: 'file-has-nul-bytes', row: 62 },
]

beforeAll(async () => {
  studio = await startStudio({ language: 'en' })
  files = join(studio.home.folder, 'files')
  await mkdir(files)
  await studio.invoke('projects.create', { name: 'bad input' })
})
afterAll(() => studio[Symbol.asyncDispose]())

/** Imports a file as it is found; answers with the error, or fails where there was none. */
async function refusal(path: string): Promise<StudioError> {
  try {
    await studio.invoke('datasets.import', {
      jobId: 'bad',
      request: { path, dialect: {}, kinds: {}, skipBadRows: false },
    })
  } catch (error) {
    if (error instanceof StudioError) return error
    throw error
  }
  throw new Error(`${path} was imported`)
}

async function importTable(name: string, content: string) {
  const path = join(files, name)
  await writeFile(path, content)
  return studio.invoke('datasets.import', {
    jobId: name,
    request: { path, dialect: {}, kinds: {}, skipBadRows: false },
  })
}

const projectFiles = async () =>
  (await readdir(join(studio.home.projects, 'bad input'), { recursive: true })).filter(
    (name) => !/project\.sqlite/.test(name),
  )

/** A message that still has a placeholder, a key or nothing in it is none. */
function expectSentences(error: StudioError): void {
  for (const language of ['en', 'zh-CN'] as const) {
    const { what, kept, next } = createTranslator(language).sayError({ code: error.code, params: error.params })
    for (const sentence of [what, kept, next]) {
      expect(sentence.length).toBeGreaterThan(4)
      expect(sentence).not.toMatch(/\{\{|errors\.|undefined/)
    }
    expect(what).toContain(error.params.file)
  }
}

describe('a file that is no good table', () => {
  it.each(wrongFiles)('$what is refused with $code', async ({ name, content, code, row }) => {
    const path = join(files, name)
    await writeFile(path, content)
    const before = await projectFiles()
    const error = await refusal(path)
    expect(error.code).toBe(code)
    if (row !== undefined) expect(error.params.row ?? error.params.rows).toBe(row)
    expectSentences(error)
    expect(await projectFiles()).toEqual(before)
    expect(await studio.invoke('datasets.list', {})).toEqual([])
  })

  it('a folder is refused as one, a file that is not there as gone', async () => {
    await mkdir(join(files, 'folder.csv'))
    expect((await refusal(join(files, 'folder.csv'))).code).toBe('file-is-a-folder')
    expect((await refusal(join(files, 'gone.csv'))).code).toBe('file-not-found')
  })

  it('a line of 2 GB is refused at once and not read into memory', async () => {
    const path = join(files, 'long.csv')
    await writeFile(path, 'a,b\n1,')
    const file = await open(path, 'r+')
    // Written where it counts, sparse elsewhere: the line begins with text and goes on for 2 GB.
    await file.write(Buffer.alloc(64 << 20, 'x'), 0, 64 << 20, 6)
    await file.truncate(2 ** 31)
    await file.close()
    const start = Date.now()
    const error = await refusal(path)
    expect(error.code).toBe('line-too-long')
    expect(error.params.row).toBe(2)
    expect(Date.now() - start).toBeLessThan(20_000)
  })

  it('rows of unequal length are left out when the person says so, and that is noted', async () => {
    const path = join(files, 'uneven.csv')
    const dataset = await studio.invoke('datasets.import', {
      jobId: 'skip',
      request: { path, dialect: {}, kinds: {}, skipBadRows: true },
    })
    expect(dataset.table.profile.rows).toBe(61)
    expect(dataset.table.profile.notices.map(({ text }) => text.key)).toContain('data.notice.skippedRows')
  })
})

describe('a table with odd columns', () => {
  it('of 10,000 columns is refused with the limit, within seconds', async () => {
    const header = rows(10_000, (i) => `c${i}`).replaceAll('\n', ',')
    const line = rows(10_000, (i) => String(i % 7)).replaceAll('\n', ',')
    const path = join(files, 'wide.csv')
    await writeFile(path, `${header}\n${`${line}\n`.repeat(20)}`)
    const error = await refusal(path)
    expect(error.code).toBe('too-many-columns')
    expect(error.params).toMatchObject({ file: 'wide.csv', columns: 10_000, limit: 2000 })
    expectSentences(error)
  })

  it('has its double and empty names told apart, and its empty column pointed at', async () => {
    const { table: imported } = await importTable('names.csv', `x,x,,void\n${rows(60, (i) => `${i},${i},${i % 3},`)}\n`)
    const names = imported.profile.columns.map(({ name }) => name)
    expect(new Set(names).size).toBe(4)
    expect(names.every((name) => name.length > 0)).toBe(true)
    const keys = imported.profile.notices.map(({ text }) => text.key)
    expect(keys).toEqual(expect.arrayContaining(['data.notice.renamedColumn', 'data.notice.namedColumn']))
    expect(keys).toContain('data.notice.allMissing')
  })

  it('with infinite and overflowing numbers keeps the rest and says which cells it could not take', async () => {
    const { table: imported } = await importTable(
      'infinite.csv',
      `v,w\n${rows(60, (i) => `${i === 4 ? 'Inf' : i === 7 ? '1e400' : i},${i}`)}\n`,
    )
    const column = imported.profile.columns[0]
    expect(column?.kind).toBe('number')
    expect(column?.unparsed).toMatchObject({ count: 2, firstText: 'Inf' })
    expect(column?.numeric?.max).toBe(59)
  })
})

describe('a target that can’t be learned', () => {
  const cases = [
    { what: 'one class only', code: 'target-one-class', value: () => 'x' },
    {
      what: 'a class of one row',
      code: 'target-class-too-small',
      value: (i: number) => (i === 30 ? 'rare' : 'xy'[i % 2]),
    },
  ] as const
  it.each(cases)(
    '$what: the run ends with a sentence about it, and the project goes on',
    async ({ what, code, value }) => {
      const { id, table: imported } = await importTable(
        `${what}.csv`,
        `a,kind\n${rows(60, (i) => `${i},${value(i)}`)}\n`,
      )
      const good = await studio
        .invoke('datasets.list', {})
        .then((all) => all.find(({ table: { name } }) => name === 'uneven'))
      const { answers } = await studio.invoke('advice.suggest', { datasetId: good?.id ?? '' })
      const { model, training } = await studio.invoke('advice.recommend', { datasetId: good?.id ?? '', answers })
      const run = await studio.invoke('runs.start', {
        datasetId: id,
        spec: {
          datasetFingerprint: imported.fingerprint,
          task: 'classification',
          target: 'kind',
          features: [{ column: 'a', kind: 'number' }],
          model,
          training,
        },
      })
      await expect
        .poll(() => studio.invoke('runs.get', { id: run.id }).then(({ status }) => status), { timeout: 20_000 })
        .toBe('failed')
      const { error } = await studio.invoke('runs.get', { id: run.id })
      expect(error?.code).toBe(code)
      expect(Object.values(error?.params ?? {})).toContain(code === 'target-class-too-small' ? 'rare' : 'kind')
    },
  )
})

it('after all of that the app is alive, and a good table is imported as ever', async () => {
  const { table: imported } = await importTable('good.csv', table)
  expect(imported.profile.rows).toBe(60)
  expect(await studio.page.title()).toContain('Modelwright')
})

it('a dropped file that is no table is answered on the screen with what it is and what to do', async () => {
  await studio.dropFile(join(files, 'picture.csv'))
  const alert = studio.page.getByRole('alert').or(studio.page.locator('.error-notice')).first()
  await alert.waitFor()
  const shown = await alert.innerText()
  expect(shown).toContain('picture.csv')
  expect(shown).toContain('PNG')
  expect(shown).toContain('CSV')
})
