import { expect, it } from 'vitest'
import { freeName, namesIn } from '../../../../../renderer/screens/labelling/class-names.ts'

it('takes a class from each line, once, without white space around it', () => {
  expect(namesIn(' cat \n\ndog\ncat\n  ')).toEqual(['cat', 'dog'])
  expect(namesIn('')).toEqual([])
})

it('gives a column a name that no other has, whatever the case of its letters', () => {
  expect(freeName('label', ['text'])).toBe('label')
  expect(freeName('label', ['Label', 'label 2'])).toBe('label 3')
})
