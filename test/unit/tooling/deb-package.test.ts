/** Reading what electron-builder tells fpm, and writing what dpkg-deb reads. */
import { describe, expect, it } from 'vitest'
import { controlFile, readFpmArguments } from '../../../main/tooling/deb-package.ts'

const args = [
  ...[
    '-s',
    'dir',
    '--force',
    '-t',
    'deb',
    '-d',
    'libgtk-3-0',
    '-d',
    'libnss3',
    '--deb-recommends',
    'libappindicator3-1',
  ],
  ...[
    '--deb-compression',
    'xz',
    '--architecture',
    'amd64',
    '--after-install',
    '/t/postinst',
    '--after-remove',
    '/t/postrm',
  ],
  ...[
    '--description',
    'First line\n Second line',
    '--version',
    '0.1.0',
    '--package',
    '/out/a.deb',
    '--name',
    'modelwright',
  ],
  ...['--maintainer', 'The authors <a@b.invalid>', '--url', 'https://b.invalid', '--deb-priority', 'optional'],
  ...['/dist/linux-unpacked/=/opt/Modelwright', '/t/a=b.desktop=/usr/share/applications/modelwright.desktop'],
]

describe("fpm's arguments", () => {
  it('name the file, the fields, the scripts and what goes where', () => {
    const request = readFpmArguments(args)
    expect(request.file).toBe('/out/a.deb')
    expect(request.control).toMatchObject({
      Package: 'modelwright',
      Version: '0.1.0',
      Architecture: 'amd64',
      Depends: 'libgtk-3-0, libnss3',
      Recommends: 'libappindicator3-1',
    })
    expect(request.scripts).toEqual({ postinst: '/t/postinst', postrm: '/t/postrm' })
    expect(request.placements).toEqual([
      { from: '/dist/linux-unpacked/', to: '/opt/Modelwright' },
      { from: '/t/a=b.desktop', to: '/usr/share/applications/modelwright.desktop' },
    ])
  })

  it('must hold what a package cannot do without', () => {
    expect(() => readFpmArguments(args.filter((arg) => arg !== '--version' && arg !== '0.1.0'))).toThrow(/--version/)
  })
})

describe('a control file', () => {
  it('continues long fields on lines that begin with a space, and leaves empty fields out', () => {
    expect(controlFile({ Package: 'a', Recommends: '', Description: 'Short\n Long\n\n end' })).toBe(
      'Package: a\nDescription: Short\n Long\n .\n end\n',
    )
  })
})
