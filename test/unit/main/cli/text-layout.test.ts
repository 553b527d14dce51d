import { styleText } from 'node:util'
import { describe, expect, it } from 'vitest'
import { textTable } from '../../../../main/cli/text-table.ts'
import { pad, textWidth, truncate, wrap } from '../../../../main/cli/text-width.ts'

describe('textWidth', () => {
  it.each([
    ['abc', 3],
    ['企鹅', 4],
    ['（物种）', 8],
    ['한국', 4],
    ['é', 1],
    ['e\u0301', 1],
    ['👩‍🔬', 2],
    ['─│█', 3],
    ['', 0],
    [styleText('bold', '企鹅', { validateStream: false }), 4],
  ])('counts the columns of %j', (text, width) => {
    expect(textWidth(text)).toBe(width)
  })
})

describe('cutting and filling', () => {
  it('never splits a wide character in two', () => {
    expect(truncate('企鹅的物种', 6)).toBe('企鹅…')
    expect(pad(truncate('企鹅的物种', 6), 6)).toBe('企鹅… ')
    expect(truncate('short', 5)).toBe('short')
  })

  it('breaks lines between words and between Chinese characters, never before a full stop', () => {
    expect(wrap('one two three', 8)).toEqual(['one two', 'three'])
    expect(wrap('企鹅的物种。', 6)).toEqual(['企鹅的', '物种。'])
    expect(wrap('企鹅的物。', 8)).toEqual(['企鹅的', '物。'])
  })
})

describe('textTable', () => {
  const columns = [
    { title: '列', align: 'left' },
    { title: 'rows', align: 'right' },
  ] as const

  it('lines columns up, whatever the script', () => {
    const rows = [
      ['企鹅', '3'],
      ['island', '12345'],
    ]
    expect(textTable(columns, rows, 80)).toEqual(['列       rows', '──────  ─────', '企鹅        3', 'island  12345'])
  })

  it('cuts the widest column where the terminal is too narrow', () => {
    const lines = textTable(columns, [['a'.repeat(100), '5']], 30)
    expect(Math.max(...lines.map(textWidth))).toBe(30)
    expect(lines.at(-1)).toBe(`${'a'.repeat(23)}…     5`)
  })
})
