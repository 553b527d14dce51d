import { describe, expect, it } from 'vitest'
import { readArguments } from '../../../../main/cli/arguments.ts'

const read = (line: string) => readArguments(line.split(' ').filter((arg) => arg !== ''))

describe('the command line', () => {
  it('takes a file, a target and nothing else', () => {
    expect(read('train my.csv --target price')).toMatchObject({
      language: null,
      command: {
        kind: 'train',
        files: ['my.csv'],
        settings: { target: 'price', seed: null, stratify: true, split: null, json: false },
      },
    })
  })

  it('takes every setting', () => {
    const line =
      'train my.csv -t y --task=regression --features a,b --pretrained models/bert --budget quick --epochs 5 --threads 2 --device webgpu --seed 7 --data sequences --ahead 12 --history 24 --known a,b --no-stratify --split time --split-by day --generate -o m.onnx --json --lang zh-CN'
    expect(read(line)).toEqual({
      language: 'zh-CN',
      command: {
        kind: 'train',
        files: ['my.csv'],
        settings: {
          target: 'y',
          sheet: null,
          fileColumn: null,
          task: 'regression',
          features: ['a', 'b'],
          pretrained: 'models/bert',
          budget: 'quick',
          epochs: 5,
          threads: 2,
          device: 'webgpu',
          seed: 7,
          data: 'sequences',
          ahead: 12,
          history: 24,
          known: ['a', 'b'],
          stratify: false,
          split: { way: 'time', by: 'day' },
          out: 'm.onnx',
          json: true,
          generate: true,
        },
      },
    })
  })

  it.each(['--help', 'train --help', '-h', 'demo -h'])('shows help for %j, whatever is missing', (line) => {
    expect(read(line)).toMatchObject({ command: { kind: 'help' } })
  })

  it('takes several files, a sheet, and the name of a column for the file', () => {
    expect(read('train a.xlsx b.xlsx --sheet Second --file-column year')).toMatchObject({
      command: { files: ['a.xlsx', 'b.xlsx'], settings: { sheet: 'Second', fileColumn: 'year' } },
    })
  })

  it('tells its version, and trains on a sample', () => {
    expect(read('--version')).toMatchObject({ command: { kind: 'version' } })
    expect(read('demo --seed 3')).toMatchObject({ command: { kind: 'demo', settings: { seed: 3 } } })
  })

  it.each([
    ['', 'noCommand', {}],
    ['fly', 'unknownCommand', { command: 'fly' }],
    ['train', 'noFile', {}],
    ['demo a.csv', 'tooMany', { argument: 'a.csv' }],
    ['train a.csv --file-column=', 'emptyName', { option: '--file-column' }],
    ['train a.csv --colour red', 'badOption', { option: '--colour' }],
    ['train a.csv --target', 'badOption', { option: '--target' }],
    [
      'train a.csv --task guess',
      'notAllowed',
      { option: '--task', value: 'guess', allowed: 'classification, regression' },
    ],
    ['train a.csv --epochs many', 'notAWholeNumber', { option: '--epochs', value: 'many', least: 1, most: 100_000 }],
    ['train a.csv --epochs 0', 'notAWholeNumber', { option: '--epochs', value: '0', least: 1, most: 100_000 }],
    ['train a.csv --seed 1.5', 'notAWholeNumber', { option: '--seed', value: '1.5', least: 0, most: 0xffff_ffff }],
    ['train a.csv --features a,,b', 'emptyName', { option: '--features' }],
    ['train a.csv --lang de', 'notAllowed', { option: '--lang', value: 'de', allowed: 'en, zh-CN' }],
  ])('says what is wrong with %j', (line, key, params) => {
    expect(read(line)).toMatchObject({ problem: { key: `cli.usage.${key}`, params } })
  })

  it('complains in the language that was asked for', () => {
    expect(read('train --lang zh-CN')).toMatchObject({ language: 'zh-CN', problem: { key: 'cli.usage.noFile' } })
    expect(read('fly --lang=zh-CN')).toMatchObject({ language: 'zh-CN' })
  })
})
