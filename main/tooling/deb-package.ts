/**
 * Makes a Debian package with Debian's own dpkg-deb, from the arguments that electron-builder gives to fpm.
 *
 * electron-builder fetches fpm from a host that a closed network does not reach; dpkg-deb is on every Debian.
 */
import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { folderSize } from './folder-size.ts'
import { runProcess } from './run-process.ts'
import { ToolingError } from './say.ts'

/** What is put where: a path here, and the path on the machine that installs the package. */
interface Placement {
  readonly from: string
  readonly to: string
}

/** A package to be made, read from fpm's arguments. */
export interface DebRequest {
  readonly file: string
  /** Fields of the control file, in their order. */
  readonly control: Readonly<Record<string, string>>
  /** Scripts that run on the installing machine, by dpkg's names. */
  readonly scripts: Readonly<Record<string, string>>
  readonly placements: readonly Placement[]
}

const text = { type: 'string' } as const
const texts = { type: 'string', multiple: true } as const

/**
 * Reads fpm's arguments.
 * @throws ToolingError when one that a package cannot do without is missing
 */
export function readFpmArguments(args: readonly string[]): DebRequest {
  const { values, positionals } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    options: {
      s: { ...text, short: 's' },
      t: { ...text, short: 't' },
      d: { ...texts, short: 'd' },
      ...Object.fromEntries(
        ['architecture', 'after-install', 'after-remove', 'description', 'version', 'package', 'name'].map((name) => [
          name,
          text,
        ]),
      ),
      ...Object.fromEntries(
        ['maintainer', 'vendor', 'url', 'license', 'category', 'deb-priority', 'deb-compression', 'log'].map((name) => [
          name,
          text,
        ]),
      ),
      'deb-recommends': texts,
    },
  })
  const one = (name: string): string => {
    const value = values[name]
    if (typeof value !== 'string') throw new ToolingError(`The Debian package lacks its --${name}.`)
    return value
  }
  const list = (name: string): string => [values[name] ?? []].flat().join(', ')
  return {
    file: one('package'),
    control: {
      Package: one('name'),
      Version: one('version'),
      Architecture: one('architecture'),
      Maintainer: one('maintainer'),
      Depends: list('d'),
      Recommends: list('deb-recommends'),
      Section: 'science',
      Priority: one('deb-priority'),
      Homepage: one('url'),
      Description: one('description'),
    },
    scripts: { postinst: one('after-install'), postrm: one('after-remove') },
    placements: positionals.map((pair) => {
      const middle = pair.lastIndexOf('=')
      return { from: pair.slice(0, middle), to: pair.slice(middle + 1) }
    }),
  }
}

/**
 * Makes the package.
 * @throws ToolingError when dpkg-deb is missing or refuses it
 */
export async function makeDeb(request: DebRequest): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'modelwright-deb-'))
  try {
    await chmod(root, 0o755)
    for (const { from, to } of request.placements) {
      await mkdir(dirname(join(root, to)), { recursive: true })
      await cp(from, join(root, to), { recursive: true })
    }
    const kilobytes = Math.ceil((await folderSize(root)) / 1024)
    await mkdir(join(root, 'DEBIAN'))
    await writeFile(
      join(root, 'DEBIAN', 'control'),
      controlFile({ ...request.control, 'Installed-Size': String(kilobytes) }),
    )
    for (const [name, source] of Object.entries(request.scripts)) {
      await cp(source, join(root, 'DEBIAN', name))
      await chmod(join(root, 'DEBIAN', name), 0o755)
    }
    const made = await runProcess('dpkg-deb', ['--build', '--root-owner-group', '-Zxz', '-z3', root, request.file])
    if (made.code !== 0) throw new ToolingError(`dpkg-deb could not make the package: ${made.output.trim()}`)
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}

/** Lines of a field after its first begin with a space; an empty one is written as a dot. */
export function controlFile(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => {
      const [first = '', ...rest] = value.split('\n').map((line) => line.trim())
      return [`${name}: ${first}`, ...rest.map((line) => ` ${line === '' ? '.' : line}`)].join('\n')
    })
    .join('\n')
    .concat('\n')
}
