/** The colours of tokens.css: contrast of every pair in use, and series that colour-blind people can tell apart. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { deficiencyNames, distance, simulate, smallestDistance } from '../../../../renderer/design/color-vision.ts'
import { contrast, contrastPairs } from '../../../../renderer/design/contrast.ts'
import { parseColorTokens, parseHex, type Rgb, seriesCount } from '../../../../renderer/design/tokens.ts'

const css = readFileSync(new URL('../../../../renderer/design/tokens.css', import.meta.url), 'utf8')
const tokens = new Map(parseColorTokens(css).map((token) => [token.name, token]))
const themes = ['light', 'dark'] as const

function color(name: string, theme: (typeof themes)[number]): Rgb {
  const token = tokens.get(name)
  if (token === undefined) throw new Error(`tokens.css has no colour --${name}`)
  return token[theme]
}

describe('contrast', () => {
  it('of black and white is 21, of a colour with itself 1', () => {
    expect(contrast(parseHex('#000000'), parseHex('#ffffff'))).toBeCloseTo(21, 6)
    expect(contrast(parseHex('#0b6b61'), parseHex('#0b6b61'))).toBe(1)
  })

  it('of #767676 on white is 4.54, the grey that WCAG names as just enough', () => {
    expect(contrast(parseHex('#767676'), parseHex('#ffffff'))).toBeCloseTo(4.54, 2)
  })

  describe.each(themes)('in the %s theme', (theme) => {
    it.each(contrastPairs)('of $of on $on is at least $needs', ({ of, on, needs }) => {
      expect(contrast(color(of, theme), color(on, theme))).toBeGreaterThanOrEqual(needs)
    })
  })
})

describe('series colours', () => {
  const names = Array.from({ length: seriesCount }, (_, index) => `series-${index + 1}`)
  const pairs = names.flatMap((a, index) => names.slice(index + 1).map((b) => ({ a, b })))

  describe.each(themes)('in the %s theme', (theme) => {
    it.each(pairs)('$a and $b are told apart with every kind of sight', ({ a, b }) => {
      expect(smallestDistance(color(a, theme), color(b, theme))).toBeGreaterThanOrEqual(0.1)
    })
  })

  it('grey stays grey under each simulation', () => {
    const grey = parseHex('#808080')
    for (const name of deficiencyNames) expect(distance(grey, simulate(grey, name))).toBeLessThan(0.01)
  })

  it('red and green of the same lightness fall together for deuteranopia', () => {
    const [red, green] = [parseHex('#c8503c'), parseHex('#7f8a2e')]
    const apart = distance(red, green)
    expect(distance(simulate(red, 'deuteranopia'), simulate(green, 'deuteranopia'))).toBeLessThan(apart / 3)
  })
})

describe('token names', () => {
  it('each name is written once', () => {
    const all = parseColorTokens(css).map(({ name }) => name)
    expect(new Set(all).size).toBe(all.length)
  })
})
