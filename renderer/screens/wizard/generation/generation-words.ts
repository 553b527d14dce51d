/** The fields of a plan for making pictures in words: what each is called, and what it is set to. */
import type { GenerationSpec } from '../../../../compute/spec/generation.ts'
import { networksOf, type NetworkName } from '../../../../compute/spec/generative-model.ts'
import type { Words } from '../../../i18n/words.ts'
import { generationSettings, type GenerationSetting, networkSettings } from '../../runs/generation-settings.ts'
import { type GeneralField, type GenerationField, generationField, type NetworkField } from './generation-fields.ts'
import { wordsKey } from './generation-plan.ts'

/** What a field is called; that of a network among several by whose it is. */
export function nameField(name: GenerationField, { model }: GenerationSpec, { text }: Pick<Words, 'text'>): string {
  const field = text(wordsKey('fields', name))
  const [network, own] = name.split('.')
  return own === undefined || networksOf[model.family].length === 1
    ? field
    : text(`wizard.generation.ofNetwork.${network}`, { field })
}

/** Under which name runs show a general field, where it is another than the field's. */
const settingOf: { readonly [Name in GeneralField]?: GenerationSetting } = {
  image: 'input',
  vaeLayers: 'hidden',
  ganLayers: 'hidden',
  goal: 'adversarialLoss',
}

/** A field of a plan in words. */
export function writeField(name: GenerationField, spec: GenerationSpec, words: Words): string {
  const [network, own] = name.split('.') as [NetworkName, NetworkField | undefined]
  if (own !== undefined) {
    const training = spec.training.networks[network]
    return training === undefined ? '' : networkSettings[own](training, words)
  }
  const setting = settingOf[name as GeneralField] ?? name
  if (setting in generationSettings) return generationSettings[setting as GenerationSetting].write(spec, words) ?? ''
  const value = generationField(spec, name)
  return typeof value === 'number' ? words.format.number(value) : ''
}
