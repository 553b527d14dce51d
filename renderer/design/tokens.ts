/**
 * The colour tokens as data, read from tokens.css itself, so that tests, the design screen and charts see what the CSS says.
 */

/** A colour as 0 to 255 for each channel. */
export interface Rgb {
  readonly red: number
  readonly green: number
  readonly blue: number
}

export interface ColorToken {
  /** Without the two dashes: `ink`. */
  readonly name: string
  readonly light: Rgb
  readonly dark: Rgb
}

/** How many series colours there are. */
export const seriesCount = 8
/** How many steps the ramp has. */
export const rampSteps = 7

/** A colour of `#rrggbb`. @throws Error for anything else. */
export function parseHex(hex: string): Rgb {
  if (!/^#[0-9a-f]{6}$/i.test(hex)) throw new Error(`not a colour: ${hex}`)
  const channel = (at: number) => parseInt(hex.slice(at, at + 2), 16)
  return { red: channel(1), green: channel(3), blue: channel(5) }
}

/** All tokens of the form `--name: light-dark(#light, #dark);`, in the order of the file. */
export function parseColorTokens(css: string): ColorToken[] {
  const pattern = /--([\w-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\);/gi
  return [...css.matchAll(pattern)].map(([, name = '', light = '', dark = '']) => ({
    name,
    light: parseHex(light),
    dark: parseHex(dark),
  }))
}
