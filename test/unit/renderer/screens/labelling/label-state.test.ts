import { describe, expect, it } from 'vitest'
import type { LabelView } from '../../../../../compute/spec/data-edit.ts'
import { meantClass } from '../../../../../renderer/screens/labelling/class-panel.tsx'
import {
  countClasses,
  countShown,
  formerLabel,
  keysOfClasses,
  labelOf,
  nextAfter,
  nextWithoutClass,
  shownRows,
  withEdits,
} from '../../../../../renderer/screens/labelling/label-state.ts'

const view: LabelView = {
  base: 'f',
  rows: 6,
  dictionary: ['10', '2', 'x'],
  named: [],
  labels: Int32Array.of(0, 1, 1, -1, 2, 0),
  imported: Int32Array.of(0, 1, 2, -1, 2, 0),
  excluded: Uint8Array.of(0, 0, 0, 0, 0, 1),
}

describe('the classes of labelling', () => {
  it('are counted without examples that are left out, in the order of their names, numbers as numbers', () => {
    expect(countClasses(view)).toEqual([
      { label: '2', count: 2 },
      { label: '10', count: 1 },
      { label: 'x', count: 1 },
    ])
  })

  it('are shown by class, without one, changed, left out, or under suspicion, the worst first', () => {
    expect(shownRows(view, 'all', [])).toEqual([0, 1, 2, 3, 4, 5])
    expect(shownRows(view, 'class:10', [])).toEqual([0])
    expect(shownRows(view, 'unlabelled', [])).toEqual([3])
    expect(shownRows(view, 'changed', [])).toEqual([2])
    expect(shownRows(view, 'excluded', [])).toEqual([5])
    expect(shownRows(view, 'suspects', [4, 1])).toEqual([4, 1])
    expect(countShown(view)).toEqual({ all: 6, unlabelled: 1, excluded: 1, changed: 1 })
  })

  it('stand first where they were named before an example had them, in that order, and keep their keys', () => {
    const named = { ...view, named: ['x', 'new'] }
    expect(countClasses(named)).toEqual([
      { label: 'x', count: 1 },
      { label: 'new', count: 0 },
      { label: '2', count: 2 },
      { label: '10', count: 1 },
    ])
    const renamed = withEdits(named, 'class', [{ kind: 'replace-values', column: 'class', from: ['new'], to: 'newer' }])
    expect([...keysOfClasses(countClasses(renamed))].slice(0, 2)).toEqual([
      ['x', '1'],
      ['newer', '2'],
    ])
  })

  it('are suggested for examples that have none yet, in the order of what a run says', () => {
    const open = { ...view, labels: Int32Array.of(-1, 1, -1, -1, 2, -1) }
    expect(shownRows(open, 'surest', [5, 3, 1, 0, 9])).toEqual([3, 0])
    expect(nextWithoutClass(open, [0, 1, 2, 3], 0)).toBe(2)
    expect(nextWithoutClass(open, [0, 1, 2, 3], 3)).toBe(0)
    expect(nextWithoutClass(open, [1, 4, 5], null)).toBeNull()
  })

  it('are as they will be once edits are done', () => {
    const edited = withEdits(view, 'class', [
      { kind: 'set-values', column: 'class', rows: [3], value: 'new' },
      { kind: 'set-values', column: 'other', rows: [0], value: 'x' },
      { kind: 'replace-values', column: 'class', from: ['2'], to: 'x' },
      { kind: 'exclude', rows: [0], reason: 'chosen' },
      { kind: 'include', rows: [5] },
    ])
    expect([0, 1, 2, 3, 4, 5].map((row) => labelOf(edited, row))).toEqual(['10', 'x', 'x', 'new', 'x', '10'])
    expect([...edited.excluded]).toEqual([1, 0, 0, 0, 0, 0])
    expect(formerLabel(edited, 1)).toBe('2')
    expect(formerLabel(edited, 2)).toBeUndefined()
    expect(formerLabel(edited, 3)).toBeNull()
    expect([...view.labels]).toEqual([0, 1, 1, -1, 2, 0])
  })

  it('lead on to the example behind those that were dealt with, at the end to the last that is left', () => {
    expect(nextAfter([4, 7, 9, 2], new Set([7, 4]))).toBe(9)
    expect(nextAfter([4, 7, 9, 2], new Set([9, 2]))).toBe(7)
    expect(nextAfter([4], new Set([4]))).toBe(4)
    expect(nextAfter([], new Set())).toBeNull()
  })

  it('have the keys of their places or, where all are digits, of their names', () => {
    const keys = (...labels: string[]) => [...keysOfClasses(labels.map((label) => ({ label, count: 1 }))).values()]
    expect(keys('0', '1', '7')).toEqual(['0', '1', '7'])
    expect(keys('0', '1', '17')).toEqual(['1', '2', '3'])
    const twelve = Array.from({ length: 12 }, (_, place) => `class ${place}`)
    expect(keys(...twelve).join('')).toBe('1234567890')
  })

  it('are meant by their names, by their beginnings before other parts, or are new', () => {
    const classes = ['sunflower', 'flower', 'Tree'].map((label) => ({ label, count: 1 }))
    expect(meantClass(classes, 'flow')).toBe('flower')
    expect(meantClass(classes, 'tree')).toBe('Tree')
    expect(meantClass(classes, 'unfl')).toBe('sunflower')
    expect(meantClass(classes, ' bush ')).toBe('bush')
    expect(meantClass(classes, ' ')).toBeNull()
  })
})
