/** Telling binaries of the packaged platform from those of others. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { foreignBinaries, packagesWithoutBinary } from '../../../main/tooling/packaged-natives.ts'

const folder = mkdtempSync(join(tmpdir(), 'modelwright-natives-'))
const put = (path: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), '')
}
afterAll(() => rmSync(folder, { recursive: true, force: true }))

for (const path of [
  'onnxruntime-node/bin/napi-v6/win32/x64/onnxruntime_binding.node',
  'onnxruntime-node/bin/napi-v6/win32/x64/onnxruntime.dll',
  '@duckdb/node-bindings-win32-x64/duckdb.node',
  '@napi-rs/image-win32-x64-msvc/package.json',
  'better-sqlite3/prebuilds/win32-x64.node',
  'better-sqlite3/lib/linux-x64.js',
]) {
  put(path)
}
const target = { platform: 'win32', arch: 'x64' } as const

describe('the natives of a package', () => {
  it('are complete when each package has its binary', () => {
    expect(packagesWithoutBinary(folder, target)).toEqual([])
    expect(packagesWithoutBinary(folder, { platform: 'darwin', arch: 'x64' })).toEqual([
      'onnxruntime-node',
      '@duckdb/node-api',
      '@napi-rs/image',
      'better-sqlite3',
    ])
  })

  it('are foreign when they belong to another platform or architecture', async () => {
    expect(await foreignBinaries(folder, target)).toEqual([])
    for (const path of [
      'onnxruntime-node/bin/napi-v6/linux/x64/libonnxruntime.so.1',
      'onnxruntime-node/bin/napi-v6/win32/arm64/onnxruntime.dll',
      'better-sqlite3/build/Release/better_sqlite3.node',
    ]) {
      put(path)
      expect(await foreignBinaries(folder, target)).toEqual([path])
      rmSync(join(folder, path))
    }
  })
})
