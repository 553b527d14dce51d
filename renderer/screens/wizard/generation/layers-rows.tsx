/** How the networks of a model that makes pictures are put together: dense layers, or stages of convolutions. */
import { type ImageShape, imageNumbers } from '../../../../compute/spec/image-model.ts'
import { innermostSides } from '../../../../compute/spec/generative-model.ts'
import { Segments } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'
import { WidthList, type WidthListProps } from '../plan/width-list.tsx'
import { useGenerationEditor, useGenerationField } from './generation-editor-context.ts'
import type { GanLayers, VaeLayers } from './generation-fields.ts'
import { GenerationRow } from './generation-row.tsx'

const kinds = ['dense', 'convolutional'] as const
type Kind = (typeof kinds)[number]

/** Fewer numbers than this are little for convolutions. */
const smallPicture = 256

/** Channels of so many stages, twice as many in each as in the one before. */
const doubling = (image: ImageShape, stages: number) =>
  Array.from({ length: stages }, (_, stage) => (imageNumbers(image) <= smallPicture ? 16 : 32) * 2 ** stage)

/** As many stages as leave 4 numbers a side where that can be, or else whole ones. */
function stagesFor(image: ImageShape): number {
  const possible = [1, 2, 3, 4, 5, 6].filter((stages) => innermostSides(image, stages)?.every((side) => side >= 2))
  return possible.find((stages) => Math.max(...(innermostSides(image, stages) ?? [])) <= 4) ?? possible.at(-1) ?? 1
}

/** What each kind begins with. */
const firstVae: { readonly [K in Kind]: (image: ImageShape) => Extract<VaeLayers, { kind: K }> } = {
  dense: () => ({ kind: 'dense', encoder: [256, 128], decoder: [128, 256] }),
  convolutional: (image) => ({ kind: 'convolutional', channels: doubling(image, 2) }),
}
const firstGan: { readonly [K in Kind]: (image: ImageShape) => Extract<GanLayers, { kind: K }> } = {
  dense: () => ({ kind: 'dense', generator: [256, 512, 1024], discriminator: [1024, 512, 256] }),
  convolutional: (image) => ({ kind: 'convolutional', channels: doubling(image, stagesFor(image)) }),
}

/** The layers of a VAE. */
export function VaeLayersRow() {
  const { plan } = useGenerationEditor().state
  const [layers, set] = useGenerationField('vaeLayers')
  if (layers === undefined) return null
  return (
    <GenerationRow field="vaeLayers">
      <KindChoice kind={layers.kind} onChange={(kind) => set(firstVae[kind](plan.image))} />
      {layers.kind === 'dense' ? (
        <>
          <Widths
            part="encoder"
            least={1}
            widths={layers.encoder}
            onChange={(encoder) => set({ ...layers, encoder })}
          />
          <Widths part="decoder" widths={layers.decoder} onChange={(decoder) => set({ ...layers, decoder })} />
        </>
      ) : (
        <Stages most={1024} channels={layers.channels} onChange={(channels) => set({ ...layers, channels })} />
      )}
    </GenerationRow>
  )
}

/** The layers of a GAN's two networks. */
export function GanLayersRow() {
  const { plan } = useGenerationEditor().state
  const [layers, set] = useGenerationField('ganLayers')
  if (layers === undefined) return null
  return (
    <GenerationRow field="ganLayers">
      <KindChoice kind={layers.kind} onChange={(kind) => set(firstGan[kind](plan.image))} />
      {layers.kind === 'dense' ? (
        <>
          <Widths part="generator" widths={layers.generator} onChange={(generator) => set({ ...layers, generator })} />
          <Widths
            part="discriminator"
            widths={layers.discriminator}
            onChange={(discriminator) => set({ ...layers, discriminator })}
          />
        </>
      ) : (
        <Stages most={2048} channels={layers.channels} onChange={(channels) => set({ ...layers, channels })} />
      )}
    </GenerationRow>
  )
}

interface KindChoiceProps {
  readonly kind: Kind
  readonly onChange: (kind: Kind) => void
}

function KindChoice({ kind, onChange }: KindChoiceProps) {
  const { text } = useWords()
  return (
    <Segments<Kind>
      label={text('wizard.generation.kind')}
      value={kind}
      onChange={onChange}
      options={kinds.map((value) => ({ value, label: text(`wizard.generation.kinds.${value}`) }))}
    />
  )
}

const mostDense = { layers: 8, width: 8192 } as const
const firstWidth = 128
const mostStages = 6

interface WidthsProps extends Pick<WidthListProps, 'widths' | 'onChange'> {
  /** Of which network, or which way through it. */
  readonly part: 'encoder' | 'decoder' | 'generator' | 'discriminator'
  readonly least?: number
}

function Widths({ part, least = 0, widths, onChange }: WidthsProps) {
  const { text } = useWords()
  const name = text(`wizard.generation.parts.${part}`)
  return (
    <div className="plan-part">
      <span className="field-label">{name}</span>
      <WidthList
        widths={widths}
        limits={{ ...mostDense, least }}
        words={{
          width: (number) => text('wizard.generation.width', { part: name, number }),
          remove: (number) => text('wizard.generation.removeWidth', { part: name, number }),
          add: text('wizard.addLayer'),
          none: text('wizard.generation.noWidths'),
        }}
        next={widths.at(-1) ?? firstWidth}
        onChange={onChange}
      />
    </div>
  )
}

interface StagesProps {
  readonly channels: readonly number[]
  readonly most: number
  readonly onChange: (channels: number[]) => void
}

function Stages({ channels, most, onChange }: StagesProps) {
  const { text } = useWords()
  return (
    <div className="plan-part">
      <span className="field-label">{text('wizard.generation.stages')}</span>
      <WidthList
        widths={channels}
        limits={{ layers: mostStages, width: most, least: 1 }}
        words={{
          width: (number) => text('wizard.generation.channels', { number }),
          remove: (number) => text('wizard.generation.removeStage', { number }),
          add: text('wizard.generation.addStage'),
        }}
        next={Math.min(most, 2 * (channels.at(-1) ?? firstWidth))}
        onChange={onChange}
      />
    </div>
  )
}
