/** The fields of a network that hears: what it hears of a recording, how it sees it, and how recordings are changed in training. */
import { useMemo } from 'react'
import { type Sound, soundImage, usualWindow } from '../../../../compute/spec/sound.ts'
import { quietestNoise, type SoundAugmentation } from '../../../../compute/spec/sound-augmentation.ts'
import { NumberField } from '../../../components/field.tsx'
import { Segments } from '../../../components/select.tsx'
import { Switch } from '../../../components/toggle.tsx'
import { useWords } from '../../../i18n/words.ts'
import { AugmentationPreview } from './augmentation-preview.tsx'
import { useModel, usePlanField } from './editor-context.ts'
import { FieldRow } from './field-row.tsx'

const numbers = {
  seconds: { least: 0.1, most: 30, step: 0.1, decimals: 1 },
  sampleRate: { least: 4_000, most: 48_000, step: 1_000, decimals: 0 },
  bands: { least: 8, most: 128, step: 8, decimals: 0 },
} as const
const numberNames = Object.keys(numbers) as (keyof typeof numbers)[]

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
      <div className="layers">
        {numberNames.map((name) => (
          <NumberField
            key={name}
            label={text(`wizard.sound.${name}`)}
            stepper
            step={numbers[name].step}
            minValue={numbers[name].least}
            maxValue={numbers[name].most}
            formatOptions={{ maximumFractionDigits: numbers[name].decimals }}
            value={sound[name]}
            onChange={(value) => {
              if (!Number.isFinite(value)) return
              // The window keeps its milliseconds.
              change(name === 'sampleRate' ? { sampleRate: value, window: usualWindow(value) } : { [name]: value })
            }}
          />
        ))}
      </div>
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
  masks: { most: 4, decimals: 0, step: 1 },
} as const satisfies Record<keyof SoundAugmentation, object>
const amountNames = Object.keys(amounts) as (keyof typeof amounts)[]

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
          <div className="layers">
            {amountNames.map((name) => (
              <NumberField
                key={name}
                label={text(`wizard.soundAugmentation.${name}`)}
                stepper
                step={amounts[name].step}
                minValue={name === 'masks' ? 1 : 0}
                maxValue={amounts[name].most}
                formatOptions={{ maximumFractionDigits: amounts[name].decimals }}
                value={augmentation[name]}
                onChange={(amount) => Number.isFinite(amount) && set({ ...augmentation, [name]: amount })}
              />
            ))}
          </div>
          <p className="caption muted">{text('wizard.soundAugmentation.caution')}</p>
          <AugmentationPreview words={text('wizard.soundAugmentation.preview')} question={question} />
        </>
      )}
    </FieldRow>
  )
}
