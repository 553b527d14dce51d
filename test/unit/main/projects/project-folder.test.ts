import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { folderNameOf } from '../../../../main/projects/project-folder.ts'
import { isInside } from '../../../../main/studio.ts'

describe('the folder name of a project', () => {
  it.each([
    ['Penguins', 'Penguins'],
    ['  企鹅：第一次  ', '企鹅：第一次'],
    ['a/b\\c:d*e?"<>|f', 'a b c d e f'],
    ['..', 'Project'],
    ['../../etc/passwd', 'etc passwd'],
    ['CON', 'CON project'],
    ['nul.txt', 'nul.txt project'],
    ['ends with dots...', 'ends with dots'],
    ['', 'Project'],
  ])('of %j is %j', (name, folder) => {
    expect(folderNameOf(name)).toBe(folder)
  })

  it('is one name, and none that a platform forbids, whatever the project is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 150 }), (name) => {
        const folder = folderNameOf(name)
        expect(folder).not.toMatch(/[\u0000-\u001f<>:"/\\|?*]|^\.|[. ]$|^$/)
        expect(Buffer.byteLength(folder)).toBeLessThanOrEqual(340)
      }),
    )
  })
})

describe('whether a path lies in a folder', () => {
  it.each([
    ['/p/a', '/p', true],
    ['/p', '/p', true],
    ['/p/..b/c', '/p', true],
    ['/p/../q', '/p', false],
    ['/pq', '/p', false],
    ['/', '/p', false],
  ])('%s in %s: %s', (path, folder, inside) => {
    expect(isInside(path, folder)).toBe(inside)
  })
})
