/** A model's architecture in a few characters, as lists show it. */
import type { GanDesign, GenerativeModelSpec, VaeDesign } from '../../compute/spec/generative-model.ts'
import type { CnnDesign, CnnDesignOf } from '../../compute/spec/image-model.ts'
import type { ModelSpec } from '../../compute/spec/model.ts'

const stack = (layers: number, width: number) => (layers === 1 ? String(width) : `${layers} × ${width}`)
const arrows = ({ bidirectional }: { readonly bidirectional: boolean }) => (bidirectional ? ' ⇄' : '')

const cnnTexts = {
  article: () => '32 · 64 → 120',
  plain: ({ channels, convolutions, hidden }) => {
    const features = channels.map((width) => stack(convolutions, width)).join(' · ')
    return [features, ...(hidden.length > 0 ? [hidden.join(' · ')] : [])].join(' → ')
  },
  residual: ({ channels, blocks }) => channels.map((width) => stack(blocks, width)).join(' · '),
} as const satisfies { [K in CnnDesign['kind']]: (design: CnnDesignOf<K>) => string }

type AnyModelSpec = ModelSpec | GenerativeModelSpec

const inwards = (design: VaeDesign) => (design.kind === 'dense' ? design.encoder : design.channels)
const outwards = (design: GanDesign) => (design.kind === 'dense' ? design.generator : design.channels.toReversed())

const texts = {
  mlp: ({ hidden }) => hidden.join(' · '),
  rnn: (model) => stack(model.layers, model.hidden) + arrows(model),
  lstm: (model) => `${model.cell.toUpperCase()} ${stack(model.layers, model.hidden)}${arrows(model)}`,
  transformer: ({ layers, width, heads }) => `${stack(layers, width)} / ${heads}`,
  bert: ({ layers, width, heads }) => `${stack(layers, width)} / ${heads}`,
  cnn: ({ design }) => cnnTexts[design.kind](design as never),
  fusion: ({ design, hidden, joint }) => {
    const picture = cnnTexts[design.kind](design as never)
    return `${[picture, hidden.join(' · ')].filter((part) => part !== '').join(' + ')} → ${joint.join(' · ') || '·'}`
  },
  vae: ({ design, latent }) => `${inwards(design).join(' · ')} → ${latent}`,
  gan: ({ design, latent }) => `${latent} → ${outwards(design).join(' · ')}`,
} as const satisfies {
  [F in AnyModelSpec['family']]: (model: Extract<AnyModelSpec, { family: F }>) => string
}

/**
 * For an MLP its hidden widths, as in "64 · 32" (empty where it has none); for recurrent networks layers × width, with arrows
 * where they go both ways; for a Transformer and BERT layers × width / heads; for a CNN the channels of its stages, with how many
 * convolutions or blocks each has, and after an arrow its dense widths; for a fusion its picture's and its columns' part and what
 * joins them; for a VAE the way to its latent numbers, for a GAN the
 * way from its noise.
 */
export function architectureText(model: AnyModelSpec): string {
  const text = texts[model.family] as (model: AnyModelSpec) => string
  return text(model)
}
