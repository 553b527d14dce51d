/** How much a training step calculates, to set its time beside what the machine can do at most. */
import { layerTable } from '../../compute/models/layer-table.ts'
import type { GenerativeModelSpec } from '../../compute/spec/generative-model.ts'
import type { BenchCase } from './cases.ts'

/** Multiplications of dense layers of these widths, one after the other. */
const dense = (widths: readonly number[]) =>
  widths.slice(1).reduce((sum, width, index) => sum + width * (widths[index] ?? 0), 0)

/** A forward pass, and a gradient each by the weights and by what goes in. */
const passes = 3

/** Multiplications of a step of a generative model for each row of its batch; null for one that isn't dense. */
function generativeMultiplications(model: GenerativeModelSpec, inputs: number): number | null {
  if (model.family === 'vae') {
    const { design, latent } = model
    if (design.kind !== 'dense') return null
    const heads = 2 * (design.encoder.at(-1) ?? 0) * latent
    return passes * (dense([inputs, ...design.encoder]) + heads + dense([latent, ...design.decoder, inputs]))
  }
  const { design, latent } = model
  if (design.kind !== 'dense') return null
  const generator = dense([latent, ...design.generator, inputs])
  const discriminator = dense([inputs, ...design.discriminator, 1])
  // The discriminator's step sees real rows and made ones; the generator's goes back through the discriminator.
  return (1 + passes) * generator + (2 * passes + 2) * discriminator
}

/** Floating-point operations of a step: two for each multiplication of its products. Null where they aren't counted. */
export function operationsOf({ model, inputs, classes, batch }: BenchCase): number | null {
  if (model.family === 'vae' || model.family === 'gan') {
    const each = generativeMultiplications(model, inputs)
    return each === null ? null : 2 * batch * each
  }
  const each = layerTable(model, inputs, classes).reduce((sum, { multiplications }) => sum + multiplications, 0)
  return 2 * passes * batch * each
}
