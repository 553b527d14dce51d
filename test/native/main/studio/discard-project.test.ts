/** Taking back a project that was made for a table which could not be imported: only if nothing was ever in it. */
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { importFlowers } from './flowers.ts'
import { startTestStudio } from './test-studio.ts'

it('takes back a project whose first import failed, and forgets it', async () => {
  await using studio = await startTestStudio()
  const { path } = await studio.invoke('projects.create', { name: 'Nothing' })
  const file = join(studio.folder, 'empty.csv')
  await writeFile(file, '')
  const request = { path: file, dialect: {}, kinds: {}, skipBadRows: false }
  await expect(studio.invoke('datasets.import', { jobId: 'import', request })).rejects.toThrow('file-empty')

  expect(await studio.invoke('projects.discard', {})).toEqual({ discarded: true })
  expect(existsSync(path)).toBe(false)
  expect(await studio.invoke('projects.current', {})).toBeNull()
  expect(await studio.invoke('projects.recent', {})).toEqual([])
})

it('leaves a project alone that holds data, even if the data is in the trash', async () => {
  await using studio = await startTestStudio()
  const { id } = await importFlowers(studio)
  await studio.invoke('datasets.delete', { id })

  expect(await studio.invoke('projects.discard', {})).toEqual({ discarded: false })
  await studio.invoke('datasets.restore', { id })
  expect(await studio.invoke('datasets.list', {})).toHaveLength(1)
})

it('has nothing to take back where no project is open', async () => {
  await using studio = await startTestStudio()
  expect(await studio.invoke('projects.discard', {})).toEqual({ discarded: false })
})
