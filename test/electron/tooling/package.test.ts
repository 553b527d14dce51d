/** The packaged app: what is inside, and whether it runs with the fuses that are shipped. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withDisplay } from '../../../main/tooling/display.ts'
import { packageApp, type PackageResult } from '../../../main/tooling/package-app.ts'
import { foreignBinaries, packagesWithoutBinary } from '../../../main/tooling/packaged-natives.ts'
import { licencesFile } from '../../../main/tooling/third-party-licences.ts'
import { invokeIn, withPackagedApp } from './packaged-app.ts'

const target = { platform: 'linux', arch: process.arch === 'arm64' ? 'arm64' : 'x64' } as const
const megabyte = 1_000_000
/** How a fuse stands, as the executable spells it. */
const [off, on] = ['0'.charCodeAt(0), '1'.charCodeAt(0)]

// The layout of folders that is looked at here is Linux's; the others' differ.
describe.runIf(process.platform === 'linux')('the packaged app', () => {
  const output = mkdtempSync(join(tmpdir(), 'modelwright-package-'))
  let app: PackageResult
  let resources: string

  beforeAll(async () => {
    const [result] = await packageApp({ dir: true, formats: [], output })
    if (result === undefined) throw new Error('nothing was packaged')
    app = result
    resources = join(app.folder, 'resources')
  })
  afterAll(() => rmSync(output, { recursive: true, force: true }))

  it('holds the native binaries of this platform and of no other', async () => {
    const nodeModules = join(resources, 'app.asar.unpacked', 'node_modules')
    expect(packagesWithoutBinary(nodeModules, target)).toEqual([])
    expect(await foreignBinaries(nodeModules, target)).toEqual([])
  })

  it('holds the app alone: no source, no tests, no maps, no other app beside it', () => {
    const inside = archivedFiles(join(resources, 'app.asar'))
    const top = new Set(inside.map((path) => path.split('/')[0]))
    expect([...top].sort()).toEqual(['LICENSE', 'assets', 'migrations', 'node_modules', 'out', 'package.json'])
    expect(inside.filter((path) => /\.(ts|tsx|map)$|\.test\.|pictures\//.test(path))).toEqual([])
    expect(inside).toContain('out/main/index.js')
    expect(inside).toContain('out/renderer/index.html')
    expect(readdirSync(resources).sort()).toEqual([licencesFile, 'app.asar', 'app.asar.unpacked'])
  })

  it('brings the licences of all that it carries, with their texts', () => {
    const text = readFileSync(join(resources, licencesFile), 'utf8')
    for (const name of ['react', 'uplot', 'better-sqlite3', 'onnxruntime-node', '@duckdb/node-api', 'zod']) {
      expect(text, name).toMatch(new RegExp(`^${name} \\d+\\.\\d+`, 'm'))
    }
    expect(text).toContain('Permission is hereby granted, free of charge')
    expect(text).toContain('SIL OPEN FONT LICENSE')
    // And those of what is compiled into the decoders of sound.
    for (const name of ['libopus', 'libFLAC', 'libvorbis', 'libmpg123']) expect(text).toContain(`It carries ${name}`)
    expect(readdirSync(app.folder)).toContain('LICENSE.electron.txt')
  })

  it('stays within its budget: 400 MB unpacked, of which at most 30 MB are not Electron and natives', () => {
    expect(app.size / megabyte).toBeLessThan(400)
    expect(readFileSync(join(resources, 'app.asar')).length / megabyte).toBeLessThan(30)
  })

  it('has the fuses that keep it from running anything else', async () => {
    const fuses = await getCurrentFuseWire(join(app.folder, 'modelwright'))
    expect(fuses[FuseV1Options.RunAsNode]).toBe(off)
    expect(fuses[FuseV1Options.EnableNodeOptionsEnvironmentVariable]).toBe(off)
    expect(fuses[FuseV1Options.EnableNodeCliInspectArguments]).toBe(off)
    expect(fuses[FuseV1Options.OnlyLoadAppFromAsar]).toBe(on)
    expect(fuses[FuseV1Options.EnableEmbeddedAsarIntegrityValidation]).toBe(on)
  })

  it('starts, shows its first page, and takes a file in: its threads and native packages work from the archive', async () => {
    const file = join(output, 'rooms.csv')
    const rows = Array.from(
      { length: 80 },
      (_, row) => `${String(row)},${String(row % 7)},${row % 2 === 0 ? 'warm' : 'cold'}`,
    )
    writeFileSync(file, ['size,windows,feel', ...rows].join('\n'))
    await withDisplay(() =>
      withPackagedApp(join(app.folder, 'modelwright'), async (page) => {
        await page.waitForFunction(() => (document.getElementById('root')?.childElementCount ?? 0) > 0)
        expect(page.url()).toMatch(/^app:\/\/studio\//)
        expect(await page.title()).toContain('Modelwright')
        expect((await page.locator('body').innerText()).length).toBeGreaterThan(50)

        await invokeIn(page, 'projects.create', { name: 'Packaged' })
        const request = { path: file, dialect: {}, kinds: {}, skipBadRows: false }
        const dataset = await invokeIn(page, 'datasets.import', { jobId: 'import', request })
        expect(dataset.table.profile.rows).toBe(80)
        const { answers } = await invokeIn(page, 'advice.suggest', { datasetId: dataset.id, target: 'feel' })
        const advice = await invokeIn(page, 'advice.recommend', { datasetId: dataset.id, answers })
        expect(advice.cost.trainSeconds).toBeGreaterThan(0)
      }),
    )
  })
})

/** Names of the files in an asar archive: its header is JSON behind 16 bytes of sizes. */
function archivedFiles(archive: string): readonly string[] {
  const bytes = readFileSync(archive)
  const header = JSON.parse(bytes.toString('utf8', 16, 16 + bytes.readUInt32LE(12))) as AsarFolder
  const walk = (folder: AsarFolder, path: string): string[] =>
    Object.entries(folder.files).flatMap(([name, entry]) =>
      'files' in entry ? walk(entry, `${path}${name}/`) : [`${path}${name}`],
    )
  return walk(header, '')
}

interface AsarFolder {
  readonly files: Readonly<Record<string, AsarFolder | { readonly size: number }>>
}
