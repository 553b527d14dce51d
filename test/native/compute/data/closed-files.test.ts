/** Files that the system does not let be read: another account's, another program's, gone, no files at all, or on a drive that fails. */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hearFile } from '../../../../compute/data/audio/recording-page.ts'
import { writeWav } from '../../../../compute/data/audio/wav.ts'
import { sourceKindOf } from '../../../../compute/data/files/find-files.ts'
import { greyPng } from '../../../../compute/data/images/decode-image.ts'
import { filePreview } from '../../../../compute/data/images/image-page.ts'
import { importImages } from '../../../../compute/data/images/import-images.ts'
import { inspectImages } from '../../../../compute/data/images/inspect-images.ts'
import { inspectTable } from '../../../../compute/data/inspect-table.ts'
import { readChunks } from '../../../../compute/data/source/source-file.ts'
import { createTranslator } from '../../../../main/i18n/translator.ts'
import { zipped } from '../../../support/fuzz/changed-zip.ts'
import { temporaryFolder } from '../../database/database-fixtures.ts'
import { putFiles } from './put-files.ts'
import { recordedFile } from './table-file-support.ts'

const quiet = { signal: new AbortController().signal, onProgress: () => undefined }
const picture = (level: number) => greyPng(new Uint8Array(24).fill(level), 6, 4)
const nobody = 65_534

/** Runs something as an account that owns none of these files: no permission binds the one that owns all. */
async function asAnybody<T>(use: () => Promise<T>): Promise<T> {
  const ownsAll = process.geteuid?.() === 0
  if (ownsAll) process.seteuid?.(nobody)
  try {
    return await use()
  } finally {
    if (ownsAll) process.seteuid?.(0)
  }
}

const looks = {
  'a.csv': inspectTable,
  'a.jsonl': inspectTable,
  'a.xlsx': inspectTable,
  'a.sqlite': inspectTable,
  'a.parquet': inspectTable,
  'texts.zip': inspectTable,
  'pictures.zip': inspectImages,
  'a-images-idx3-ubyte': inspectImages,
  'picture.png': filePreview,
  'sound.wav': (path: string) => hearFile(path, null),
} satisfies Record<string, (path: string, dialect: object) => Promise<unknown>>

async function contentOf(name: string): Promise<Uint8Array> {
  if (name.endsWith('.zip'))
    return zipped([
      ['a/1.txt', Buffer.from('text')],
      ['b/2.png', Buffer.from(await picture(9))],
    ])
  if (name.endsWith('.png')) return picture(9)
  if (name.endsWith('.wav')) return writeWav(new Float32Array(80).fill(0.1), 8000)
  return name.startsWith('a.') && name !== 'a.csv'
    ? recordedFile(name.replace(/^a/, 'table'))
    : Buffer.from('a,b\n1,2\n')
}

// Windows has no such permissions.
describe.skipIf(process.platform === 'win32')('what this account may not read', () => {
  it.each(Object.entries(looks))('is told of as such: %s', async (name, look) => {
    using folder = temporaryFolder('closed')
    await chmod(folder.path, 0o777)
    const path = join(folder.path, name)
    await writeFile(path, await contentOf(name))
    await chmod(path, 0)
    const seen = await asAnybody(() => look(path, {}).catch((error: unknown) => error))
    expect(seen).toMatchObject({ code: 'file-not-permitted', params: { file: name, path } })
  })

  it('is told of when it is a folder, wherever it is in another', async () => {
    using folder = temporaryFolder('closed')
    await chmod(folder.path, 0o777)
    await putFiles(join(folder.path, 'pets'), { 'cats/1.png': await picture(1), 'dogs/2.png': await picture(2) })
    await putFiles(join(folder.path, 'texts'), { 'good/1.txt': 'good', 'poor/2.txt': 'poor' })
    for (const [inside, look] of [
      ['pets/dogs', () => inspectImages(join(folder.path, 'pets'))],
      ['texts/poor', () => inspectTable(join(folder.path, 'texts'), {})],
      ['pets', () => inspectImages(join(folder.path, 'pets'))],
    ] as const) {
      const path = join(folder.path, inside)
      await chmod(path, 0)
      const seen = await asAnybody(() => look().catch((error: unknown) => error))
      await chmod(path, 0o755)
      expect(seen).toMatchObject({ code: 'file-not-permitted', params: { path } })
    }
  })

  it('is left out of a folder of pictures by its name, and is the error where it is all there is', async () => {
    using folder = temporaryFolder('closed')
    using project = temporaryFolder('project')
    await chmod(folder.path, 0o777)
    await chmod(project.path, 0o777)
    const files = { 'a/1.png': await picture(1), 'a/2.png': await picture(2), 'b/3.png': await picture(3) }
    await putFiles(folder.path, { ...files, 'b/4.png': 'no picture' })
    await chmod(join(folder.path, 'a/2.png'), 0)
    const ask = () => asAnybody(() => importImages({ path: folder.path }, project.path, quiet))
    const { profile } = await ask()
    expect(profile.rows).toBe(2)
    const told = profile.notices.filter(({ files }) => files !== undefined)
    expect(told.map(({ text, files }) => [text.key, files])).toEqual([
      ['data.notice.brokenImages', ['b/4.png']],
      ['data.notice.unreadFiles', ['a/2.png']],
    ])
    await rm(join(folder.path, 'b'), { recursive: true })
    await rm(join(folder.path, 'a/1.png'))
    await expect(ask()).rejects.toMatchObject({ code: 'file-not-permitted', params: { file: '2.png' } })
  })
})

// Windows has no pipes among its files.
describe.skipIf(process.platform === 'win32')('what is no file that could be read twice', () => {
  it('is refused at once, whatever its name', async () => {
    using folder = temporaryFolder('closed')
    const pipe = join(folder.path, 'pipe.csv')
    execFileSync('mkfifo', [pipe])
    await mkdir(join(folder.path, 'folder.parquet'))
    await expect(inspectTable(pipe, {})).rejects.toMatchObject({ code: 'file-not-readable' })
    await expect(inspectTable(join(folder.path, 'folder.parquet'), {})).rejects.toMatchObject({
      code: 'file-is-a-folder',
    })
    // A pipe that is called a table of pictures is not waited for either.
    await expect(sourceKindOf(pipe)).resolves.toBe('table')
  })
})

// Only Linux has files by which a failing disk can be stood in for.
describe.skipIf(process.platform !== 'linux')('a drive that fails', () => {
  it('is told of as such: where nothing is mapped, the memory of a process reads as a bad disk does', async () => {
    const path = '/proc/self/mem'
    const source = { path, fileName: 'mem', bytes: 4096, modifiedAt: 0, identity: '' }
    const reading = readChunks(source, quiet.signal).next()
    await expect(reading).rejects.toMatchObject({ code: 'drive-failed', params: { file: 'mem', path } })
  })

  it('gives files of the system that say they hold nothing', async () => {
    await expect(inspectTable('/proc/self/status', {})).rejects.toMatchObject({ code: 'file-empty' })
  })
})

// Only Windows lets a program keep a file to itself.
describe.runIf(process.platform === 'win32')('what another program keeps to itself', () => {
  it('is told of as such', async () => {
    using folder = temporaryFolder('closed')
    const path = join(folder.path, 'a.csv')
    await writeFile(path, 'a,b\n1,2\n')
    const script = `$f = [System.IO.File]::Open('${path}', 'Open', 'ReadWrite', 'None'); 'held'; Start-Sleep 60`
    const holder = spawn('powershell', ['-NoProfile', '-Command', script], { stdio: ['ignore', 'pipe', 'inherit'] })
    try {
      await once(holder.stdout, 'data')
      await expect(inspectTable(path, {})).rejects.toMatchObject({ code: 'file-in-use', params: { file: 'a.csv' } })
    } finally {
      holder.kill()
      await once(holder, 'close')
    }
  })
})

describe.each(['en', 'zh-CN'] as const)('in %s', (language) => {
  it('each of these errors names the file and is whole', () => {
    const words = createTranslator(language)
    for (const code of ['file-in-use', 'file-not-permitted', 'drive-failed', 'file-not-readable', 'file-not-found']) {
      const told = words.text(`errors.${code}.what`, { file: 'a 表.csv', path: '/x/a 表.csv' })
      expect(told).toContain('a 表.csv')
      expect(told).not.toMatch(/[{}]/)
    }
  })
})
