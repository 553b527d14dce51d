/** Sorting that can be cancelled: blocks are sorted one by one and merged, with a pause for messages in between. */
import { setImmediate as messages } from 'node:timers/promises'
import { StudioError } from '../../spec/errors.ts'

/** What is sorted or merged without a pause: less than a tenth of a second of work. */
const blockLength = 1 << 20

/** Sorts in place, NaN last. @throws StudioError cancelled */
export async function sortNumbers(values: Float64Array, signal: AbortSignal): Promise<void> {
  for (let from = 0; from < values.length; from += blockLength) {
    values.subarray(from, from + blockLength).sort()
    await pause(signal)
  }
  let sorted = values
  let merged = values.length > blockLength ? new Float64Array(values.length) : values
  for (let width = blockLength; width < values.length; width *= 2) {
    for (let from = 0; from < values.length; from += 2 * width) {
      const middle = Math.min(from + width, values.length)
      await merge(sorted, from, middle, Math.min(from + 2 * width, values.length), merged, signal)
    }
    ;[sorted, merged] = [merged, sorted]
  }
  if (sorted !== values) values.set(sorted)
}

/** Merges two sorted ranges that lie side by side into the same place of another buffer. */
async function merge(
  from: Float64Array,
  start: number,
  middle: number,
  end: number,
  into: Float64Array,
  signal: AbortSignal,
): Promise<void> {
  let left = start
  let right = middle
  for (let next = start; next < end;) {
    const stop = Math.min(end, next + blockLength)
    for (; next < stop; next++) {
      // NaN compares false with everything, so a right one stays behind, as it should.
      const takeRight = left >= middle || (right < end && (from[right]! < from[left]! || Number.isNaN(from[left])))
      into[next] = takeRight ? from[right++]! : from[left++]!
    }
    await pause(signal)
  }
}

/** Lets messages in, one of which may be the cancellation. */
export async function pause(signal: AbortSignal): Promise<void> {
  await messages()
  if (signal.aborted) throw new StudioError('cancelled')
}
