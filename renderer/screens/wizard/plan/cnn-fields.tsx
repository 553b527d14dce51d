/**
 * The fields of a convolutional network, alone or as the part of a network that sees files: the size of its pictures or what it
 * hears, and how its layers are put together.
 */
import type { CnnDesign, CnnDesignOf, ImageShape } from '../../../../compute/spec/image-model.ts'
import { NumberField } from '../../../components/field.tsx'
import { Select } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'
import { AugmentationRow } from './augmentation-fields.tsx'
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
    model: { image, design, sound },
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
      <FieldRow field="design">
        <Select
          label={text('wizard.fields.design')}
          value={design.kind}
          onChange={(kind) => setDesign(firstDesigns[kind])}
          options={designKinds.map((value) => ({
            value,
            label: text(`wizard.designs.${value}`),
            hint: text(`wizard.designHints.${value}`),
          }))}
        />
        {design.kind !== 'article' && <Stages design={design} onChange={setDesign} />}
      </FieldRow>
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

interface StagesProps {
  readonly design: Exclude<CnnDesign, { kind: 'article' }>
  readonly onChange: (design: CnnDesign) => void
}

const mostStages = 6
const mostRepeats = 4

/** How many stages there are, the channels of the first (each has twice as many as the one before), and their depth. */
function Stages({ design, onChange }: StagesProps) {
  const { text } = useWords()
  const [first = 16] = design.channels
  const withStages = (count: number, width: number) => {
    const channels = Array.from({ length: count }, (_, stage) => width * 2 ** stage)
    onChange({ ...design, channels })
  }
  const numbers: readonly (readonly [name: string, value: number, most: number, set: (next: number) => void])[] = [
    ['stages', design.channels.length, mostStages, (count: number) => withStages(count, first)],
    ['firstChannels', first, 128, (width: number) => withStages(design.channels.length, width)],
    design.kind === 'plain'
      ? [
          'convolutions',
          design.convolutions,
          mostRepeats,
          (count: number) => onChange({ ...design, convolutions: count }),
        ]
      : ['blocks', design.blocks, mostRepeats, (count: number) => onChange({ ...design, blocks: count })],
  ]
  return (
    <div className="layers">
      {numbers.map(([name, value, most, set]) => (
        <NumberField
          key={name}
          label={text(`wizard.image.${name}`)}
          stepper
          minValue={1}
          maxValue={most}
          value={value}
          onChange={(next) => Number.isFinite(next) && set(next)}
        />
      ))}
      <NumberField
        label={text('wizard.fields.dropout')}
        minValue={0}
        maxValue={0.95}
        formatOptions={{ maximumFractionDigits: 3 }}
        value={design.dropout}
        onChange={(dropout) => Number.isFinite(dropout) && onChange({ ...design, dropout })}
      />
    </div>
  )
}
