import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OddSpaces } from '../../../../../compute/data/source/odd-spaces.ts'

function foundIn(text: string | readonly Buffer[], delimiter = ',', quote = '"') {
  const odd = new OddSpaces({ delimiter, quote })
  for (const chunk of typeof text === 'string' ? [Buffer.from(text)] : text) odd.add(chunk)
  return odd.found
}

describe('white space that may cling to a cell', () => {
  it.each([
    ['a,b\n1, 2 \n', false],
    ['a,b\r\n1,2\r\n', false],
    ['a,b\r\n1,2\n', true],
    ['a,b\n1,2\r\n', true],
    ['a,b\n1\r,2\n', true],
    ['a,b\n1,\t2\n', true],
    ['a,b\n1,2\u00a0\n', true],
    ['名,b\n苹果,\u30002\n', true],
    ['名,b\n苹果,“2”\n', false],
    ['a,b\n1,2\u2009\n', true],
    ['a,b\n1,\ufeff2\n', true],
  ] as const)('%j has some: %s', (text, found) => {
    expect(foundIn(text)).toBe(found)
  })

  it('is not what stands between cells', () => {
    expect(foundIn('a\tb\n1\t2\n', '\t')).toBe(false)
    expect(foundIn('a\tb\n1\t"\t2"\n', '\t')).toBe(true)
    expect(foundIn('a\tb\n1\t"2\n', '\t', '')).toBe(false)
  })

  it('is found wherever the text is cut into chunks', () => {
    const piece = fc.constantFrom('a', 'é', '苹', ' ', '\n', '\r\n', '\u00a0', '\u3000', '\u2028', '\t', '\r', '“')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.array(fc.nat(40), { maxLength: 3 }), (pieces, cuts) => {
        const text = Buffer.from(pieces.join(''))
        const places = [0, ...cuts.map((cut) => Math.min(cut, text.length)), text.length].toSorted((a, b) => a - b)
        const chunks = places.slice(1).map((end, at) => text.subarray(places[at], end))
        const plain = pieces.join('').replaceAll('\r\n', '\n')
        const ends = new Set(pieces.join('').match(/\r?\n/g) ?? [])
        expect(foundIn(chunks)).toBe(/[\u00a0\u3000\u2028\t\r]/.test(plain) || ends.size > 1)
      }),
      { numRuns: 500 },
    )
  })
})
