/** Files that make trouble: what is said, what helps, and that nothing is left lying about. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startStudio } from '../driver.ts'

it('offers to leave out rows that do not fit, and imports the rest', async () => {
  await using studio = await startStudio({ language: 'en' })
  const { page, home } = studio
  const file = join(home.folder, 'uneven.csv')
  await writeFile(file, ['a,b,kind', ...Array<string>(40).fill('1,2,x\n3,4,y'), '5,6', ''].join('\n'))
  await studio.dropFile(file)
  await page.getByRole('button', { name: /^Import/ }).click()

  const error = page.getByRole('alert')
  await error.waitFor()
  expect(await error.getAttribute('data-code')).toBe('row-lengths-differ')
  expect(await error.innerText()).toContain('uneven.csv')
  expect(await studio.invoke('projects.current', {}), 'no project is left behind').toBeNull()

  await error.getByRole('button', { name: 'Leave those rows out' }).click()
  await page.locator('.columns-table-row').first().waitFor()
  const datasets = await studio.invoke('datasets.list', {})
  expect(datasets.map(({ table }) => table.profile.rows)).toEqual([80])
})

it('says three sentences about a file that can not be read, in either language, and goes on', async () => {
  await using studio = await startStudio({ language: 'en' })
  const { page, home } = studio
  const file = join(home.folder, 'empty.csv')
  await writeFile(file, '')
  await studio.dropFile(file)
  const error = page.getByRole('alert')
  await error.waitFor()
  const english = await error.locator('p').allInnerTexts()
  expect(english).toHaveLength(3)
  expect(english[0]).toContain('empty.csv')

  await studio.invoke('settings.change', { language: 'zh-CN' })
  await page.locator('html[lang="zh-CN"]').waitFor()
  const chinese = await error.locator('p').allInnerTexts()
  expect(chinese).toHaveLength(3)
  for (const sentence of chinese) expect(sentence).toMatch(/[\u4e00-\u9fff]/)

  await page.locator('a[href="#/"]').click()
  await page.locator('.start-sample').first().waitFor()
})

it('brings a deleted dataset back at Undo', async () => {
  await using studio = await startStudio({ language: 'en' })
  const { page } = studio
  await page.locator('.start-sample').first().click()
  await page.locator('.page-head .button-primary:not([data-disabled])').click()
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByRole('heading', { name: 'No data in this project yet' }).waitFor()
  const kept = async () => (await studio.invoke('datasets.list', {})).filter(({ deletedAt }) => deletedAt === null)
  expect(await kept()).toEqual([])

  await page.getByRole('alertdialog').getByRole('button', { name: 'Undo' }).click()
  await page.locator('.columns-table-row').first().waitFor()
  expect(await kept()).toHaveLength(1)
})
