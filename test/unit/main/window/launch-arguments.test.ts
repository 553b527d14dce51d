import { describe, expect, it } from 'vitest'
import { readArguments } from '../../../../main/window/launch-arguments.ts'

describe('the arguments of the app', () => {
  it('name a projects folder, relative to where it was started', () => {
    expect(readArguments(['--projects-folder=mine'], '/app', '/home')).toEqual({
      projectsFolder: '/home/mine',
      file: null,
    })
  })

  it('name a file to open, among the switches of Chromium', () => {
    const argv = ['--no-sandbox', '/app', '--user-data-dir=/tmp/u', 'flowers.csv']
    expect(readArguments(argv, '/app', '/home')).toEqual({ projectsFolder: null, file: '/home/flowers.csv' })
  })

  it("do not take the app's own folder for a file", () => {
    expect(readArguments(['.'], '/app', '/app').file).toBeNull()
  })
})
