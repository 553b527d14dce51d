/** A version of a dataset of pictures has the pictures of its own rows, though they stay packed as they were imported. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { greyPng } from '../../../../../compute/data/images/decode-image.ts'
import { imagePage, imagesOfRows } from '../../../../../compute/data/images/image-page.ts'
import { importImages } from '../../../../../compute/data/images/import-images.ts'
import { columnSource } from '../../../../../compute/data/raw-columns.ts'
import { withRecords } from '../../../../../compute/data/rows/record-reader.ts'
import { openTable } from '../../../../../compute/data/table-reader.ts'
import { temporaryFolder } from '../../../database/database-fixtures.ts'
import { settle } from './settle.ts'

const options = { signal: new AbortController().signal, onProgress: () => undefined }

it('leaves out pictures and gives them other classes', async () => {
  using source = temporaryFolder('pictures')
  using project = temporaryFolder('project')
  for (const [at, file] of ['cats/1.png', 'cats/2.png', 'dogs/3.png', 'dogs/4.png'].entries()) {
    await mkdir(join(source.path, file, '..'), { recursive: true })
    await writeFile(join(source.path, file), await greyPng(new Uint8Array(16).fill(50 * (at + 1)), 4, 4))
  }
  const base = await importImages({ path: source.path }, project.path, options)
  const { table } = await settle(project.path, base, [
    { kind: 'exclude', rows: [1], reason: 'chosen' },
    { kind: 'set-values', column: 'label', rows: [3], value: 'cats' },
  ])
  const reader = await openTable(join(project.path, table.file))
  const { images } = await imagesOfRows({ projectFolder: project.path, table, reader }, [0, 1, 2])
  expect(images.map(({ file, label }) => [file, label])).toEqual([
    ['cats/1.png', 'cats'],
    ['dogs/3.png', 'dogs'],
    ['dogs/4.png', 'cats'],
  ])
  const shape = { channels: 1, height: 4, width: 4 } as const
  const { records } = await columnSource({ reader, projectFolder: project.path, media: table.media }).pixels!(
    'image',
    shape,
    {},
  )
  expect(records.rows).toBe(3)
  const pixels = await withRecords(records, (one) => one.read(Uint32Array.of(2, 0, 1)))
  expect([pixels[0], pixels[16], pixels[32]]).toEqual([200, 50, 150])
  await reader.close()
})

it('gives classes to pictures that came without, by which they are shown', async () => {
  using source = temporaryFolder('pictures')
  using project = temporaryFolder('project')
  for (const at of [1, 2, 3]) {
    await writeFile(join(source.path, `${at}.png`), await greyPng(new Uint8Array(16).fill(50 * at), 4, 4))
  }
  const base = await importImages({ path: source.path }, project.path, options)
  expect(base.profile.columns.map(({ name }) => name)).toEqual(['image', 'width', 'height', 'brightness'])
  const { table } = await settle(project.path, base, [
    { kind: 'add-column', column: 'kind of light', classes: ['dark', 'light'] },
    { kind: 'set-values', column: 'kind of light', rows: [2], value: 'light' },
  ])
  const reader = await openTable(join(project.path, table.file))
  const page = await imagePage({
    projectFolder: project.path,
    table,
    reader,
    label: 'light',
    rows: null,
    offset: 0,
    limit: 9,
  })
  expect(page.images.map(({ file, label }) => [file, label])).toEqual([['3.png', 'light']])
  await reader.close()
})
