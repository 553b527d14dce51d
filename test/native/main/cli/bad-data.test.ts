import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readArguments } from '../../../../main/cli/arguments.ts'
import { runCommand } from '../../../../main/cli/run-command.ts'
import { createTerminal } from '../../../../main/cli/terminal.ts'
import { createTranslator } from '../../../../main/i18n/translator.ts'
import { writeTables } from './small-tables.ts'

/** A terminal that remembers what was written to it. */
function memoryTerminal() {
  const written: string[] = []
  return { terminal: createTerminal({ write: (text) => written.push(text) > 0 }, {}), text: () => written.join('') }
}

describe('training on data that cannot be used', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'modelwright-bad-'))
    const put = (name: string, content: string | Uint8Array) => writeFile(join(folder, name), content)
    await writeTables(folder, 'flowers', 'same', 'single', 'missing', 'few', 'uneven', 'names')
    await put('empty.csv', '')
    await put('header.csv', 'length,width,colour\n')
    await put('picture.csv', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]))
    await mkdir(join(folder, 'folder.csv'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  async function train(file: string, args: readonly string[]) {
    const [output, complaints] = [memoryTerminal(), memoryTerminal()]
    const out = join(folder, 'model.onnx')
    const read = readArguments(['train', join(folder, file), '--out', out, '--lang', 'en', ...args])
    if (!('command' in read) || read.command.kind !== 'train') throw new Error('not a training')
    const code = await runCommand(read.command, {
      appRoot: process.cwd(),
      words: createTranslator(read.language ?? 'en'),
      output: output.terminal,
      complaints: complaints.terminal,
    })
    return { code, out: output.text(), complaints: complaints.text() }
  }

  it.each([
    ['nowhere.csv', [], 3, 'nowhere.csv'],
    ['folder.csv', [], 3, 'folder.csv'],
    ['empty.csv', [], 3, 'empty.csv'],
    ['header.csv', [], 3, 'header.csv'],
    ['picture.csv', [], 3, 'picture.csv'],
    ['uneven.csv', [], 3, '9'],
    ['flowers.csv', ['--target', 'color'], 3, 'Did you mean “colour”?'],
    ['flowers.csv', ['--target', 'price'], 3, 'length, width, colour'],
    ['same.csv', ['--target', 'y'], 3, '“always”'],
    ['single.csv', ['--target', 'y'], 3, 'row 42'],
    ['missing.csv', ['--target', 'y'], 3, '“y” has no value'],
    ['few.csv', ['--target', 'y'], 3, 'Only 5 rows'],
    ['flowers.csv', ['--target', 'colour', '--task', 'regression'], 3, 'not a number column'],
    ['names.csv', ['--target', 'y'], 3, 'can be learned from'],
    ['flowers.csv', ['--target', 'colour', '--features', 'length,height'], 2, '“height”'],
    ['flowers.csv', ['--out', join('no', 'such', 'folder', 'm.onnx')], 5, 'm.onnx'],
    ['flowers.csv', ['--out', tmpdir()], 5, tmpdir()],
  ])('refuses %s %j with code %i, saying %j', async (file, args, code, part) => {
    const before = await readdir(folder)
    const run = await train(file, args)
    expect(run.complaints).toContain(part)
    expect(run.complaints).not.toMatch(/\{\{|errors\.|\bat .*\.ts/)
    expect(run.code).toBe(code)
    expect(await readdir(folder)).toEqual(before)
  })

  it('tells scripts of an error in JSON', async () => {
    const { code, out } = await train('empty.csv', ['--json', '--lang', 'zh-CN'])
    expect(code).toBe(3)
    expect(JSON.parse(out)).toMatchObject({
      error: { code: 'file-empty', what: expect.stringContaining('empty.csv') as string },
    })
  })
})
