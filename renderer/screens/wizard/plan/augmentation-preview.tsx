/** Some of a dataset's pictures or recordings as the network sees them, and what a training would make of them. */
import { Dices } from 'lucide-react'
import { useState } from 'react'
import type { RequestOf } from '../../../../main/ipc/contract/channels.ts'
import { useRequest } from '../../../bridge/hooks.ts'
import { useRested } from '../../../bridge/use-rested.ts'
import { Button } from '../../../components/button.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { Picture } from '../../../components/picture.tsx'
import { useWords } from '../../../i18n/words.ts'
import { useEditor } from './editor-context.ts'

/** So long the plan must rest before its pictures are made, in milliseconds. */
const rest = 250

type WithoutPlace<T> = T extends unknown ? Omit<T, 'datasetId' | 'seed'> : never

export interface AugmentationPreviewProps {
  readonly words: string
  readonly question: WithoutPlace<RequestOf<'advice.augmentation'>>
}

/** See the file's head. */
export function AugmentationPreview({ words, question }: AugmentationPreviewProps) {
  const { text, format } = useWords()
  const { dataset } = useEditor()
  const [seed, setSeed] = useState(1)
  const rested = useRested(question, rest)
  const { data, error } = useRequest(
    'advice.augmentation',
    { datasetId: dataset.id, ...rested, seed },
    { keepPrevious: true },
  )
  if (error !== null) return <ErrorNotice error={error} />
  if (data === undefined) return null
  return (
    <figure className="augmented" aria-label={words}>
      <figcaption className="augmented-head">
        <span className="caption">{words}</span>
        <Button size="small" icon={Dices} onPress={() => setSeed(seed + 1)}>
          {text('wizard.augmentation.again')}
        </Button>
      </figcaption>
      {data.pictures.map(({ file, original, changed, mixed }) => (
        <div key={file} className="augmented-row">
          <span title={text('wizard.augmentation.original')}>
            <Picture bytes={original} label={`${file}, ${text('wizard.augmentation.original')}`} />
          </span>
          {changed.map((bytes, way) => (
            <span key={way} className="augmented-way">
              <Picture bytes={bytes} label={`${file}, ${way + 1}`} />
              {mixed?.[way]?.map(({ label, share }) => (
                <span key={label} className="augmented-share caption quiet" title={label}>
                  <span className="ellipsis">{label}</span>
                  <span className="number">{format.percent(share)}</span>
                </span>
              ))}
            </span>
          ))}
        </div>
      ))}
    </figure>
  )
}
