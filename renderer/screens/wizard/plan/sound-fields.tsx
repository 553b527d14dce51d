/** The fields of a network that hears: what it hears of a recording, how it sees it, and how recordings are changed in training. */
import { useMemo } from 'react'
import { type Sound, soundImage, usualWindow } from '../../../../compute/spec/sound.ts'
import { quietestNoise, type SoundAugmentation } from '../../../../compute/spec/sound-augmentation.ts'
import { NumberField } from '../../../components/field.tsx'
import { Segments, Select } from '../../../components/select.tsx'
import { Switch } from '../../../components/toggle.tsx'
import { useWords } from '../../../i18n/words.ts'
import { AmountFields } from './amount-fields.tsx'
import { AugmentationPreview } from './augmentation-preview.tsx'
import { useModel, usePlanField } from './editor-context.ts'
import { FieldRow } from './field-row.tsx'

const numbers = {
  seconds: { least: 0.1, most: 30, step: 0.1, decimals: 1 },
  bands: { least: 8, most: 128, step: 8, decimals: 0 },
} as const

/** Rates that sound is commonly kept at. */
const usualRates = [4_000, 8_000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000]

/** Numbers of the cepstrum that are usual. */
const usualCoefficients = 20

/** What is heard. */
export function SoundRow({ sound }: { readonly sound: Sound }) {
  const { text, format } = useWords()
  const { set } = useModel('cnn')
  const change = (next: Partial<Sound>) => set('sound', { ...sound, ...next })
  const { height, width } = soundImage(sound)
  return (
    <FieldRow field="sound">
      <span className="field-label">{text('wizard.fields.sound')}</span>
      <AmountFields
        amounts={numbers}
        values={sound}
        labelOf={(name) => text(`wizard.sound.${name}`)}
        onChange={(name, value) => change({ [name]: value })}
      />
      <Select
        label={text('wizard.sound.sampleRate')}
        value={String(sound.sampleRate)}
        // The window keeps its milliseconds.
        onChange={(rate) => change({ sampleRate: Number(rate), window: usualWindow(Number(rate)) })}
        options={[...new Set([...usualRates, sound.sampleRate])]
          .sort((a, b) => a - b)
          .map((rate) => ({ value: String(rate), label: format.integer(rate) }))}
      />
      <Segments
        label={text('wizard.sound.seenAs')}
        value={sound.coefficients === null ? 'logMel' : 'mfcc'}
        onChange={(seen) => change({ coefficients: seen === 'mfcc' ? Math.min(usualCoefficients, sound.bands) : null })}
        options={(['logMel', 'mfcc'] as const).map((value) => ({ value, label: text(`wizard.sound.${value}`) }))}
      />
      {sound.coefficients !== null && (
        <div className="layers">
          <NumberField
            label={text('wizard.sound.coefficients')}
            stepper
            minValue={4}
            maxValue={Math.min(64, sound.bands)}
            value={sound.coefficients}
            onChange={(coefficients) => Number.isFinite(coefficients) && change({ coefficients })}
          />
        </div>
      )}
      <p className="caption muted">
        {text('wizard.sound.size', { height: format.integer(height), width: format.integer(width) })}
      </p>
    </FieldRow>
  )
}

/** Changes that hardly ever make another sound of what is heard. */
const usual: SoundAugmentation = { noise: 15, shift: 0.1, timeMask: 0.1, bandMask: 0.1, masks: 1 }

const amounts = {
  noise: { most: quietestNoise, decimals: 0, step: 5 },
  shift: { most: 0.5, decimals: 2, step: 0.05 },
  timeMask: { most: 0.5, decimals: 2, step: 0.05 },
  bandMask: { most: 0.5, decimals: 2, step: 0.05 },
  masks: { least: 1, most: 4, decimals: 0, step: 1 },
} as const satisfies Record<keyof SoundAugmentation, object>

/** How recordings are changed while training: off, or in which ways, with some of the dataset's to see it by. */
export function SoundAugmentationRow({ sound }: { readonly sound: Sound }) {
  const { text } = useWords()
  const [augmentation, set] = usePlanField('soundAugmentation')
  const question = useMemo(
    () => (augmentation === null ? null : { sound, soundAugmentation: augmentation }),
    [sound, augmentation],
  )
  return (
    <FieldRow field="soundAugmentation">
      <Switch isSelected={augmentation !== null} onChange={(on) => set(on ? usual : null)}>
        {text('wizard.fields.soundAugmentation')}
      </Switch>
      {augmentation !== null && question !== null && (
        <>
          <AmountFields
            amounts={amounts}
            values={augmentation}
            labelOf={(name) => text(`wizard.soundAugmentation.${name}`)}
            onChange={(name, amount) => set({ ...augmentation, [name]: amount })}
          />
          <p className="caption muted">{text('wizard.soundAugmentation.caution')}</p>
          <AugmentationPreview words={text('wizard.soundAugmentation.preview')} question={question} />
        </>
      )}
    </FieldRow>
  )
}
