import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findAppRoot } from '../../../../main/app-root.ts'
import { createTranslator, nearestLanguage } from '../../../../main/i18n/translator.ts'
import { languages } from '../../../../main/ipc/contract/records.ts'

describe('a translator', () => {
  let root = ''
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'modelwright-locales-'))
    for (const language of languages) mkdirSync(join(root, 'assets', 'locales', language), { recursive: true })
    const write = (language: string, file: string, content: unknown) =>
      writeFileSync(join(root, 'assets', 'locales', language, file), JSON.stringify(content))
    write('en', 'a.json', { errors: { 'file-empty': { what: '{{file}} is empty.', kept: 'All.', next: 'Choose.' } } })
    write('en', 'b.json', {
      errors: { internal: { what: 'Oh' } },
      rows_one: 'one row',
      rows_other: '{{count}} rows',
      cost: '{{share, percent}} · {{size, bytes}} · {{time, duration}} · {{run, plain}}',
    })
    write('zh-CN', 'a.json', { rows_one: '{{count}} 行', rows_other: '{{count}} 行' })
  })
  afterEach(() => rmSync(root, { recursive: true }))

  it('merges all files of a language, so that one group can stand in several', () => {
    const translator = createTranslator('en', root)
    expect(translator.text('errors.internal.what')).toBe('Oh')
    expect(translator.text('errors.file-empty.kept')).toBe('All.')
  })

  it('says an error in its three sentences, with its values as they are', () => {
    const error = { code: 'file-empty' as const, params: { file: "Müller & <b>'s.csv" } }
    expect(createTranslator('en', root).sayError(error)).toEqual({
      what: "Müller & <b>'s.csv is empty.",
      kept: 'All.',
      next: 'Choose.',
    })
  })

  it('does not read placeholders or references that come in with a value', () => {
    const name = '{{rows}} $t(errors.internal.what)'
    expect(createTranslator('en', root).text('errors.file-empty.what', { file: name })).toBe(`${name} is empty.`)
  })

  it('writes shares, sizes and times as the language does, and a plain number plainly', () => {
    const params = { share: 0.1234, size: 12_300_000, time: 90, run: 12345 }
    expect(createTranslator('en', root).text('cost', params)).toBe('12.3% · 12.3 MB · 1 min 30 sec · 12345')
  })

  it('counts in the plural forms of its language', () => {
    expect(createTranslator('en', root).say({ key: 'rows', params: { count: 1 } })).toBe('one row')
    expect(createTranslator('en', root).say({ key: 'rows', params: { count: 20000 } })).toBe('20,000 rows')
    expect(createTranslator('zh-CN', root).say({ key: 'rows', params: { count: 1 } })).toBe('1 行')
  })
})

describe('the errors of the app', () => {
  const root = findAppRoot(import.meta.dirname)

  it.each([
    ['en', 'That can’t be done with a run in this state (Training).'],
    ['zh-CN', '训练处于当前状态（训练中）时不能这样做。'],
  ] as const)('name the state of a run in its own word: %s', (language, what) => {
    const error = { code: 'run-not-in-that-state' as const, params: { status: 'running', command: 'pause' } }
    expect(createTranslator(language, root).sayError(error).what).toBe(what)
  })

  it('speak of one row as of one', () => {
    const params = { file: 'a.csv', columns: 3, rows: '7', cells: 4 }
    const say = (count: number) =>
      createTranslator('en', root).sayError({ code: 'row-lengths-differ', params: { ...params, count } }).what
    expect(say(1)).toBe('A row of a.csv does not have 3 cells (line 7; it has 4).')
    expect(say(2)).toMatch(/^2 rows of a.csv do not have 3 cells/)
  })
})

describe('nearestLanguage', () => {
  it('takes every Chinese locale as Simplified Chinese and all else as English', () => {
    expect(['zh_CN.UTF-8', 'zh-Hant-TW', 'zh', 'ZH'].map(nearestLanguage)).toEqual(Array(4).fill('zh-CN'))
    expect(['de', 'zhx', 'C', undefined].map(nearestLanguage)).toEqual(Array(4).fill('en'))
  })
})

describe('findAppRoot', () => {
  it('is the nearest folder upward that holds a package.json', () => {
    expect(findAppRoot(import.meta.dirname)).toBe(process.cwd())
  })

  it('fails where there is none', () => {
    expect(() => findAppRoot('/')).toThrow(/No package.json/)
  })
})
