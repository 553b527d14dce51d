/** How pictures are changed while training: off, or in which ways, with some of the dataset's pictures to see it by. */
import { Dices } from 'lucide-react'
import { useState } from 'react'
import { type Augmentation, noAugmentation } from '../../../../compute/spec/augmentation.ts'
import type { ImageShape } from '../../../../compute/spec/image-model.ts'
import { useRequest } from '../../../bridge/hooks.ts'
import { useRested } from '../../../bridge/use-rested.ts'
import { Button } from '../../../components/button.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { NumberField } from '../../../components/field.tsx'
import { Picture } from '../../../components/picture.tsx'
import { Checkbox, Switch } from '../../../components/toggle.tsx'
import { useWords } from '../../../i18n/words.ts'
import { useEditor, usePlanField } from './editor-context.ts'
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
const amountNames = Object.keys(amounts) as (keyof typeof amounts)[]

/** See the file's head. @param image the size at which the model looks at pictures */
export function AugmentationRow({ image }: { readonly image: ImageShape }) {
  const { text } = useWords()
  const [augmentation, set] = usePlanField('augmentation')
  return (
    <FieldRow field="augmentation">
      <Switch isSelected={augmentation !== null} onChange={(on) => set(on ? usual : null)}>
        {text('wizard.fields.augmentation')}
      </Switch>
      {augmentation !== null && (
        <>
          <Ways augmentation={augmentation} onChange={set} />
          <AugmentationPreview image={image} augmentation={augmentation} />
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
      <div className="layers">
        {amountNames.map((name) => (
          <NumberField
            key={name}
            label={text(`wizard.augmentation.${name}`)}
            stepper
            step={amounts[name].step}
            minValue={0}
            maxValue={amounts[name].most}
            formatOptions={{ maximumFractionDigits: amounts[name].decimals }}
            value={augmentation[name]}
            onChange={(amount) => Number.isFinite(amount) && onChange({ ...augmentation, [name]: amount })}
          />
        ))}
      </div>
      <p className="caption muted">{text('wizard.augmentation.caution')}</p>
    </>
  )
}

/** So long the plan must rest before its pictures are made, in milliseconds. */
const rest = 250

interface PreviewProps {
  readonly image: ImageShape
  readonly augmentation: Augmentation
}

function AugmentationPreview({ image, augmentation }: PreviewProps) {
  const { text } = useWords()
  const { dataset } = useEditor()
  const [seed, setSeed] = useState(1)
  const rested = useRested(augmentation, rest)
  const asked = { datasetId: dataset.id, image, augmentation: rested, seed }
  const { data, error } = useRequest('advice.augmentation', asked, { keepPrevious: true })
  if (error !== null) return <ErrorNotice error={error} />
  if (data === undefined) return null
  return (
    <figure className="augmented" aria-label={text('wizard.augmentation.preview')}>
      <figcaption className="augmented-head">
        <span className="caption">{text('wizard.augmentation.preview')}</span>
        <Button size="small" icon={Dices} onPress={() => setSeed(seed + 1)}>
          {text('wizard.augmentation.again')}
        </Button>
      </figcaption>
      {data.pictures.map(({ file, original, changed }) => (
        <div key={file} className="augmented-row">
          <span title={text('wizard.augmentation.original')}>
            <Picture bytes={original} label={`${file}, ${text('wizard.augmentation.original')}`} />
          </span>
          {changed.map((bytes, way) => (
            <Picture key={way} bytes={bytes} label={`${file}, ${way + 1}`} />
          ))}
        </div>
      ))}
    </figure>
  )
}
