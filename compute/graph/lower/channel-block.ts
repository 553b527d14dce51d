/** How many channels the processor at hand computes in one block: found once, by trying. */
import * as op from '../ops.ts'
import { createSession } from '../session.ts'
import { tensor } from '../tensor.ts'
import { inputValue } from '../value.ts'
import { writeModel } from '../write.ts'

/** The channels of a block, or null where the plain order is the fastest. */
export type ChannelBlock = number | null

const channels = 16

/**
 * The numbers of an image of 16 channels and 3 × 3 elements, put into blocks: where the first channel's second element
 * lands says how long a block is.
 */
async function tryBlocks(): Promise<ChannelBlock> {
  const shape = [1, channels, 3, 3]
  const x = inputValue('x', 'float32', shape)
  const session = await createSession(writeModel({ inputs: [x], outputs: { y: op.reorderInput(x) } }), { threads: 1 })
  try {
    const numbers = Float32Array.from({ length: channels * 9 }, (_, index) => index)
    const { y } = await session.run({ x: tensor('float32', numbers, shape) })
    const block = y?.dtype === 'float32' ? y.data.indexOf(1) : 1
    return block > 1 ? block : null
  } finally {
    await session.release()
  }
}

let found: Promise<ChannelBlock> | null = null

/** The block of this processor; null where its kernels are missing, as in other builds of ONNX Runtime. */
export function channelBlock(): Promise<ChannelBlock> {
  found ??= tryBlocks().catch(() => null)
  return found
}
