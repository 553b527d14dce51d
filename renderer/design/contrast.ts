/** Contrast by WCAG 2.2, and the pairs of tokens that must reach it. */
import type { Rgb } from './tokens.ts'

/** A channel of 0 to 255 in linear light, 0 to 1 (IEC 61966-2-1). */
export function linear(channel: number): number {
  const value = channel / 255
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}

/** Relative luminance, 0 to 1 (WCAG 2.2, "relative luminance"). */
export function luminance({ red, green, blue }: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/** Contrast ratio of two colours, 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** A pair of tokens that stand on each other, and the ratio that they need: 4.5 for text, 3 for lines, icons and marks. */
export interface ContrastPair {
  readonly on: string
  readonly of: string
  readonly needs: number
}

const text = (of: string, ...grounds: string[]): ContrastPair[] => grounds.map((on) => ({ on, of, needs: 4.5 }))
const mark = (of: string, ...grounds: string[]): ContrastPair[] => grounds.map((on) => ({ on, of, needs: 3 }))
const surfaces = ['ground', 'sheet', 'raised', 'sunken']
const washes = ['accent-wash', 'attention-wash', 'danger-wash']

/** Every pair that occurs in the interface. */
export const contrastPairs: readonly ContrastPair[] = [
  ...text('ink', ...surfaces, ...washes),
  ...text('ink-2', ...surfaces, ...washes),
  ...text('ink-3', ...surfaces, 'accent-wash'),
  ...text('accent', ...surfaces, 'accent-wash'),
  ...text('attention', ...surfaces, 'attention-wash'),
  ...text('danger', ...surfaces, 'danger-wash'),
  ...text('on-accent', 'accent', 'accent-strong'),
  ...text('on-danger', 'danger'),
  ...text('ink', 'ramp-0', 'ramp-1', 'ramp-2', 'ramp-3'),
  ...text('on-ramp', 'ramp-4', 'ramp-5', 'ramp-6'),
  ...mark('control', ...surfaces, 'accent-wash'),
  ...[1, 2, 3, 4, 5, 6, 7, 8].flatMap((series) => mark(`series-${series}`, 'sheet')),
]
