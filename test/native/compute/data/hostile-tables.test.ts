/** What a person is told of each hostile file: the first sentence of the error, or what was read and what was noticed. */
import { appendFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inspectTable } from '../../../../compute/data/inspect-table.ts'
import { importTable } from '../../../../compute/data/import-table.ts'
import { StudioError } from '../../../../compute/spec/errors.ts'
import { createTranslator } from '../../../../main/i18n/translator.ts'
import { hostileFiles } from './hostile-files.ts'
import { hostileAnswers } from './hostile-answers.ts'
import { importFolder } from './import-support.ts'
import { recordedFile } from './table-file-support.ts'

const words = createTranslator('en')

/** Milliseconds that no answer may take. */
const longest = 5000

async function answer<T>(look: () => Promise<T>, told: (result: T) => string): Promise<string> {
  try {
    return `read: ${told(await look())}`
  } catch (error) {
    if (!(error instanceof StudioError)) throw error
    return `${error.code}: ${words.text(`errors.${error.code}.what`, error.params)}`
  }
}

describe('hostile files', () => {
  const folder = importFolder()

  it('are many, and each has its answer', () => {
    expect(hostileFiles.length).toBeGreaterThan(60)
    expect(hostileFiles.map(({ name }) => name)).toEqual(Object.keys(hostileAnswers))
  })

  it.each(hostileFiles.map(({ name, make }) => [name, make] as const))('%s', async (name, make) => {
    const path = await folder.write(name, await make())
    const began = performance.now()
    const looked = await answer(
      () => inspectTable(path, {}),
      ({ columns, estimatedRows }) => `${columns.map((column) => column.name).join('|')}; ${estimatedRows}`,
    )
    const imported = await answer(
      () => folder.import(path),
      ({ profile }) => {
        const noticed = profile.notices.filter(({ level }) => level === 'mended').map(({ text }) => words.say(text))
        const names = profile.columns.map((column) => column.name).join('|')
        return [`${names}; ${profile.rows}`, ...noticed.filter((text) => !text.includes('filled in'))].join(' – ')
      },
    )
    expect(imported).toBe(hostileAnswers[name])
    // The first look tells of whatever the beginning of the file shows, and of nothing else.
    if (looked.startsWith('read') !== imported.startsWith('read')) {
      expect(['repeated pages.sqlite', 'longer rows.csv']).toContain(name)
    }
    expect(performance.now() - began).toBeLessThan(longest)
    expect((await folder.datasets()).filter((file) => file.startsWith('.'))).toEqual([])
  })

  const recorded = ['table.parquet', 'table.jsonl', 'table.xlsx', 'table.sqlite']

  it.each(recorded)(
    '%s is missed when it vanishes after the first look, and when it changes while it is read',
    async (name) => {
      const path = await folder.write(name, recordedFile(name))
      const request = { path, dialect: {}, kinds: {}, skipBadRows: false }
      const change = async (how: () => Promise<void>) => {
        await writeFile(path, recordedFile(name))
        let changing: Promise<void> | null = null
        const onProgress = () => void (changing ??= how())
        const importing = importTable(request, folder.project, { signal: new AbortController().signal, onProgress })
        const error = await importing.catch((thrown: unknown) => thrown)
        await (changing as Promise<void> | null)
        return error
      }
      const gone: unknown = await change(() => rm(path))
      expect(['file-changed-while-reading', 'file-not-found']).toContain((gone as StudioError).code)
      expect(await change(() => appendFile(path, 'x'))).toMatchObject({ code: 'file-changed-while-reading' })
      await rm(path)
      await expect(inspectTable(path, {})).rejects.toMatchObject({ code: 'file-not-found' })
      await expect(folder.import(join(folder.path, name))).rejects.toMatchObject({ code: 'file-not-found' })
      expect((await folder.datasets()).filter((file) => file.startsWith('.'))).toEqual([])
    },
  )
})
