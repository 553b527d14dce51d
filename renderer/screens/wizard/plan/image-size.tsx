/** To what size pictures are brought, and whether in colour. */
import type { ImageShape } from '../../../../compute/spec/image-model.ts'
import { NumberField } from '../../../components/field.tsx'
import { Segments } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'

export interface ImageSizeProps {
  readonly image: ImageShape
  readonly onChange: (image: ImageShape) => void
}

/** See the file's head. */
export function ImageSize({ image, onChange }: ImageSizeProps) {
  const { text } = useWords()
  return (
    <>
      <span className="field-label">{text('wizard.fields.image')}</span>
      <div className="layers">
        {(['height', 'width'] as const).map((side) => (
          <NumberField
            key={side}
            label={text(`wizard.image.${side}`)}
            stepper
            minValue={4}
            maxValue={512}
            value={image[side]}
            onChange={(length) => Number.isFinite(length) && onChange({ ...image, [side]: length })}
          />
        ))}
      </div>
      <Segments
        label={text('wizard.image.channels')}
        value={image.channels === 1 ? 'grey' : 'colour'}
        onChange={(tone) => onChange({ ...image, channels: tone === 'grey' ? 1 : 3 })}
        options={(['colour', 'grey'] as const).map((value) => ({ value, label: text(`wizard.image.${value}`) }))}
      />
    </>
  )
}
