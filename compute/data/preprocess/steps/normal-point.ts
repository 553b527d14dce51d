/** The point of the normal distribution below which a share of it lies: Wichura (1988), algorithm AS 241 for 32-bit numbers. */

/** Shares nearer to 0 are taken for this one, as scikit-learn does: the point is then at −5.2. */
export const normalTail = Math.fround(1e-7)

/** Shares at most this far from a half are in the middle, the others in the tail. */
export const middleReach = Math.fround(0.425)
export const middleSquare = Math.fround(0.180625)
export const tailStart = Math.fround(1.6)

/** Coefficients of the quotients of polynomials, the constant first. */
export const middlePolynomials = {
  above: [3.3871327179, 50.434271938, 159.29113202, 59.10937472].map(Math.fround),
  below: [1, 17.895169469, 78.757757664, 67.1875636].map(Math.fround),
} as const
export const tailPolynomials = {
  above: [1.4234372777, 2.75681539, 1.3067284816, 0.17023821103].map(Math.fround),
  below: [1, 0.7370016425, 0.12021132975].map(Math.fround),
} as const

/** A polynomial by Horner's scheme, each operation rounded to 32 bits. */
function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => Math.fround(Math.fround(sum * x) + coefficient), 0)
}

/** @param share from `normalTail` to a half @returns 0 or below */
export function normalPoint(share: number): number {
  const fromHalf = Math.fround(share - 0.5)
  if (Math.abs(fromHalf) <= middleReach) {
    const r = Math.fround(middleSquare - Math.fround(fromHalf * fromHalf))
    const quotient = Math.fround(polynomial(middlePolynomials.above, r) / polynomial(middlePolynomials.below, r))
    return Math.fround(fromHalf * quotient)
  }
  const root = Math.fround(Math.sqrt(-Math.fround(Math.log(share))))
  const r = Math.fround(root - tailStart)
  return -Math.fround(polynomial(tailPolynomials.above, r) / polynomial(tailPolynomials.below, r))
}
