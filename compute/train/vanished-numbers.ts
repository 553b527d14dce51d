/**
 * Sets numbers that have all but vanished to zero, at the end of each epoch.
 *
 * A moment whose gradient has died out decays to a denormal number and, by rounding, stays one for good; and most
 * processors take a hundred times longer for those. ONNX Runtime could take them as zero by itself, but does so in some
 * of its threads and not in others: then the result depends on which thread was given what.
 */
import type { CarriedState } from './state-layout.ts'

/** Bits of a float32 without its sign, and of the smallest number (2⁻¹²⁶) that has all of its precision. */
const magnitude = 0x7fff_ffff
const smallestNormal = 0x0080_0000

/** Puts zero, in place, where a state has a denormal number. */
export function dropVanished(state: CarriedState): void {
  for (const { buffer, byteOffset, length } of state.values()) {
    const bits = new Uint32Array(buffer, byteOffset, length)
    for (let index = 0; index < length; index++) {
      if ((bits[index]! & magnitude) < smallestNormal) bits[index] = 0
    }
  }
}
