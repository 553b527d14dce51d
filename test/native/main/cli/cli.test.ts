import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { greyPng } from '../../../../compute/data/images/decode-image.ts'
import { createSession } from '../../../../compute/graph/session.ts'
import { textWidth } from '../../../../main/cli/text-width.ts'
import { repositoryRoot } from '../../../../main/tooling/repository.ts'
import { runCli } from './run-cli.ts'
import { writeTables } from './small-tables.ts'

describe('the command line', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'modelwright-cli-'))
    await writeTables(folder, 'flowers', 'single')
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('trains, evaluates and exports, and shows each step in a width that fits', async () => {
    const { code, out, complaints } = await runCli(folder, [
      'train',
      'flowers.csv',
      '--target',
      'colour',
      '--epochs',
      '30',
    ])
    expect(complaints).toBe('')
    expect(code).toBe(0)
    for (const part of [
      '120 rows, 3 columns',
      'Recommended: ★',
      'To beat:',
      'Accuracy',
      'actual ↓',
      'Model: ',
      'Checked: ',
    ]) {
      expect(out).toContain(part)
    }
    expect(out).not.toMatch(/\{\{|cli\.|advice\.|evaluation\.|\u001b/)
    expect(Math.max(...out.split('\n').map(textWidth))).toBeLessThanOrEqual(110)
    const session = await createSession(join(folder, 'flowers.onnx'), { threads: 1 })
    expect(session.inputs).toEqual(['length', 'width'])
    await session.release()
  })

  it('gives one JSON object for scripts, and the same one for the same seed, also from two runs at a time', async () => {
    const args = ['train', 'flowers.csv', '-t', 'length', '--json', '--seed', '5', '--epochs', '12']
    const [first, second] = await Promise.all(
      ['m', 'n'].map((out) => runCli(folder, [...args, '--out', `${out}.onnx`])),
    )
    if (first === undefined || second === undefined) throw new Error('a run gave nothing')
    expect(first.code).toBe(0)
    const parse = ({ out }: { out: string }) =>
      JSON.parse(out) as Record<string, unknown> & { export: { sha256: string } }
    expect(parse(first)).toMatchObject({ task: 'regression', target: 'length', features: ['width', 'colour'] })
    expect(parse(first)['metrics']).toEqual(parse(second)['metrics'])
    expect(parse(first).export.sha256).toBe(parse(second).export.sha256)
  })

  it('speaks Chinese, with tables that line up', async () => {
    const args = ['train', 'flowers.csv', '--lang', 'zh-CN', '-o', 'zh.onnx', '--epochs', '5']
    const { code, out } = await runCli(folder, args)
    expect(code).toBe(0)
    expect(out).toContain('推荐：')
    const lines = out.split('\n')
    const rule = lines.findIndex((line) => line.startsWith('───'))
    const table = lines.slice(rule - 1, rule + 4).map((line) => textWidth(line.trimEnd()))
    // The kind column begins at the same place in each row: the rule's first run of dashes gives it.
    const start = textWidth(lines[rule]!.split('  ')[0]!) + 2
    const kinds = lines.slice(rule + 1, rule + 4).map((line) => columnAt(line, start))
    expect(kinds).toEqual(['数值', '数值', '类别'])
    expect(table.length).toBe(5)
  })

  it('learns to make more pictures of a folder, and says which files are no pictures', async () => {
    const pictures = join(folder, 'spots')
    await mkdir(pictures)
    for (let at = 0; at < 60; at++) {
      const pixels = Uint8Array.from({ length: 64 }, (_, pixel) => (Math.abs((pixel % 8) - (at % 8)) < 2 ? 230 : 20))
      await writeFile(join(pictures, `${at}.png`), await greyPng(pixels, 8, 8))
    }
    const args = ['train', 'spots', '--generate', '--epochs', '20']
    const [shown, scripted, wrong] = await Promise.all([
      runCli(folder, args),
      runCli(folder, [...args, '--json', '--out', 'again.onnx']),
      runCli(folder, ['train', 'flowers.csv', '--generate']),
    ])
    expect(shown.complaints).toBe('')
    expect(shown.code).toBe(0)
    for (const part of ['60 pictures', 'Recommended: ★', 'nats a picture', 'Model: ', 'What it makes: ']) {
      expect(shown.out).toContain(part)
    }
    expect(shown.out).not.toMatch(/\{\{|cli\.|advice\.|generation\.|\u001b/)
    expect(Math.max(...shown.out.split('\n').map(textWidth))).toBeLessThanOrEqual(110)
    const result = JSON.parse(scripted.out) as { task: string; epochs: number; sheet: string }
    expect(result).toMatchObject({ task: 'generation', epochs: 20, export: { rows: 64 } })
    // The same seed makes the same pictures.
    expect(await readFile(join(folder, 'spots.png'))).toEqual(await readFile(result.sheet))
    expect(existsSync(join(folder, 'again-encoder.onnx'))).toBe(true)
    expect(wrong.code).toBe(2)
    expect(wrong.complaints).toContain('flowers.csv')
  })

  it('shows its help in both languages, and its version', async () => {
    expect(await runCli(folder, ['--help'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('Exit codes') as string,
    })
    const chinese = await runCli(folder, ['--help', '--lang', 'zh-CN'])
    expect(chinese.out).toContain('退出码')
    expect((await runCli(folder, ['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  it('says what is wrong with the data, and leaves nothing behind', async () => {
    const before = await readdir(folder)
    const run = await runCli(folder, ['train', 'single.csv', '--target', 'y'])
    expect(run).toMatchObject({ code: 3, out: expect.stringContaining('120 rows') as string })
    expect(run.complaints).toContain('row 42')
    expect(await readdir(folder)).toEqual(before)
  })

  it('says what is wrong with the command line', async () => {
    expect(await runCli(folder, ['train'])).toMatchObject({ code: 2, out: '' })
  })

  // Windows knows no SIGINT from another process: it would just end this one.
  it.skipIf(process.platform === 'win32')('keeps and exports the best model when it is interrupted', async () => {
    const args = [
      'train',
      // Large enough to be still at work when the signal comes.
      join(repositoryRoot, 'assets', 'samples', 'flights.csv'),
      '--target',
      'air_time',
      '--budget',
      'thorough',
      '--epochs',
      '100000',
      '-o',
      'cut.onnx',
    ]
    const run = await runCli(folder, args, (child) => {
      let heard = ''
      let told = false
      child.stdout!.on('data', (part: Buffer) => {
        heard += part.toString()
        // Once an epoch is done there is something to keep.
        if (told || !/Training:[^]*validation/.test(heard)) return
        told = true
        child.kill('SIGINT')
      })
    })
    expect(run.code).toBe(130)
    expect(existsSync(join(folder, 'cut.onnx'))).toBe(true)
    expect((await readFile(join(folder, 'cut.onnx'))).byteLength).toBeGreaterThan(1000)
  })
})

/** The text that begins at a column of the terminal, up to the next gap. */
function columnAt(line: string, start: number): string {
  let width = 0
  let at = 0
  for (const character of line) {
    if (width >= start) break
    width += textWidth(character)
    at += character.length
  }
  return line.slice(at).split('  ')[0]!
}
