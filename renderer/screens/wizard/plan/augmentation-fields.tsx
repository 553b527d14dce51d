/** How pictures are changed while training: off, or in which ways, with some of the dataset's pictures to see it by. */
import { useMemo } from 'react'
import { type Augmentation, noAugmentation } from '../../../../compute/spec/augmentation.ts'
import type { ImageShape } from '../../../../compute/spec/image-model.ts'
import { Checkbox, Switch } from '../../../components/toggle.tsx'
import { useWords } from '../../../i18n/words.ts'
import { AmountFields } from './amount-fields.tsx'
import { AugmentationPreview } from './augmentation-preview.tsx'
import { usePlanField } from './editor-context.ts'
import { FieldRow } from './field-row.tsx'

/** Changes that hardly ever make another thing of what a picture shows. */
const usual: Augmentation = { ...noAugmentation, shift: 2, rotate: 10, brightness: 0.2, contrast: 0.2 }

const flips = ['flipHorizontally', 'flipVertically'] as const
const amounts = {
  shift: { most: 64, decimals: 0, step: 1 },
  rotate: { most: 180, decimals: 0, step: 5 },
  brightness: { most: 2, decimals: 2, step: 0.1 },
  contrast: { most: 0.9, decimals: 2, step: 0.1 },
  erase: { most: 0.75, decimals: 2, step: 0.05 },
} as const satisfies Partial<Record<keyof Augmentation, object>>

/** See the file's head. @param image the size at which the model looks at pictures */
export function AugmentationRow({ image }: { readonly image: ImageShape }) {
  const { text } = useWords()
  const [augmentation, set] = usePlanField('augmentation')
  const question = useMemo(() => (augmentation === null ? null : { image, augmentation }), [image, augmentation])
  return (
    <FieldRow field="augmentation">
      <Switch isSelected={augmentation !== null} onChange={(on) => set(on ? usual : null)}>
        {text('wizard.fields.augmentation')}
      </Switch>
      {augmentation !== null && question !== null && (
        <>
          <Ways augmentation={augmentation} onChange={set} />
          <AugmentationPreview words={text('wizard.augmentation.preview')} question={question} />
        </>
      )}
    </FieldRow>
  )
}

interface WaysProps {
  readonly augmentation: Augmentation
  readonly onChange: (augmentation: Augmentation) => void
}

function Ways({ augmentation, onChange }: WaysProps) {
  const { text } = useWords()
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
      <AmountFields
        amounts={amounts}
        values={augmentation}
        labelOf={(name) => text(`wizard.augmentation.${name}`)}
        onChange={(name, amount) => onChange({ ...augmentation, [name]: amount })}
      />
      <p className="caption muted">{text('wizard.augmentation.caution')}</p>
    </>
  )
}
