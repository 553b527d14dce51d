import { describe, expect, it } from 'vitest'
import type { LabelView } from '../../../../../compute/spec/data-edit.ts'
import {
  countTypes,
  evenLabels,
  formOf,
  moveWords,
  relabelled,
  shownSentences,
} from '../../../../../renderer/screens/labelling/word-labels.ts'

const tags = (text: string) => text.split(' ')
const range = (anchor: number, cursor = anchor) => ({ anchor, cursor })
const view: LabelView = {
  base: 'f',
  rows: 4,
  dictionary: ['B-LOC I-LOC O', 'O B-PER O', 'O O O'],
  named: [],
  labels: Int32Array.of(0, 1, 2, 1),
  imported: Int32Array.of(0, 1, 1, 1),
  excluded: Uint8Array.of(0, 0, 0, 1),
}

describe('labels of words', () => {
  it('become an entity of the words that are meant, written as the column writes its tags', () => {
    expect(relabelled(tags('O O O O'), range(2, 1), 'LOC', 'iob2')).toEqual(tags('O B-LOC I-LOC O'))
    expect(relabelled(tags('O O O O'), range(1, 2), 'LOC', 'iobes')).toEqual(tags('O B-LOC E-LOC O'))
    expect(relabelled(tags('O O O O'), range(1), 'LOC', 'iobes')).toEqual(tags('O S-LOC O O'))
    expect(relabelled(tags('I-LOC O O O'), range(1), 'LOC', 'iob1')).toEqual(tags('I-LOC B-LOC O O'))
    expect(relabelled(tags('NN VB NN'), range(1), 'JJ', 'words')).toEqual(tags('NN JJ NN'))
  })

  it('are cut off entities that they cover in part, or taken away', () => {
    expect(relabelled(tags('B-LOC I-LOC I-LOC'), range(1), 'PER', 'iob2')).toEqual(tags('B-LOC B-PER B-LOC'))
    expect(relabelled(tags('B-LOC I-LOC I-LOC'), range(2), null, 'iob2')).toEqual(tags('B-LOC I-LOC O'))
    expect(relabelled(tags('B-LOC O B-PER'), range(0, 2), null, 'iobes')).toEqual(tags('O O O'))
  })

  it('are as many as there are words', () => {
    expect(evenLabels(['B-LOC'], 3)).toEqual(tags('B-LOC O O'))
    expect(evenLabels(tags('O O O'), 2)).toEqual(tags('O O'))
  })

  it('are recognised by how they are written, and counted by type without sentences that are left out', () => {
    expect(formOf(view)).toBe('iob2')
    expect(formOf({ dictionary: ['I-LOC I-LOC O', 'I-PER B-PER'] })).toBe('iob1')
    expect(formOf({ dictionary: ['S-LOC O'] })).toBe('iobes')
    expect(formOf({ dictionary: ['NN VB', 'NN'] })).toBe('words')
    expect(countTypes(view, 'iob2')).toEqual([
      { label: 'LOC', count: 1 },
      { label: 'PER', count: 1 },
    ])
    expect(shownSentences(view, 'type:PER', 'iob2')).toEqual([1])
    expect(shownSentences(view, 'changed', 'iob2')).toEqual([2])
  })

  it('are gone to word by word, with Shift to several, and not beyond the ends', () => {
    expect(moveWords(range(0), -1, false, 3)).toEqual(range(0))
    expect(moveWords(range(1), 1, true, 3)).toEqual(range(1, 2))
    expect(moveWords(range(1, 2), 1, true, 3)).toEqual(range(1, 2))
  })
})
