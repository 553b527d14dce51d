/** Importing pictures: folders, zips and IDX files, and what must not come in. */
import { readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { greyPng } from '../../../../../compute/data/images/decode-image.ts'
import { importImages } from '../../../../../compute/data/images/import-images.ts'
import { inspectImages } from '../../../../../compute/data/images/inspect-images.ts'
import { pixelFile, readPixels } from '../../../../../compute/data/images/pixel-file.ts'
import { sourceKindOf } from '../../../../../compute/data/files/find-files.ts'
import { openTable } from '../../../../../compute/data/table-reader.ts'
import { classColumnOf, type ImportedTable } from '../../../../../compute/spec/dataset.ts'
import { temporaryFolder } from '../../../database/database-fixtures.ts'
import { putFiles } from '../put-files.ts'

/** A grey picture of 6 × 4 whose every pixel is `level`, but for one: no two are the same file. */
const picture = (level: number, mark = 0) =>
  greyPng(
    Uint8Array.from({ length: 24 }, (_, at) => (at === 0 ? mark : level)),
    6,
    4,
  )

/** Some pictures of one class in a folder of its name. */
async function ofClass(name: string, level: number, count: number): Promise<Record<string, Uint8Array>> {
  const files: Record<string, Uint8Array> = {}
  for (let n = 1; n <= count; n++) files[`${name}/${n}.png`] = await picture(level, n)
  return files
}
const cats = () => ofClass('cats', 200, 3)
const dogs = () => ofClass('dogs', 40, 2)

const quiet = () => ({ signal: new AbortController().signal, onProgress: () => undefined })

async function labelsOf(project: string, table: ImportedTable) {
  const reader = await openTable(join(project, table.file))
  try {
    return (await reader.page(0, 100)).map((row) => row.slice(0, 2))
  } finally {
    await reader.close()
  }
}

describe('a table that names pictures beside it', () => {
  const rows =
    'photo,age,kind\n./in/a.png,3,cat\nin\\b.png,4,dog\ngone.png,5,cat\n../out.png,6,dog\nin/link.png,7,cat\nin/c.png,8,cat\n'

  it('is opened with them: its rows, its columns, and what is missing or lies elsewhere left out by name', async () => {
    using source = temporaryFolder('pictures')
    using project = temporaryFolder('project')
    await putFiles(source.path, {
      'set/in/a.png': await picture(10),
      'set/in/b.png': await picture(20),
      'set/in/c.png': await picture(25),
      'set/in/unnamed.png': await picture(30),
      'out.png': await picture(40),
      'set/list.csv': rows,
    })
    await symlink(join(source.path, 'out.png'), join(source.path, 'set/in/link.png'))
    const path = join(source.path, 'set/list.csv')
    expect(await sourceKindOf(path)).toBe('images')
    expect(await inspectImages(path)).toMatchObject({
      kind: 'list',
      name: 'list',
      files: 6,
      labelsFrom: 'csv',
      further: ['age'],
    })
    const table = await importImages({ path }, project.path, quiet())
    expect(await labelsOf(project.path, table)).toEqual([
      ['in/a.png', 'cat'],
      ['in/b.png', 'dog'],
      ['in/c.png', 'cat'],
    ])
    expect(table.profile.columns.map(({ name }) => name)).toContain('age')
    const broken = table.profile.notices.find(({ text }) => text.key === 'data.notice.brokenImages')
    expect(broken?.text.params).toMatchObject({ count: 3, files: 'gone.png, ../out.png, in/link.png' })
  })

  it('is a table like any other where most of the files are not there', async () => {
    using source = temporaryFolder('pictures')
    await putFiles(source.path, { 'list.csv': 'photo,age\na.png,3\nb.png,4\nc.png,5\n', 'a.png': await picture(10) })
    expect(await sourceKindOf(join(source.path, 'list.csv'))).toBe('table')
  })
})

describe('importing pictures', () => {
  it('takes the classes from the folders, names the files, and keeps their pixels', async () => {
    using source = temporaryFolder('pictures')
    using project = temporaryFolder('project')
    await putFiles(source.path, { ...(await cats()), ...(await dogs()), 'read me.txt': 'hello', '.hidden.png': 'x' })
    const table = await importImages({ path: source.path }, project.path, quiet())
    expect(await labelsOf(project.path, table)).toEqual([
      ['cats/1.png', 'cats'],
      ['cats/2.png', 'cats'],
      ['cats/3.png', 'cats'],
      ['dogs/1.png', 'dogs'],
      ['dogs/2.png', 'dogs'],
    ])
    expect(table.media?.usual).toEqual({ channels: 1, height: 4, width: 6 })
    expect(table.profile.notices.map(({ text }) => text.key)).toContain('data.notice.otherFiles')
    const image = { channels: 1, height: 4, width: 6 }
    const { records } = await readPixels(project.path, table.media!, image)
    expect(records.rows).toBe(5)
    const values = await readFile(records.path)
    expect([...values.subarray(3 * 24, 3 * 24 + 3)]).toEqual([1, 40, 40])
    expect((await readFile(join(project.path, pixelFile(table.media!, image)))).length).toBe(5 * 24)
  })

  it('gives the same dataset for the same pictures, in a folder or in a zip, and another for others', async () => {
    using source = temporaryFolder('pictures')
    using project = temporaryFolder('project')
    const files = { ...(await cats()), ...(await dogs()) }
    await putFiles(join(source.path, 'folder'), files)
    await writeFile(join(source.path, 'pets.zip'), await zipped(files))
    const [folder, zip] = [
      await importImages({ path: join(source.path, 'folder') }, project.path, quiet()),
      await importImages({ path: join(source.path, 'pets.zip') }, project.path, quiet()),
    ]
    expect(zip.fingerprint).toBe(folder.fingerprint)
    await putFiles(join(source.path, 'folder'), { 'dogs/2.png': await picture(41, 2) })
    const changed = await importImages({ path: join(source.path, 'folder') }, project.path, quiet())
    expect(changed.fingerprint).not.toBe(folder.fingerprint)
  })

  it('leaves broken pictures out and names them, and tells of repeated ones', async () => {
    using source = temporaryFolder('pictures')
    using project = temporaryFolder('project')
    const files = { ...(await cats()), ...(await dogs()) }
    await putFiles(source.path, {
      ...files,
      'dogs/broken.png': (await picture(9)).slice(0, 50),
      'dogs/0.png': files['dogs/1.png']!,
    })
    const table = await importImages({ path: source.path }, project.path, quiet())
    expect(table.profile.rows).toBe(6)
    const notices = new Map(table.profile.notices.map(({ text }) => [text.key, text.params]))
    expect(notices.get('data.notice.brokenImages')).toMatchObject({ count: 1, files: 'dogs/broken.png' })
    expect(notices.get('data.notice.repeatedImages')).toMatchObject({ count: 1 })
  })

  it('takes classes from a table beside them, and what else it says', async () => {
    using source = temporaryFolder('pictures')
    using project = temporaryFolder('project')
    const table = 'image;breed;weight\nboth/1.png;tabby;3,5\nboth/2.png;collie;20,5\nboth/3.png;tabby;4,25\n'
    await putFiles(source.path, { ...(await ofClass('both', 90, 3)), 'labels.csv': table })
    const found = await inspectImages(source.path)
    expect(found).toMatchObject({ labelsFrom: 'csv', otherFiles: 0, further: ['weight'] })
    expect(found.classes).toEqual([
      { label: 'tabby', files: 2 },
      { label: 'collie', files: 1 },
    ])
    const imported = await importImages({ path: source.path }, project.path, quiet())
    expect(await labelsOf(project.path, imported)).toEqual([
      ['both/1.png', 'tabby'],
      ['both/2.png', 'collie'],
      ['both/3.png', 'tabby'],
    ])
    expect(imported.profile.columns.map(({ name }) => name)).toEqual([
      ...['image', 'breed', 'width', 'height', 'brightness'],
      'weight',
    ])
    expect(classColumnOf(imported)).toBe('breed')
    const again = await importImages({ path: source.path, classes: 'label' }, project.path, quiet())
    expect(classColumnOf(again)).toBe('label')
  })

  it('reads IDX files, packed or not, with the labels beside them', async () => {
    using source = temporaryFolder('pictures')
    const images = Buffer.alloc(16 + 3 * 24, 7)
    ;[0x803, 3, 4, 6].forEach((value, at) => images.writeUInt32BE(value, at * 4))
    const labels = Buffer.from([0, 0, 8, 1, 0, 0, 0, 3, 5, 0, 5])
    const path = join(source.path, 'train-images-idx3-ubyte.gz')
    await putFiles(source.path, {
      'train-images-idx3-ubyte.gz': gzipSync(images),
      'train-labels-idx1-ubyte.gz': gzipSync(labels),
    })
    const found = await inspectImages(path)
    expect(found.classes).toEqual([
      { label: '5', files: 2 },
      { label: '0', files: 1 },
    ])
    await putFiles(source.path, { 'train-images-idx3-ubyte.gz': gzipSync(images.subarray(0, 60)) })
    await expect(inspectImages(path)).rejects.toMatchObject({ code: 'file-damaged' })
  })

  it('says so where nothing tells the classes', async () => {
    using source = temporaryFolder('pictures')
    using project = temporaryFolder('project')
    await putFiles(source.path, { 'a.png': await picture(1), 'b.png': await picture(2) })
    const table = await importImages({ path: source.path }, project.path, quiet())
    expect(table.profile.columns.map(({ name }) => name)).toEqual(['image', 'width', 'height', 'brightness'])
    expect(table.profile.notices).toContainEqual(
      expect.objectContaining({ level: 'fine', text: { key: 'data.notice.imagesWithoutClasses', params: {} } }),
    )
  })

  it('leaves nothing behind when it is cancelled', async () => {
    using source = temporaryFolder('pictures')
    using project = temporaryFolder('project')
    await putFiles(source.path, { ...(await cats()), ...(await dogs()) })
    const stopping = new AbortController()
    const importing = importImages({ path: source.path }, project.path, {
      signal: stopping.signal,
      onProgress: () => stopping.abort(),
    })
    await expect(importing).rejects.toMatchObject({ code: 'cancelled' })
    expect(await readdir(join(project.path, 'datasets'))).toEqual([])
  })

  it('refuses what holds no picture', async () => {
    using source = temporaryFolder('pictures')
    using project = temporaryFolder('project')
    await putFiles(source.path, { 'empty/notes.txt': 'x', 'broken/a.png': 'no picture', 'not a zip.zip': 'PK no' })
    const asked = (path: string) => importImages({ path: join(source.path, path) }, project.path, quiet())
    await expect(asked('empty')).rejects.toMatchObject({ code: 'images-none', params: { count: 1 } })
    await expect(asked('broken')).rejects.toMatchObject({ code: 'image-unreadable', params: { file: 'a.png' } })
    await expect(asked('not a zip.zip')).rejects.toMatchObject({ code: 'file-damaged', params: { format: 'ZIP' } })
    await expect(asked('gone')).rejects.toMatchObject({ code: 'file-not-found' })
  })

  it('follows no link out of the folder', async () => {
    using outside = temporaryFolder('outside')
    using source = temporaryFolder('pictures')
    await putFiles(outside.path, { 'secret.png': await picture(1) })
    await putFiles(source.path, { ...(await cats()), ...(await dogs()) })
    await symlink(outside.path, join(source.path, 'linked'))
    await symlink(join(outside.path, 'secret.png'), join(source.path, 'dogs/link.png'))
    expect((await inspectImages(source.path)).files).toBe(5)
  })

  it('takes no entry of a zip that leads out of it or swells', async () => {
    using source = temporaryFolder('pictures')
    const path = join(source.path, 'trap.zip')
    await writeFile(path, await zipped({ ...(await dogs()), 'dogs/bomb.png': new Uint8Array(64 << 20) }, true))
    expect(await inspectImages(path)).toMatchObject({ files: 2, otherFiles: 1 })
    const zip = Buffer.from(await zipped({ 'aa/x.png': await picture(3) }))
    for (let at = zip.indexOf('aa/x.png'); at >= 0; at = zip.indexOf('aa/x.png', at + 1)) zip.write('../x.png', at)
    await writeFile(path, zip)
    await expect(inspectImages(path)).rejects.toMatchObject({ code: 'file-damaged' })
  })
})

async function zipped(files: Readonly<Record<string, Uint8Array>>, compress = false): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [file, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), file, { compress })
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk as Uint8Array))
  return Buffer.concat(chunks)
}
