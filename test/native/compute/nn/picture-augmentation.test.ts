/** Augmented pictures: each is the original mirrored, shifted and partly erased by the definition, and chance is even. */
import { describe, expect, it } from 'vitest'
import { tensor } from '../../../../compute/graph/tensor.ts'
import { inputValue } from '../../../../compute/graph/value.ts'
import { augmentPictures } from '../../../../compute/nn/picture-augmentation.ts'
import type { Augmentation } from '../../../../compute/spec/augmentation.ts'
import { randomBits } from '../../../../compute/spec/random.ts'
import { numbersOf, sessionOf } from '../../../support/run-graph.ts'

const image = { channels: 2, height: 5, width: 6 } as const
const each = 60
const count = 400

/** No two numbers alike, negative ones among them. */
const pictures = Float32Array.from({ length: count * each }, (_, at) => (at + 1) * (at % 2 === 0 ? 1 : -1))

async function augmented(augmentation: Augmentation, step = 0, rows = count): Promise<Float32Array> {
  const x = inputValue('x', 'float32', ['batch', each])
  const key = inputValue('key', 'uint32', [1])
  const training = { batchSize: count, randomKey: () => key, updateBuffer: () => undefined }
  const session = await sessionOf([x, key], { y: augmentPictures(x, image, augmentation, training) })
  const feeds = {
    x: tensor('float32', pictures.slice(0, rows * each), [rows, each]),
    key: tensor('uint32', Uint32Array.of(randomBits(3, 'dropout', 0, step))),
  }
  const { y } = await session.run(feeds)
  await session.release()
  return Float32Array.from(numbersOf(y))
}

interface Change {
  readonly flips: readonly [boolean, boolean]
  readonly shift: readonly [number, number]
  /** First row and column of the erased part; null for none. */
  readonly erased: readonly [number, number] | null
}

/** By the definition: padded crop (torchvision's pad and crop), then mirrored, then a rectangle of zeros. */
function changed(
  picture: Float32Array,
  { flips, shift, erased }: Change,
  size: readonly [number, number],
): Float32Array {
  const { height, width } = image
  return picture.map((_, at) => {
    const [channel, y, x] = [Math.floor(at / (height * width)), Math.floor(at / width) % height, at % width]
    const inPart = (place: number, axis: 0 | 1) =>
      erased !== null && place >= erased[axis] && place < erased[axis] + size[axis]
    if (inPart(y, 0) && inPart(x, 1)) return 0
    const fromY = (flips[0] ? height - 1 - y : y) + shift[0]
    const fromX = (flips[1] ? width - 1 - x : x) + shift[1]
    const isInside = fromY >= 0 && fromY < height && fromX >= 0 && fromX < width
    return isInside ? picture[(channel * height + fromY) * width + fromX]! : 0
  })
}

const range = (least: number, most: number) => Array.from({ length: most - least + 1 }, (_, at) => least + at)

/** Each change that gives what a picture became. */
function changesOf(row: number, all: Float32Array, { shift, erase, ...flips }: Augmentation): Change[] {
  const own = pictures.subarray(row * each, (row + 1) * each)
  const found = all.subarray(row * each, (row + 1) * each)
  const size = [Math.round(erase * image.height), Math.round(erase * image.width)] as const
  const shifts = range(-shift, shift)
  const tops = size[0] === 0 ? [null] : range(0, image.height - size[0])
  const lefts = size[1] === 0 ? [null] : range(0, image.width - size[1])
  const changes: Change[] = []
  for (const down of flips.flipVertically ? [false, true] : [false])
    for (const across of flips.flipHorizontally ? [false, true] : [false])
      for (const dy of shifts)
        for (const dx of shifts)
          for (const top of tops)
            for (const left of lefts) {
              const erased = top === null || left === null ? null : ([top, left] as const)
              const change = { flips: [down, across], shift: [dy, dx], erased } as const
              if (changed(own, change, size).every((value, at) => value === found[at])) changes.push(change)
            }
  return changes
}

const none: Augmentation = { flipHorizontally: false, flipVertically: false, shift: 0, erase: 0 }

describe('augmented pictures', () => {
  it('are untouched where nothing is to be done', async () => {
    expect(await augmented(none)).toEqual(pictures)
  })

  it.each([
    { ...none, flipHorizontally: true },
    { ...none, flipVertically: true },
    { ...none, shift: 2 },
    { ...none, erase: 0.4 },
    { flipHorizontally: true, flipVertically: true, shift: 1, erase: 0.4 },
  ])('are the originals changed by the definition, bit for bit: %j', async (augmentation) => {
    const all = await augmented(augmentation)
    const changes = range(0, count - 1).map((row) => changesOf(row, all, augmentation))
    expect(changes.filter((possible) => possible.length === 0)).toEqual([])
  })

  it('are changed evenly: half mirrored, each shift and each place of the part as often', async () => {
    const even = (counts: Map<string, number>, kinds: number) => {
      expect(counts.size).toBe(kinds)
      // Five standard errors.
      const spread = 5 * Math.sqrt((count / kinds) * (1 - 1 / kinds))
      for (const times of counts.values()) expect(Math.abs(times - count / kinds)).toBeLessThan(spread)
    }
    const counted = async (augmentation: Augmentation, kindOf: (change: Change) => unknown) => {
      const all = await augmented(augmentation)
      const counts = new Map<string, number>()
      for (const row of range(0, count - 1)) {
        const [change] = changesOf(row, all, augmentation)
        const kind = JSON.stringify(kindOf(change!))
        counts.set(kind, (counts.get(kind) ?? 0) + 1)
      }
      return counts
    }
    even(await counted({ ...none, flipHorizontally: true }, ({ flips }) => flips[1]), 2)
    even(await counted({ ...none, flipVertically: true }, ({ flips }) => flips[0]), 2)
    even(await counted({ ...none, shift: 1 }, ({ shift }) => shift), 9)
    even(await counted({ ...none, erase: 0.6 }, ({ erased }) => erased), 9)
  })

  it('follow from seed, step and place alone, not from how many there are', async () => {
    const augmentation = { flipHorizontally: true, flipVertically: true, shift: 2, erase: 0.4 }
    const all = await augmented(augmentation, 7)
    expect(await augmented(augmentation, 7)).toEqual(all)
    expect(await augmented(augmentation, 7, 100)).toEqual(all.subarray(0, 100 * each))
    expect(await augmented(augmentation, 8)).not.toEqual(all)
  })
})
