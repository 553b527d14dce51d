/** How pictures are changed while training: off, or in which ways, with some of the dataset's pictures to see it by. */
import { useMemo } from 'react'
import { type Augmentation, noAugmentation } from '../../../../compute/spec/augmentation.ts'
import type { ImageShape } from '../../../../compute/spec/image-model.ts'
import type { PictureMixing } from '../../../../compute/spec/picture-mixing.ts'
import { Checkbox, Switch } from '../../../components/toggle.tsx'
import { useWords } from '../../../i18n/words.ts'
import { AmountFields } from './amount-fields.tsx'
import { AugmentationPreview } from './augmentation-preview.tsx'
import { useEditor, usePlanField } from './editor-context.ts'
import { FieldRow } from './field-row.tsx'

/** Changes that hardly ever make another thing of what a picture shows. */
const usual: Augmentation = { ...noAugmentation, shift: 2, rotate: 10, brightness: 0.2, contrast: 0.2 }

const flips = ['flipHorizontally', 'flipVertically'] as const
const places = {
  shift: { most: 64, decimals: 0, step: 1 },
  crop: { most: 0.9, decimals: 2, step: 0.1 },
  rotate: { most: 180, decimals: 0, step: 5 },
} as const
const light = {
  brightness: { most: 2, decimals: 2, step: 0.1 },
  contrast: { most: 0.9, decimals: 2, step: 0.1 },
} as const
const colours = {
  saturation: { most: 1, decimals: 2, step: 0.1 },
  hue: { most: 180, decimals: 0, step: 5 },
} as const
const parts = { erase: { most: 0.75, decimals: 2, step: 0.05 } } as const

/** What there is to be changed of grey pictures, and of colour ones. */
const amounts = {
  grey: { ...places, ...light, ...parts },
  colour: { ...places, ...light, ...colours, ...parts },
} as const satisfies Record<string, Partial<Record<keyof Augmentation, object>>>
type AmountName = keyof typeof amounts.colour

/** Half of the pictures, in either way. */
const usualMixing: PictureMixing = { mixup: 0.2, cutmix: 1, share: 0.5 }
const mixingAmounts = {
  mixup: { most: 4, decimals: 2, step: 0.1 },
  cutmix: { most: 4, decimals: 2, step: 0.1 },
  share: { most: 1, decimals: 2, step: 0.1 },
} as const satisfies Record<keyof PictureMixing, object>

/** See the file's head. @param image the size at which the model looks at pictures */
export function AugmentationRow({ image }: { readonly image: ImageShape }) {
  const { text } = useWords()
  const [augmentation, set] = usePlanField('augmentation')
  const { answers, plan } = useEditor().state
  // A row that has other columns beside its picture can't be mixed with another.
  const mixes = answers.task === 'classification' && plan.model.family === 'cnn'
  const { target } = answers
  const question = useMemo(
    () =>
      augmentation === null
        ? null
        : {
            image,
            augmentation: { ...augmentation, mixing: mixes ? augmentation.mixing : null },
            target: mixes ? target : null,
          },
    [image, augmentation, mixes, target],
  )
  return (
    <FieldRow field="augmentation">
      <Switch isSelected={augmentation !== null} onChange={(on) => set(on ? usual : null)}>
        {text('wizard.fields.augmentation')}
      </Switch>
      {augmentation !== null && question !== null && (
        <>
          <Ways augmentation={augmentation} tone={image.channels === 3 ? 'colour' : 'grey'} onChange={set} />
          {mixes && <Mixing mixing={augmentation.mixing} onChange={(mixing) => set({ ...augmentation, mixing })} />}
          <AugmentationPreview words={text('wizard.augmentation.preview')} question={question} />
        </>
      )}
    </FieldRow>
  )
}

interface WaysProps {
  readonly augmentation: Augmentation
  readonly tone: keyof typeof amounts
  readonly onChange: (augmentation: Augmentation) => void
}

function Ways({ augmentation, tone, onChange }: WaysProps) {
  const { text } = useWords()
  const shared = {
    values: augmentation,
    labelOf: (name: AmountName) => text(`wizard.augmentation.${name}`),
    onChange: (name: AmountName, amount: number) => onChange({ ...augmentation, [name]: amount }),
  }
  return (
    <>
      <div className="layers">
        {flips.map((flip) => (
          <Checkbox
            key={flip}
            isSelected={augmentation[flip]}
            onChange={(on) => onChange({ ...augmentation, [flip]: on })}
          >
            {text(`wizard.augmentation.${flip}`)}
          </Checkbox>
        ))}
      </div>
      {tone === 'colour' ? (
        <AmountFields<AmountName> amounts={amounts.colour} {...shared} />
      ) : (
        <AmountFields<keyof typeof amounts.grey> amounts={amounts.grey} {...shared} />
      )}
      <p className="caption muted">{text('wizard.augmentation.caution')}</p>
    </>
  )
}

interface MixingProps {
  readonly mixing: PictureMixing | null
  readonly onChange: (mixing: PictureMixing | null) => void
}

/** Whether pictures are mixed with one another, and how. With neither way left they aren't. */
function Mixing({ mixing, onChange }: MixingProps) {
  const { text } = useWords()
  return (
    <>
      <Checkbox isSelected={mixing !== null} onChange={(on) => onChange(on ? usualMixing : null)}>
        {text('wizard.mixing.title')}
      </Checkbox>
      {mixing !== null && (
        <>
          <AmountFields
            amounts={mixingAmounts}
            values={mixing}
            labelOf={(name) => text(`wizard.mixing.${name}`)}
            onChange={(name, amount) => {
              const next = { ...mixing, [name]: amount }
              onChange(next.mixup > 0 || next.cutmix > 0 ? next : null)
            }}
          />
          <p className="caption muted">{text('wizard.mixing.hint')}</p>
        </>
      )}
    </>
  )
}
