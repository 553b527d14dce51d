/** How the layers of a convolutional network are put together, where the design leaves that open. */
import {
  type CnnDesign,
  type CnnDesignOf,
  type ImageNormalization,
  imageNormalizations,
  imagePoolings,
} from '../../../../compute/spec/image-model.ts'
import { NumberField } from '../../../components/field.tsx'
import { Segments } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'
import { ActivationChoice } from './activation-choice.tsx'
import { WidthList, type WidthListProps } from './width-list.tsx'

/** Limits on the screen, and those of the schema for widths. */
const most = { stages: 8, convolutions: 4, blocks: 8, channels: 2048, denseLayers: 4, dense: 8192 } as const
const firstDense = 64

type OpenDesign = Exclude<CnnDesign, { kind: 'article' }>

interface StagesProps {
  readonly design: OpenDesign
  readonly onChange: (design: CnnDesign) => void
  /** The part whose settings these are: a whole network, or the part of one that sees the files. */
  readonly part: 'network' | 'file'
}

/** See the file's head. */
export function Stages({ design, onChange, part }: StagesProps) {
  const { text } = useWords()
  const name = (setting: string) => text(`wizard.image.of.${part}.${setting}`)
  const last = design.channels.at(-1) ?? firstDense
  return (
    <>
      <NamedWidths
        title={text('wizard.image.channelsOfStages')}
        widths={design.channels}
        limits={{ layers: most.stages, width: most.channels, least: 1 }}
        words={{
          width: (number) => text('wizard.image.stage', { number }),
          remove: (number) => text('wizard.image.removeStage', { number }),
          add: text('wizard.image.addStage'),
        }}
        next={Math.min(most.channels, 2 * last)}
        onChange={(channels) => onChange({ ...design, channels })}
      />
      <Repeats design={design} onChange={onChange} />
      {design.kind === 'plain' && <PlainFields design={design} onChange={onChange} hiddenTitle={name('hidden')} />}
      <ActivationChoice
        label={name('activation')}
        activation={design.activation}
        onChange={(activation) => onChange({ ...design, activation })}
      />
      <Segments<ImageNormalization>
        label={name('normalization')}
        value={design.normalization}
        onChange={(normalization) => onChange({ ...design, normalization })}
        options={imageNormalizations.map((value) => ({ value, label: text(`wizard.image.normalizations.${value}`) }))}
      />
      <NumberField
        label={name('dropout')}
        minValue={0}
        maxValue={0.95}
        formatOptions={{ maximumFractionDigits: 3 }}
        value={design.dropout}
        onChange={(dropout) => Number.isFinite(dropout) && onChange({ ...design, dropout })}
      />
    </>
  )
}

/** Widths under their name. */
function NamedWidths({ title, ...list }: WidthListProps & { readonly title: string }) {
  return (
    <div className="width-list">
      <span className="field-label">{title}</span>
      <WidthList {...list} />
    </div>
  )
}

/** How deep a stage is. */
function Repeats({ design, onChange }: Pick<StagesProps, 'design' | 'onChange'>) {
  const { text } = useWords()
  return (
    <NumberField
      label={text(design.kind === 'plain' ? 'wizard.image.convolutions' : 'wizard.image.blocks')}
      stepper
      minValue={1}
      maxValue={design.kind === 'plain' ? most.convolutions : most.blocks}
      value={design.kind === 'plain' ? design.convolutions : design.blocks}
      onChange={(count) =>
        Number.isFinite(count) &&
        onChange(design.kind === 'plain' ? { ...design, convolutions: count } : { ...design, blocks: count })
      }
    />
  )
}

interface PlainFieldsProps {
  readonly design: CnnDesignOf<'plain'>
  readonly onChange: (design: CnnDesign) => void
  readonly hiddenTitle: string
}

/** What only a plain network leaves open. */
function PlainFields({ design, onChange, hiddenTitle }: PlainFieldsProps) {
  const { text } = useWords()
  return (
    <>
      <Segments
        label={text('wizard.image.pooling')}
        value={design.pooling}
        onChange={(pooling) => onChange({ ...design, pooling })}
        options={imagePoolings.map((value) => ({ value, label: text(`wizard.image.poolings.${value}`) }))}
      />
      <NamedWidths
        title={hiddenTitle}
        widths={design.hidden}
        limits={{ layers: most.denseLayers, width: most.dense }}
        words={{
          width: (number) => text('wizard.layer', { number }),
          remove: (number) => text('wizard.removeLayer', { number }),
          add: text('wizard.addLayer'),
        }}
        next={design.hidden.at(-1) ?? firstDense}
        onChange={(hidden) => onChange({ ...design, hidden })}
      />
    </>
  )
}
