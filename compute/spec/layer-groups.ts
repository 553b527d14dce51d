/** The layers of a model in groups that are trained alike: blocks of what is repeated, else single layers, by their names. */
import type { LayerPart, LayerRow } from './layer-row.ts'

/** Whether a name is the prefix, or that of something in it: layers.1 has layers.1.weight in it, but not layers.10.weight. */
export const isUnder = (name: string, prefix: string): boolean => name === prefix || name.startsWith(`${prefix}.`)

/** The group of a layer: bert.encoder.layer.3 of bert.encoder.layer.3.output.dense, layer1.0 of layer1.0.conv1. */
export function groupOfLayer(layer: string): string {
  if (isUnder(layer, 'bert.embeddings')) return 'bert.embeddings'
  return /^(.*?\.\d+)\./.exec(layer)?.[1] ?? layer
}

/** The rows of each group as one: what it gives is what its last layer gives. */
export function groupLayers(rows: readonly LayerRow[]): readonly LayerRow[] {
  const groups = new Map<string, LayerRow>()
  for (const row of rows) {
    const name = groupOfLayer(row.name)
    const before = groups.get(name)
    groups.set(name, {
      name,
      parts: [...new Set([...(before?.parts ?? []), ...row.parts])],
      shape: row.shape,
      parameters: (before?.parameters ?? 0) + row.parameters,
      multiplications: (before?.multiplications ?? 0) + row.multiplications,
      flops: (before?.flops ?? 0) + row.flops,
      bytes: (before?.bytes ?? 0) + row.bytes,
    })
  }
  return [...groups.values()]
}

/** Parts of layers whose parameters weight decay leaves alone in any case. */
const neverDecaying: readonly LayerPart[] = ['embedding', 'normalization', 'activation']

/** Whether weight decay leaves a layer alone in any case: it holds tables of vectors, or normalises. */
export const neverDecays = ({ parts }: Pick<LayerRow, 'parts'>): boolean =>
  parts.every((part) => neverDecaying.includes(part))

/** How the layers of a model are trained, of a run's settings. */
export interface LayerChoice {
  readonly frozen: readonly string[]
  readonly learningRateFactors: readonly { readonly prefix: string; readonly factor: number }[]
  readonly undecayed: readonly string[]
}

/** Whether one of the prefixes has a name under it. */
export const isAmong = (name: string, prefixes: readonly string[]): boolean =>
  prefixes.some((prefix) => isUnder(name, prefix))

/** The factor for the learning rate of what has a name: of the last prefix that fits. */
export function rateFactorOf(name: string, factors: LayerChoice['learningRateFactors']): number {
  return factors.findLast(({ prefix }) => isUnder(name, prefix))?.factor ?? 1
}

/** The names among these that are, or are to be, in the list: with one more, or one less. */
export function withLayer(names: readonly string[], list: readonly string[], name: string, isIn: boolean): string[] {
  return names.filter((each) => (each === name ? isIn : isAmong(each, list)))
}

/** The factors with another one for a layer; 1 is written as none. */
export function withFactor(
  names: readonly string[],
  factors: LayerChoice['learningRateFactors'],
  name: string,
  factor: number,
): { prefix: string; factor: number }[] {
  const all = names.map((prefix) => ({ prefix, factor: prefix === name ? factor : rateFactorOf(prefix, factors) }))
  return all.filter((each) => each.factor !== 1)
}
