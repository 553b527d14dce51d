/** How colours look with a colour-vision deficiency, and how far they are apart, to choose series that all can tell apart. */
import { linear } from './contrast.ts'
import type { Rgb } from './tokens.ts'

type Vector = readonly [number, number, number]
type Matrix = readonly [Vector, Vector, Vector]

/**
 * Full deficiencies in linear RGB: Machado, Oliveira, Fernandes, "A Physiologically-based Model for Simulation of
 * Color Vision Deficiency", 2009, severity 1.0.
 */
const deficiencies = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
} as const satisfies Record<string, Matrix>

export type Deficiency = keyof typeof deficiencies
export const deficiencyNames = Object.keys(deficiencies) as Deficiency[]

function apply(matrix: Matrix, [x, y, z]: Vector): Vector {
  const row = ([a, b, c]: Vector) => a * x + b * y + c * z
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])]
}

const clamp = (value: number) => Math.min(1, Math.max(0, value))
const toLinear = ({ red, green, blue }: Rgb): Vector => [linear(red), linear(green), linear(blue)]

/** A colour as it is seen with a deficiency. */
export function simulate(color: Rgb, deficiency: Deficiency): Rgb {
  const [red, green, blue] = apply(deficiencies[deficiency], toLinear(color)).map(encode) as [number, number, number]
  return { red, green, blue }
}

function encode(light: number): number {
  const value = clamp(light)
  return Math.round(255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055))
}

/** Lightness and two opponent axes of OKLab (Ottosson 2020), in which distances are about as large as they look. */
export function oklab(color: Rgb): Vector {
  const cone: Matrix = [
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
  ]
  const opponent: Matrix = [
    [0.2104542553, 0.793617785, -0.0040720468],
    [1.9779984951, -2.428592205, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.808675766],
  ]
  const [l, m, s] = apply(cone, toLinear(color))
  return apply(opponent, [Math.cbrt(l), Math.cbrt(m), Math.cbrt(s)])
}

/** Distance of two colours in OKLab: 0 for the same, 1 for black and white. */
export function distance(a: Rgb, b: Rgb): number {
  const [x, y] = [oklab(a), oklab(b)]
  return Math.hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2])
}

/** The smallest distance of two colours for normal sight and for each deficiency. */
export function smallestDistance(a: Rgb, b: Rgb): number {
  const seen = deficiencyNames.map((name) => distance(simulate(a, name), simulate(b, name)))
  return Math.min(distance(a, b), ...seen)
}
