/**
 * Losses and gradients of one turn of a generative model on its batch: at once, or in parts whose gradients are added up, as
 * batch-gradients.ts does for predictive models.
 *
 * A batch's noise is drawn for all of its rows, of which each part takes those of its own: so without normalisation over the
 * batch the parts come to the same as the whole, in the memory of one part.
 */
import { pullbackOfAll } from '../autodiff/walk.ts'
import * as op from '../graph/ops.ts'
import type { Value } from '../graph/value.ts'
import type { Batch, Turn } from '../models/generative-model.ts'
import { lookup } from '../models/weights.ts'

export interface TurnWork {
  readonly turn: Turn
  readonly batch: Batch
  /** Rows that a batch has at most. */
  readonly batchSize: number
  /** Parameters and running statistics of all networks by name. */
  readonly tensors: ReadonlyMap<string, Value>
  /** Names of the running statistics. */
  readonly buffers: readonly string[]
  /** Names of the parameters that gradients are wanted of. */
  readonly sources: readonly string[]
  /** The step's next random key. */
  readonly randomKey: () => Value
  /** Noise for all rows of the batch, other each time. */
  readonly noise: () => Value
  /** A uniform number for each row of the batch, others each time. */
  readonly uniform: () => Value
}

export interface TurnGradients {
  /** Means over the rows, by name. */
  readonly losses: Readonly<Record<string, Value>>
  /** By each source. */
  readonly gradients: readonly Value[]
  /** The running statistics afterwards. */
  readonly buffers: readonly Value[]
}

/** The gradients of a batch, or of a part of one: of the mean of its rows times `weight`. */
export function turnGradients(work: TurnWork, weight: Value | null = null): TurnGradients {
  const { turn, batch, batchSize, tensors, randomKey, noise, uniform } = work
  const now = new Map(tensors)
  const training = { batchSize, randomKey, updateBuffer: (name: string, value: Value) => void now.set(name, value) }
  const { losses, ends } = turn.pass(batch, { tensor: (name) => lookup(now)(name), training, noise, uniform })
  const weighted = ends.map(({ value, gradient }) => ({
    value,
    gradient: weight === null ? gradient : op.mul(gradient, weight),
  }))
  return {
    losses,
    gradients: pullbackOfAll(weighted, work.sources.map(lookup(tensors))),
    buffers: work.buffers.map(lookup(now)),
  }
}

/** The gradients of a batch in up to that many parts, as even as they can be. Running statistics move on with each part. */
export function turnGradientsInParts(work: TurnWork, parts: number): TurnGradients {
  const { batch, tensors, sources } = work
  const rows = op.lengthOf(batch.rows, 0, 'int64')
  const size = op.div(op.add(rows, parts - 1), parts)
  const count = op.reshape(op.div(op.add(rows, op.sub(size, 1)), size), [])
  let names: readonly string[] = []
  const { carried, scans } = op.loop({
    rounds: count,
    roundsDim: 'parts',
    carried: [...sources.map((name) => op.zerosLike(lookup(tensors)(name))), ...work.buffers.map(lookup(tensors))],
    body: (part, values) => {
      const start = op.mul(part, size)
      const own = (all: Value) => op.slice(all, { axis: 0, start, end: op.add(start, size), length: 'part' })
      const [sums, buffers] = [values.slice(0, sources.length), values.slice(sources.length)]
      const ownRows = own(batch.rows)
      const weight = op.div(op.cast(op.lengthOf(ownRows, 0, 'int64'), 'float32'), op.cast(rows, 'float32'))
      const found = turnGradients(
        {
          ...work,
          batch: { rows: ownRows, condition: batch.condition === null ? null : own(batch.condition) },
          tensors: new Map([...tensors, ...work.buffers.map((name, at) => [name, buffers[at] as Value] as const)]),
          // Units that are dropped are others in each part.
          randomKey: () => op.add(work.randomKey(), op.mul(op.cast(part, 'uint32'), 0x9e3779b9)),
          noise: () => own(work.noise()),
          uniform: () => own(work.uniform()),
        },
        weight,
      )
      names = Object.keys(found.losses)
      return {
        carried: [...found.gradients.map((gradient, at) => op.add(sums[at] as Value, gradient)), ...found.buffers],
        scans: Object.values(found.losses).map((loss) => op.mul(loss, op.reshape(weight, []))),
      }
    },
  })
  return {
    losses: Object.fromEntries(names.map((name, at) => [name, op.reduceSum(scans[at] as Value)])),
    gradients: carried.slice(0, sources.length),
    buffers: carried.slice(sources.length),
  }
}
