/** Pictures and recordings that were left where they are: they are what copies are, and each is checked when it is read. */
import { readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importRecordings } from '../../../../../compute/data/audio/import-recordings.ts'
import { clipsOf, readSpectra } from '../../../../../compute/data/audio/spectrum-file.ts'
import { openMedia } from '../../../../../compute/data/files/open-media.ts'
import { greyPng } from '../../../../../compute/data/images/decode-image.ts'
import { imagePage } from '../../../../../compute/data/images/image-page.ts'
import { importImages } from '../../../../../compute/data/images/import-images.ts'
import { readPixels } from '../../../../../compute/data/images/pixel-file.ts'
import { copyLeft, findLeft } from '../../../../../compute/data/left-data.ts'
import { sourceState } from '../../../../../compute/data/source/source-state.ts'
import { openTable } from '../../../../../compute/data/table-reader.ts'
import type { ImportedTable } from '../../../../../compute/spec/dataset.ts'
import type { Sound } from '../../../../../compute/spec/sound.ts'
import { zipped } from '../../../../support/fuzz/changed-zip.ts'
import { recordingOf } from '../../../../support/recordings.ts'
import { temporaryFolder } from '../../../database/database-fixtures.ts'
import { putFiles } from '../put-files.ts'
import { settle } from '../versions/settle.ts'

const quiet = () => ({ signal: new AbortController().signal, onProgress: () => undefined })
const image = { channels: 1, height: 4, width: 6 } as const

const picture = (level: number, mark: number) =>
  greyPng(
    Uint8Array.from({ length: 24 }, (_, at) => (at === 0 ? mark : level)),
    6,
    4,
  )

async function pictures(): Promise<Record<string, Uint8Array>> {
  const files: Record<string, Uint8Array> = {}
  for (let n = 1; n <= 5; n++) files[`${n > 3 ? 'cats' : 'dogs'}/${n} 图.png`] = await picture(40 * n, n)
  return files
}

async function leftPictures(source: string, project: string): Promise<ImportedTable> {
  await putFiles(join(source, 'pets'), await pictures())
  return importImages({ path: join(source, 'pets'), stays: true }, project, quiet())
}

async function withPage<T>(project: string, table: ImportedTable, ask: (rows: number) => Promise<T>): Promise<T> {
  const reader = await openTable(join(project, table.file))
  try {
    return await ask(reader.rows)
  } finally {
    await reader.close()
  }
}

async function page(project: string, table: ImportedTable) {
  const reader = await openTable(join(project, table.file))
  try {
    return await imagePage({ projectFolder: project, table, reader, label: null, rows: null, offset: 0, limit: 20 })
  } finally {
    await reader.close()
  }
}

describe('pictures that were left where they are', () => {
  it('are the same dataset as copies, and the project has a list of them alone', async () => {
    using source = temporaryFolder('pictures')
    using project = temporaryFolder('project')
    using other = temporaryFolder('other')
    const stays = await leftPictures(source.path, project.path)
    const copy = await importImages({ path: join(source.path, 'pets') }, other.path, quiet())
    expect([stays.fingerprint, stays.profile]).toEqual([copy.fingerprint, copy.profile])
    expect([stays.stays, copy.stays]).toEqual([true, undefined])
    expect((await readdir(join(project.path, 'datasets'))).filter((file) => file.endsWith('.zip'))).toEqual([])
    expect(await page(project.path, stays)).toEqual(await page(other.path, copy))
    const [here, there] = [
      await readPixels(project.path, stays.media!, image),
      await readPixels(other.path, copy.media!, image),
    ]
    expect(await readFile(here.records.path)).toEqual(await readFile(there.records.path))
    const edits = [{ kind: 'exclude' as const, rows: [1], reason: 'chosen' as const }]
    const [edited, asCopy] = [await settle(project.path, stays, edits), await settle(other.path, copy, edits)]
    expect([edited.table.fingerprint, edited.table.stays]).toEqual([asCopy.table.fingerprint, true])
    expect((await page(project.path, edited.table)).images.map(({ file }) => file)).toHaveLength(4)
  })

  it('may be in a zip, which stays as it is', async () => {
    using source = temporaryFolder('pictures')
    using project = temporaryFolder('project')
    const path = join(source.path, 'pets.zip')
    const files = Object.entries(await pictures()).map(([name, bytes]) => [name, Buffer.from(bytes)] as const)
    await writeFile(path, await zipped(files))
    const stays = await importImages({ path, stays: true }, project.path, quiet())
    expect((await page(project.path, stays)).total).toBe(5)
    await rm(path)
    await expect(page(project.path, stays)).rejects.toMatchObject({ code: 'left-source-missing', params: { path } })
    await writeFile(path, await zipped([...files.slice(1), [files[0]![0], Buffer.from(await picture(1, 99))]]))
    await expect(page(project.path, stays)).rejects.toMatchObject({ code: 'left-file-changed' })
    await writeFile(path, await zipped(files.slice(1)))
    await expect(page(project.path, stays)).rejects.toMatchObject({ code: 'left-file-missing' })
  })

  it('are named when one is gone or another, while all that is in the project stays', async () => {
    using source = temporaryFolder('pictures')
    using project = temporaryFolder('project')
    const stays = await leftPictures(source.path, project.path)
    const root = join(source.path, 'pets')
    const path = join(root, 'dogs/2 图.png')
    const whole = await readFile(path)
    const told = { params: { file: 'dogs/2 图.png', path: root } }
    await rm(path)
    await expect(page(project.path, stays)).rejects.toMatchObject({ code: 'left-file-missing', ...told })
    await expect(readPixels(project.path, stays.media!, image)).rejects.toMatchObject({
      code: 'left-file-missing',
      ...told,
    })
    // Nothing half-made is taken for the pictures later.
    expect((await readdir(join(project.path, 'datasets'))).filter((file) => file.includes('1x4x6'))).toEqual([])
    await writeFile(path, await picture(7, 7))
    await expect(page(project.path, stays)).rejects.toMatchObject({ code: 'left-file-changed', ...told })
    expect(await sourceState(project.path, stays)).toMatchObject({ state: 'changed' })
    await writeFile(path, whole)
    await utimes(path, new Date(), new Date(1e12))
    expect((await page(project.path, stays)).total).toBe(5)
    expect((await sourceState(project.path, stays)).state).toBe('same')
    await rename(root, `${root} away`)
    await expect(page(project.path, stays)).rejects.toMatchObject({ code: 'left-source-missing' })
    expect(await sourceState(project.path, stays)).toMatchObject({ state: 'missing' })
    expect(await withPage(project.path, stays, (rows) => Promise.resolve(rows))).toBe(5)
  })

  it('are learned from without their source where what a model sees was made before', async () => {
    using source = temporaryFolder('pictures')
    using project = temporaryFolder('project')
    const stays = await leftPictures(source.path, project.path)
    const before = await readPixels(project.path, stays.media!, image)
    await rm(join(source.path, 'pets'), { recursive: true })
    expect(await readPixels(project.path, stays.media!, image)).toEqual(before)
  })

  it('are found in another place, where all have to be the same', async () => {
    using source = temporaryFolder('pictures')
    using project = temporaryFolder('project')
    const stays = await leftPictures(source.path, project.path)
    const moved = join(source.path, 'elsewhere')
    await rename(join(source.path, 'pets'), moved)
    const odd = join(moved, 'cats/5 图.png')
    const whole = await readFile(odd)
    await writeFile(odd, await picture(3, 3))
    await expect(findLeft(project.path, stays, moved, quiet())).rejects.toMatchObject({
      code: 'left-source-other',
      params: { file: 'cats/5 图.png' },
    })
    await writeFile(odd, whole)
    const found = await findLeft(project.path, stays, moved, quiet())
    expect(found.source.path).toBe(moved)
    expect((await page(project.path, found)).total).toBe(5)
    expect(await sourceState(project.path, found)).toMatchObject({ state: 'same' })
  })

  it('are copied when that is wanted after all; cancelled, all is as before', async () => {
    using source = temporaryFolder('pictures')
    using project = temporaryFolder('project')
    const stays = await leftPictures(source.path, project.path)
    const seen = await page(project.path, stays)
    const stopping = new AbortController()
    const cancelled = copyLeft(project.path, stays, { signal: stopping.signal, onProgress: () => stopping.abort() })
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
    expect(await page(project.path, stays)).toEqual(seen)
    const fractions: (number | null)[] = []
    const table = await copyLeft(project.path, stays, {
      signal: new AbortController().signal,
      onProgress: ({ fraction }) => void fractions.push(fraction),
    })
    expect(fractions.at(-1)).toBe(1)
    expect([table.stays, table.media!.sha256]).toEqual([undefined, stays.media!.sha256])
    await rm(join(source.path, 'pets'), { recursive: true })
    expect(await page(project.path, table)).toEqual(seen)
    expect(await page(project.path, stays)).toEqual(seen)
    expect((await readdir(join(project.path, 'datasets'))).filter((file) => /^\.|left/.test(file))).toEqual([])
  })

  it('are not read from outside of their folder, whatever the list in a project says', async () => {
    using source = temporaryFolder('pictures')
    using project = temporaryFolder('project')
    const stays = await leftPictures(source.path, project.path)
    await writeFile(join(source.path, 'secret.png'), await picture(9, 9))
    const list = join(project.path, stays.media!.file)
    await writeFile(list, (await readFile(list, 'utf8')).replace('cats/4 图.png', '../secret.png'))
    const pack = await openMedia(project.path, stays.media!)
    await expect(pack.read(0)).rejects.toMatchObject({ code: 'left-file-missing' })
    await writeFile(list, 'nonsense')
    await expect(openMedia(project.path, stays.media!)).rejects.toMatchObject({ code: 'file-not-readable' })
  })
})

describe('recordings that were left where they are', () => {
  it('are heard and learned from as copies are', async () => {
    using source = temporaryFolder('recordings')
    using project = temporaryFolder('project')
    using other = temporaryFolder('other')
    await putFiles(source.path, {
      'yes/1.wav': recordingOf('pcm_16.wav'),
      'no/2.flac': recordingOf('16.flac'),
      'no/3.ogg': recordingOf('vorbis.ogg'),
    })
    const stays = await importRecordings({ path: source.path, stays: true }, project.path, quiet())
    const copy = await importRecordings({ path: source.path }, other.path, quiet())
    expect([stays.fingerprint, stays.stays]).toEqual([copy.fingerprint, true])
    const sound: Sound = { sampleRate: 8000, seconds: 0.05, window: 128, bands: 16, coefficients: null }
    const [here, there] = [
      await readSpectra(project.path, stays.media!, sound),
      await readSpectra(other.path, copy.media!, sound),
    ]
    expect(await readFile(here.records.path)).toEqual(await readFile(there.records.path))
    expect(await clipsOf(project.path, stays.media!, sound, null).read(Uint32Array.of(2, 0))).toEqual(
      await clipsOf(other.path, copy.media!, sound, null).read(Uint32Array.of(2, 0)),
    )
  })
})
