/** Vectors of categories that are learned with the rest (Guo and Berkhahn 2016, Entity Embeddings of Categorical Variables). */
import * as op from '../graph/ops.ts'
import { GraphError } from '../graph/shape.ts'
import type { Value } from '../graph/value.ts'
import { embeddingWidth } from '../spec/entity-embedding.ts'
import { embedding } from './embedding.ts'
import type { Layer } from './layer.ts'

/** An input that is the number of a category, from 0 to below `numbers`; 0 is for what is missing or was never seen. */
export interface EmbeddedInput {
  readonly input: number
  readonly numbers: number
}

export interface EntityEmbeddings extends Layer {
  /** Numbers that a row has after it. */
  readonly outputs: number
}

/**
 * From rows × inputs to the inputs that are no categories, in their order, and then the vectors of those that are: tables as
 * in a torch.nn.ModuleList of that name of torch.nn.Embedding. The vector of number 0 begins as zeros, so that a category that
 * was never seen says nothing where no row that was trained on lacked its own. Throws GraphError where there is no such input.
 */
export function entityEmbeddings(name: string, embedded: readonly EmbeddedInput[], inputs: number): EntityEmbeddings {
  const sorted = embedded.toSorted((a, b) => a.input - b.input)
  if (sorted.some(({ input }) => input >= inputs)) throw new GraphError('a category is beyond the inputs')
  const tables = sorted.map(({ numbers }, at) => embedding(`${name}.${at}`, numbers, embeddingWidth(numbers), 0))
  const widths = sorted.map(({ numbers }) => embeddingWidth(numbers))
  const column = (x: Value, start: number, end: number) => op.slice(x, { axis: 1, start, end })
  return {
    parameters: tables.flatMap(({ parameters }) => parameters),
    buffers: [],
    outputs: inputs - sorted.length + widths.reduce((sum, width) => sum + width, 0),
    forward: (x, context) => {
      const ends = [...sorted.map(({ input }) => input), inputs]
      const plain = ends.flatMap((end, at) => {
        const start = at === 0 ? 0 : ends[at - 1]! + 1
        return end > start ? [column(x, start, end)] : []
      })
      const vectors = sorted.map(({ input }, at) => {
        const numbers = op.reshape(op.cast(column(x, input, input + 1), 'int64'), x.shape.slice(0, 1))
        return tables[at]!.forward(numbers, context)
      })
      return op.concat([...plain, ...vectors], 1)
    },
  }
}
