/** Augmented pictures: each is the original mirrored, shifted and partly erased by the definition, and chance is even. */
import { describe, expect, it } from 'vitest'
import { tensor } from '../../../../compute/graph/tensor.ts'
import { inputValue } from '../../../../compute/graph/value.ts'
import { augmentPictures } from '../../../../compute/nn/picture-augmentation.ts'
import { type Augmentation, noAugmentation as none } from '../../../../compute/spec/augmentation.ts'
import type { ImageShape } from '../../../../compute/spec/image-model.ts'
import { randomBits } from '../../../../compute/spec/random.ts'
import { numbersOf, sessionOf } from '../../../support/run-graph.ts'

const image = { channels: 2, height: 5, width: 6 } as const
const each = 60
const count = 400

/** No two numbers alike, negative ones among them. */
const pictures = Float32Array.from({ length: count * each }, (_, at) => (at + 1) * (at % 2 === 0 ? 1 : -1))

const augmented = (augmentation: Augmentation, step = 0, rows = count) =>
  augmentedOf(pictures.slice(0, rows * each), image, augmentation, step)

/** What becomes of these pictures, of which the batch has `count` at most. */
async function augmentedOf(
  own: Float32Array,
  shape: ImageShape,
  augmentation: Augmentation,
  step = 0,
): Promise<Float32Array> {
  const width = shape.channels * shape.height * shape.width
  const x = inputValue('x', 'float32', ['batch', width])
  const keys = ['0', '1', '2', '3'].map((name) => inputValue(name, 'uint32', [1]))
  const drawn = keys.values()
  const training = { batchSize: count, randomKey: () => drawn.next().value ?? x, updateBuffer: () => undefined }
  const session = await sessionOf([x, ...keys], { y: augmentPictures(x, shape, augmentation, training) })
  const keyOf = (draw: number) => tensor('uint32', Uint32Array.of(randomBits(3, 'dropout', draw, step)))
  const feeds = keys.map((_, draw) => [String(draw), keyOf(draw)] as const)
  const { y } = await session.run({
    x: tensor('float32', own, [own.length / width, width]),
    ...Object.fromEntries(feeds),
  })
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

describe('augmented pictures', () => {
  it('are untouched where nothing is to be done', async () => {
    expect(await augmented(none)).toEqual(pictures)
  })

  it.each([
    { ...none, flipHorizontally: true },
    { ...none, flipVertically: true },
    { ...none, shift: 2 },
    { ...none, erase: 0.4 },
    { ...none, flipHorizontally: true, flipVertically: true, shift: 1, erase: 0.4 },
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
    const augmentation = {
      ...none,
      flipHorizontally: true,
      flipVertically: true,
      shift: 2,
      crop: 0.5,
      rotate: 40,
      brightness: 1,
      contrast: 0.5,
      erase: 0.4,
    }
    const all = await augmented(augmentation, 7)
    expect(await augmented(augmentation, 7)).toEqual(all)
    expect(await augmented(augmentation, 7, 100)).toEqual(all.subarray(0, 100 * each))
    expect(await augmented(augmentation, 8)).not.toEqual(all)
  })

  it('are turned about their middle by up to so many degrees to either side, and 0 where they lack something', async () => {
    // Each picture holds its own places, so that a pixel says where it was taken from.
    const side = 9
    const shape = { channels: 2, height: side, width: side } as const
    const place = (at: number) => [(at % side) - 4, Math.floor(at / side) - 4] as const
    const [area, most] = [side * side, 30]
    const ramps = Float32Array.from(
      { length: count * 2 * area },
      (_, at) => place(at % area)[Math.floor(at / area) % 2]!,
    )
    const all = await augmentedOf(ramps, shape, { ...none, rotate: most })
    const degrees = range(0, count - 1).map((row) => {
      const found = (channel: number, x: number, y: number) => all[(row * 2 + channel) * area + (y + 4) * side + x + 4]!
      const angle = Math.atan2(found(1, 1, 0), found(0, 1, 0))
      for (const y of range(-4, 4))
        for (const x of range(-4, 4)) {
          const fromX = Math.cos(angle) * x - Math.sin(angle) * y
          const fromY = Math.sin(angle) * x + Math.cos(angle) * y
          const reach = Math.max(Math.abs(fromX), Math.abs(fromY))
          if (reach <= 4) expect(found(0, x, y)).toBeCloseTo(fromX, 4)
          if (reach <= 4) expect(found(1, x, y)).toBeCloseTo(fromY, 4)
          if (reach >= 5) expect(found(0, x, y)).toBe(0)
        }
      return (angle * 180) / Math.PI
    })
    expect(Math.max(...degrees.map(Math.abs))).toBeLessThanOrEqual(most + 1e-3)
    expect(Math.max(...degrees)).toBeGreaterThan(0.9 * most)
    expect(Math.min(...degrees)).toBeLessThan(-0.9 * most)
  })

  it('are crops of at most so much less than the whole, of all shapes from 3:4 to 4:3, stretched over it', async () => {
    // Each picture holds its own places again: the middles of the crop's pixels lie on a line.
    const side = 12
    const shape = { channels: 2, height: side, width: side } as const
    const area = side * side
    const ramps = Float32Array.from({ length: count * 2 * area }, (_, at) =>
      Math.floor(at / area) % 2 === 0 ? at % side : Math.floor((at % area) / side),
    )
    const all = await augmentedOf(ramps, shape, { ...none, crop: 0.6 })
    const found = range(0, count - 1).map((row) => {
      const own = all.subarray(row * 2 * area, (row + 1) * 2 * area)
      const ofAxis = (line: Float32Array) => {
        const size = (line[6]! - line[5]!) * side
        const first = line[5]! - (5.5 * size) / side + 0.5
        expect(first).toBeCloseTo(Math.round(first), 4)
        expect(first).toBeGreaterThan(-1e-3)
        expect(first + size).toBeLessThan(side + 1e-3)
        return { size: Math.round(size), first: Math.round(first) }
      }
      const [across, down] = [
        ofAxis(own.subarray(0, side)),
        ofAxis(own.subarray(area).filter((_, at) => at % side === 0)),
      ]
      return { across, down, share: (across.size * down.size) / area, ratio: across.size / down.size }
    })
    // Sides are whole pixels, which rounds shares and ratios.
    expect(Math.min(...found.map(({ share }) => share))).toBeGreaterThan(0.33)
    expect(Math.min(...found.map(({ share }) => share))).toBeLessThan(0.5)
    expect(Math.max(...found.map(({ share }) => share))).toBeGreaterThan(0.9)
    expect(Math.min(...found.map(({ ratio }) => ratio))).toBeGreaterThanOrEqual(0.66)
    expect(Math.max(...found.map(({ ratio }) => ratio))).toBeLessThanOrEqual(1.5)
    expect(new Set(found.map(({ across, down }) => `${across.first},${down.first}`)).size).toBeGreaterThan(15)
  })

  it('of three channels get other colours, and stay as grey and as light as they were', async () => {
    const shape = { channels: 3, height: 2, width: 2 } as const
    const own = pictures.subarray(0, 12 * count)
    const all = await augmentedOf(own, shape, { ...none, saturation: 0.5, hue: 90 })
    const changes = range(0, count - 1).map((row) => {
      const pixel = (from: Float32Array) => [0, 4, 8].map((channel) => from[row * 12 + channel]!)
      const middle = (of: readonly number[]) => of.reduce((sum, value) => sum + value, 0) / 3
      const [before, after] = [pixel(own), pixel(all)]
      expect(middle(after) / middle(before)).toBeCloseTo(1, 3)
      const apart = (of: readonly number[]) => Math.hypot(...of.map((value) => value - middle(of)))
      return apart(after) / apart(before)
    })
    expect(Math.min(...changes)).toBeGreaterThanOrEqual(0.5 - 1e-3)
    expect(Math.min(...changes)).toBeLessThan(0.55)
    expect(Math.max(...changes)).toBeLessThanOrEqual(1.5 + 1e-3)
    expect(Math.max(...changes)).toBeGreaterThan(1.45)
    // Grey pictures have no colours.
    expect(await augmented({ ...none, saturation: 1, hue: 180 })).toEqual(pictures)
  })

  it('become lighter or darker, and of more or less contrast, each as a whole', async () => {
    const all = await augmentedOf(pictures, image, { ...none, brightness: 0.5, contrast: 0.25 })
    const tints = range(0, count - 1).map((row) => {
      const [before, after] = [pictures, all].map((from) => from.subarray(row * each, (row + 1) * each))
      const stretch = (after![1]! - after![0]!) / (before![1]! - before![0]!)
      const lift = after![0]! - before![0]! * stretch
      after!.forEach((value, at) => expect(value / (before![at]! * stretch + lift)).toBeCloseTo(1, 3))
      return { stretch, lift }
    })
    const [least, most] = [Math.min, Math.max].map((of) => of(...tints.map(({ stretch }) => stretch)))
    expect(least).toBeGreaterThanOrEqual(0.75 - 1e-3)
    expect(least).toBeLessThan(0.78)
    expect(most).toBeLessThanOrEqual(1.25 + 1e-3)
    expect(most).toBeGreaterThan(1.22)
  })
})
