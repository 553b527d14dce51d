/**
 * The fields of a convolutional network, alone or as the part of a network that sees files: the size of its pictures or what it
 * hears, and how its layers are put together.
 */
import type { CnnDesign, CnnDesignOf, ImageShape } from '../../../../compute/spec/image-model.ts'
import { Select } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'
import { AugmentationRow } from './augmentation-fields.tsx'
import { Stages } from './cnn-stages.tsx'
import { useModel } from './editor-context.ts'
import { FieldRow } from './field-row.tsx'
import { ImageSize } from './image-size.tsx'
import { SoundAugmentationRow, SoundRow } from './sound-fields.tsx'

const free = { channels: [32, 64], activation: 'relu', normalization: 'batch', dropout: 0.3 } as const

/** What each design begins with. */
const firstDesigns: { readonly [K in CnnDesign['kind']]: CnnDesignOf<K> } = {
  article: { kind: 'article' },
  plain: { kind: 'plain', ...free, channels: [...free.channels], convolutions: 1, pooling: 'max', hidden: [128] },
  residual: { kind: 'residual', ...free, channels: [...free.channels], blocks: 1 },
}
const designKinds = Object.keys(firstDesigns) as CnnDesign['kind'][]

/** See the file's head. */
export function CnnFields() {
  const { text } = useWords()
  const {
    model: { family, image, design, sound },
    set,
  } = useModel('cnn', 'fusion')
  const setDesign = (next: CnnDesign) => set('design', next)
  return (
    <>
      {sound === undefined ? (
        <ImageRow image={image} onChange={(size) => set('image', size)} />
      ) : (
        <SoundRow sound={sound} />
      )}
      {/* Alone, a network that is the article's has nothing here that could be another way: see its structure. */}
      {(family === 'fusion' || design.kind !== 'article') && (
        <FieldRow field="design">
          <Select
            label={text('wizard.fields.design')}
            value={design.kind}
            onChange={(kind) => setDesign(firstDesigns[kind])}
            options={designKinds
              .filter((kind) => family === 'fusion' || kind !== 'article')
              .map((value) => ({
                value,
                label: text(`wizard.designs.${value}`),
                hint: text(`wizard.designHints.${value}`),
              }))}
          />
          {design.kind !== 'article' && (
            <Stages design={design} onChange={setDesign} part={family === 'fusion' ? 'file' : 'network'} />
          )}
        </FieldRow>
      )}
      {sound === undefined ? <AugmentationRow image={image} /> : <SoundAugmentationRow sound={sound} />}
    </>
  )
}

interface ImageRowProps {
  readonly image: ImageShape
  readonly onChange: (image: ImageShape) => void
}

/** The size at which pictures are looked at. */
function ImageRow({ image, onChange }: ImageRowProps) {
  return (
    <FieldRow field="image">
      <ImageSize image={image} onChange={onChange} />
    </FieldRow>
  )
}
