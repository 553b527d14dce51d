/** The generative families: how each is built. A new family is a file and a row here. */
import type { GenerativeFamily, GenerativeModelSpec } from '../spec/generative-model.ts'
import { gan } from './gan.ts'
import type { GenerativeModel } from './generative-model.ts'
import { vae } from './vae.ts'

type Build<F extends GenerativeFamily> = (
  spec: Extract<GenerativeModelSpec, { family: F }>,
  inputs: number,
) => GenerativeModel

const families: { readonly [F in GenerativeFamily]: Build<F> } = { vae, gan }

/** A model without weights, for rows of that many numbers. Throws GraphError where they are not the model's. */
export function buildGenerativeModel(spec: GenerativeModelSpec, inputs: number): GenerativeModel {
  const build = families[spec.family] as Build<GenerativeFamily>
  return build(spec, inputs)
}

/** The parameters and running statistics of all networks. */
export function partsOf({ networks }: GenerativeModel) {
  return {
    parameters: networks.flatMap(({ parameters }) => parameters),
    buffers: networks.flatMap(({ buffers }) => buffers),
  }
}
