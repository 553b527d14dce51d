/** What the epochs of a run made of the same noise: the newest, or any before it by a slider. */
import { useState } from 'react'
import { Label, Slider, SliderThumb, SliderTrack } from 'react-aria-components'
import type { GenerationRecord } from '../../../main/ipc/contract/records.ts'
import { useEvent, useRequest } from '../../bridge/hooks.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Waiting } from '../../components/progress.tsx'
import { useWords } from '../../i18n/words.ts'
import { Sheet } from './sheet.tsx'

export function EpochSamples({ run }: { readonly run: GenerationRecord }) {
  const { text } = useWords()
  const [asked, ask] = useState<number | null>(null)
  const { data, error, refetch } = useRequest('runs.sampleSheet', { id: run.id, epoch: asked }, { keepPrevious: true })
  useEvent('run.epochs', ({ id }) => {
    if (id === run.id) void refetch()
  })
  if (error !== null) return <ErrorNotice error={error} />
  if (data === undefined) return <Waiting />
  const { epochs, shown } = data
  if (shown === null) return <p className="muted">{text('generation.noSamplesYet')}</p>
  const last = epochs.length - 1
  const words = text('generation.samplesOf', { epoch: shown.epoch })
  return (
    <div className="epoch-samples">
      {last > 0 && (
        <Slider
          className="epoch-slider"
          minValue={0}
          maxValue={last}
          value={Math.max(0, epochs.indexOf(shown.epoch))}
          // At the end it follows the training.
          onChange={(at) => ask(at === last ? null : (epochs[at] ?? null))}
        >
          <Label className="curve-controls-label">{words}</Label>
          <SliderTrack className="epoch-slider-track">
            <SliderThumb className="smoothing-thumb" aria-label={text('generation.epochSlider')} />
          </SliderTrack>
          <span className="muted">{asked === null ? text('generation.newest') : null}</span>
        </Slider>
      )}
      <Sheet bytes={shown.sheet} label={words} />
    </div>
  )
}
