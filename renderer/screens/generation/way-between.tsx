/** The way from one picture to another through the latent space. */
import type { WalkEnd } from '../../../compute/spec/made-pictures.ts'
import { useRequest } from '../../bridge/hooks.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Section } from '../../components/page.tsx'
import { Picture } from '../../components/picture.tsx'
import { useWords } from '../../i18n/words.ts'

/** Pictures of a way, both ends included. */
const steps = 11

export interface WayBetweenProps {
  readonly id: string
  /** None, one or two. */
  readonly ends: readonly WalkEnd[]
  readonly label: string | null
}

/** See the file's head. It says how to choose the ends while there are not two. */
export function WayBetween({ id, ends: [from, to], label }: WayBetweenProps) {
  const { text } = useWords()
  const both = from !== undefined && to !== undefined
  const nowhere = { kind: 'row', row: 0 } as const
  const { data, error } = useRequest(
    'runs.walk',
    { id, from: from ?? nowhere, to: to ?? nowhere, steps, label },
    { enabled: both, keepPrevious: true },
  )
  return (
    <Section title={text('generation.between')} lead={text('generation.betweenLead')}>
      {error !== null && <ErrorNotice error={error} />}
      {both && data !== undefined ? (
        <ol className="picture-way" aria-label={text('generation.between')}>
          {data.pictures.map(({ picture }, at) => (
            <li key={at}>
              <Picture bytes={picture} label={text('generation.step', { step: at + 1, steps })} />
            </li>
          ))}
        </ol>
      ) : (
        <p className="muted">{text('generation.chooseTwo')}</p>
      )}
    </Section>
  )
}
