import { execFileSync } from 'node:child_process'
import { appendFile, mkdir, mkdtemp, open, readdir, rm, symlink, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { importTable } from '../../../../compute/data/import-table.ts'
import { inspectTable } from '../../../../compute/data/inspect-table.ts'
import type { StudioError } from '../../../../compute/spec/errors.ts'
import { importFolder } from './import-support.ts'

const png = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  deflateSync(Buffer.alloc(5000)),
])
const rows = (count: number, row: (i: number) => string) => Array.from({ length: count }, (_, i) => row(i)).join('')

/** Runs something with a small file system mounted; false where mounting isn't allowed. */
async function withMount(options: string, use: (path: string) => Promise<void>): Promise<boolean> {
  const path = await mkdtemp(join(tmpdir(), 'modelwright-mount-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path], { stdio: 'ignore' })
  } catch {
    await rm(path, { recursive: true })
    return false
  }
  try {
    await use(path)
    return true
  } finally {
    execFileSync('umount', ['-l', path])
    await rm(path, { recursive: true, force: true })
  }
}

describe('a file that is no table is refused with what it is and where', () => {
  const folder = importFolder()

  const cases: [string, string | Uint8Array, string, Record<string, unknown>][] = [
    ['0 bytes', '', 'file-empty', {}],
    ['only empty lines', '\n\n  \n', 'file-empty', {}],
    ['only a header', 'a,b,c\n', 'file-header-only', { columns: 3 }],
    ['a PNG', png, 'file-not-a-table', { format: 'PNG' }],
    ['a gzip file', gzipSync('a,b\n1,2\n'), 'file-not-a-table', { format: 'gzip' }],
    ['XML', '<?xml version="1.0"?><a><b>1</b></a>', 'file-not-a-table', { format: 'XML' }],
    [
      'unknown bytes',
      Buffer.from(
        rows(3000, (i) => String.fromCharCode(i % 32)),
        'latin1',
      ),
      'file-not-a-table',
      { format: 'binary' },
    ],
    [
      'rows that differ',
      'a,b\n1,2\n3\n4,5,6\n7,8\n',
      'row-lengths-differ',
      { rows: '3, 4', count: 2, columns: 2, cells: 1 },
    ],
    ['a mark that is never closed', 'a,b\n1,2\n3,"x\n4,y\n', 'quote-not-closed', { row: 3 }],
    ['NUL bytes', 'a,b\n1,2\n3,\0\n', 'file-has-nul-bytes', { row: 3 }],
    [
      '10,000 columns',
      `${rows(10_000, (i) => `f${i},`)}y\n${'1,'.repeat(10_000)}2\n`,
      'too-many-columns',
      { columns: 10_001, limit: 2000 },
    ],
    ['a long line', `a,b\n1,2\n${'x'.repeat(5 << 20)}\n`, 'line-too-long', { row: 3, limitMb: 4 }],
  ]

  it.each(cases)('%s', async (name, content, code, params) => {
    const path = await folder.write(`${name.replaceAll(/[ ,]/g, '-')}.csv`, content)
    const error = (await folder.import(path).catch((thrown: unknown) => thrown)) as StudioError
    expect(error).toMatchObject({ code, params: { ...params, file: path.split('/').at(-1)! } })
    expect(await folder.datasets()).toEqual([])
  })

  it('far from its beginning as well', async () => {
    const good = rows(600_000, (i) => `${i},${i % 7}\n`)
    const late: [string, string | Uint8Array, string, number | string][] = [
      ['quote', `a,b\n${good}x,"y\nz,1\n`, 'quote-not-closed', 600_002],
      ['lengths', `a,b\n${good}1\n2,3\n4,5,6\n`, 'row-lengths-differ', '600002, 600004'],
      ['nul', `a,b\n${good}1,\0\n`, 'file-has-nul-bytes', 600_002],
      ['line', `a,b\n${good}${'y'.repeat(5 << 20)}\n`, 'line-too-long', 600_002],
      [
        'utf-8',
        Buffer.concat([Buffer.from(`é,b\n${good}1,`), Buffer.from([0xff, 0x0a])]),
        'file-bad-encoding',
        600_002,
      ],
    ]
    for (const [name, content, code, row] of late) {
      const path = await folder.write(`late-${name}.csv`, content)
      const error = (await folder.import(path).catch((thrown: unknown) => thrown)) as StudioError
      expect(error, name).toMatchObject({ code, params: { [typeof row === 'number' ? 'row' : 'rows']: row } })
    }
    expect(await folder.datasets()).toEqual([])
  })

  it('a folder, a missing file, a device', async () => {
    await mkdir(join(folder.path, 'folder.csv'))
    await symlink('/dev/zero', join(folder.path, 'device.csv'))
    const codeOf = (path: string) =>
      inspectTable(join(folder.path, path), {}).catch((thrown: unknown) => (thrown as StudioError).code)
    expect(await codeOf('folder.csv')).toBe('file-is-a-folder')
    expect(await codeOf('missing.csv')).toBe('file-not-found')
    expect(await codeOf('device.csv')).toBe('file-not-readable')
  })

  it('a text in another encoding than the person said', async () => {
    const chinese = await folder.write('chinese.csv', 'a,b\n1,名\n2,类\n')
    const latin = await folder.write('latin.csv', Buffer.from('a,b\n1,x\n2,é\n', 'latin1'))
    const codeOf = (path: string, encoding: 'utf-8' | 'utf-16le' | 'gb18030') =>
      folder.import(path, { dialect: { encoding } }).catch((thrown: unknown) => {
        const { code, params } = thrown as StudioError
        return { code, row: params['row'] }
      })
    expect(await codeOf(latin, 'utf-8')).toEqual({ code: 'file-bad-encoding', row: 3 })
    expect(await codeOf(latin, 'gb18030')).toEqual({ code: 'file-bad-encoding', row: 3 })
    expect(await codeOf(chinese, 'utf-16le')).toEqual({ code: 'file-bad-encoding', row: 1 })
  })

  it('a sparse file of 2 GB on one line, at once and without reading it', async () => {
    const path = await folder.write('huge.csv', 'x'.repeat(6 << 20))
    await truncate(path, 2 ** 31)
    const before = process.memoryUsage().rss
    const started = performance.now()
    await expect(inspectTable(path, {})).rejects.toMatchObject({ code: 'line-too-long', params: { row: 1 } })
    await expect(folder.import(path)).rejects.toMatchObject({ code: 'line-too-long' })
    expect(performance.now() - started).toBeLessThan(10_000)
    expect(process.memoryUsage().rss - before).toBeLessThan(200 << 20)
  })
})

describe('an import that cannot be finished', () => {
  const folder = importFolder()
  const big = rows(400_000, (i) => `${i},${(i * 7919) % 10_007},text ${i % 1000}\n`)

  it('says so when the file grows meanwhile, and leaves nothing behind', async () => {
    const path = await folder.write('growing.csv', `a,b,c\n${big}`)
    const growth = { stopped: false }
    const grow = (async () => {
      while (!growth.stopped) {
        await appendFile(path, '1,2,x\n')
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    })()
    const error: unknown = await folder.import(path).catch((thrown: unknown) => thrown)
    growth.stopped = true
    await grow
    expect(error).toMatchObject({ code: 'file-changed-while-reading' })
    expect(await folder.datasets()).toEqual([])
  })

  it('stops within half a second when it is cancelled, wherever it is, and leaves nothing behind', async () => {
    const path = await folder.write('cancelled.csv', `a,b,c\n${big}`)
    const stages = ['reading', 'converting', 'profiling', 'writing'] as const
    for (const stage of stages) {
      const controller = new AbortController()
      let cancelledAt = 0
      const options = {
        signal: controller.signal,
        onProgress: (progress: { stage: string }) => {
          if (progress.stage !== stage || cancelledAt > 0) return
          cancelledAt = performance.now()
          controller.abort()
        },
      }
      const request = { path, dialect: {}, kinds: {}, skipBadRows: false }
      await expect(importTable(request, folder.project, options), stage).rejects.toMatchObject({ code: 'cancelled' })
      // Other tests share the processor, so this is looser than what a person sees.
      expect(performance.now() - cancelledAt, stage).toBeLessThan(2000)
      expect(await folder.datasets(), stage).toEqual([])
    }
  })

  it('says that the disk is full, and leaves nothing behind', async (context) => {
    const path = await folder.write('full.csv', `a,b,c\n${big}`)
    const utf16 = await folder.write('full-utf16.csv', Buffer.from(`\ufeffa,b,c\n${big}`, 'utf16le'))
    const done = await withMount('size=1m', async (project) => {
      for (const file of [path, utf16]) {
        const request = { path: file, dialect: {}, kinds: {}, skipBadRows: false }
        const options = { signal: new AbortController().signal, onProgress: () => undefined }
        const error: unknown = await importTable(request, project, options).catch((thrown: unknown) => thrown)
        expect(error).toMatchObject({ code: 'disk-full', params: { path: project } })
        expect(await readdir(join(project, 'datasets'))).toEqual([])
      }
    })
    if (!done) context.skip('a small file system can only be mounted with the rights to')
  })

  it('says that the project folder is read-only', async (context) => {
    const path = await folder.write('readonly.csv', 'a,b\n1,2\n')
    const done = await withMount('ro', async (project) => {
      const request = { path, dialect: {}, kinds: {}, skipBadRows: false }
      const options = { signal: new AbortController().signal, onProgress: () => undefined }
      await expect(importTable(request, project, options)).rejects.toMatchObject({
        code: 'folder-read-only',
        params: { path: project },
      })
    })
    if (!done) context.skip('a read-only file system can only be mounted with the rights to')
  })

  it('says that there is no project folder any more', async () => {
    const path = await folder.write('orphan.csv', 'a,b\n1,2\n')
    const options = { signal: new AbortController().signal, onProgress: () => undefined }
    const request = { path, dialect: {}, kinds: {}, skipBadRows: false }
    await expect(importTable(request, join(folder.path, 'gone'), options)).rejects.toMatchObject({
      code: 'project-not-found',
    })
  })

  it('is cleared away by the next one if its process was killed', async () => {
    const left = join(folder.project, 'datasets', '.making-999999999-left')
    await mkdir(left, { recursive: true })
    await (await open(join(left, 'rows.parquet'), 'w')).close()
    await folder.import(await folder.write('next.csv', 'a,b\n1,2\n3,4\n'))
    expect((await folder.datasets()).filter((name) => name.startsWith('.'))).toEqual([])
  })
})
