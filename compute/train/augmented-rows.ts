/** Augmentation outside of a training: what it makes of some rows, to be looked at. */
import * as op from '../graph/ops.ts'
import { createSession } from '../graph/session.ts'
import { tensor } from '../graph/tensor.ts'
import { inputValue, type Value } from '../graph/value.ts'
import { writeModel } from '../graph/write.ts'
import type { TrainingContext } from '../nn/layer.ts'
import { randomBits } from '../spec/random.ts'
import type { BatchWork } from './batch-gradients.ts'

/** What is made of a batch of rows, by names. */
export type RowChange<Name extends string> = (x: Value, training: TrainingContext) => Readonly<Record<Name, Value>>

/** What is made of rows as a model gets them, count × numbers, by chance that follows from the seed. */
export async function changedRows<Name extends string>(
  rows: Float32Array,
  count: number,
  change: RowChange<Name>,
  seed: number,
): Promise<Record<Name, Float32Array>> {
  const each = rows.length / count
  const x = inputValue('x', 'float32', [count, each])
  const keys = inputValue('keys', 'uint32', ['keys'])
  let drawn = 0
  const training = {
    batchSize: count,
    randomKey: () => op.slice(keys, { axis: 0, start: drawn, end: ++drawn, length: 1 }),
    updateBuffer: () => undefined,
  }
  const outputs = change(x, training)
  const session = await createSession(writeModel({ inputs: drawn > 0 ? [x, keys] : [x], outputs }), { threads: 1 })
  try {
    const drawnKeys = Uint32Array.from({ length: drawn }, (_, draw) => randomBits(seed, 'dropout', 0, draw))
    const results = await session.run({
      x: tensor('float32', rows, [count, each]),
      ...(drawn > 0 ? { keys: tensor('uint32', drawnKeys) } : {}),
    })
    const numbers = (Object.keys(outputs) as Name[]).map((name) => {
      const data = results[name]?.data
      if (!(data instanceof Float32Array)) throw new Error('augmentation gave no numbers')
      return [name, data] as const
    })
    return Object.fromEntries(numbers) as Record<Name, Float32Array>
  } finally {
    await session.release()
  }
}

/** Rows as a model gets them, count × numbers, each changed by chance that follows from the seed. */
export async function augmentedRows(
  rows: Float32Array,
  count: number,
  augment: NonNullable<BatchWork['augment']>,
  seed: number,
): Promise<Float32Array> {
  return (await changedRows(rows, count, (x, training) => ({ changed: augment(x, training) }), seed)).changed
}
