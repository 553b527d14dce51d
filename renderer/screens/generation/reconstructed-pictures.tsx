/** Test pictures beside what is left of them after a VAE has put each into its few latent numbers and made a picture of those. */
import { useState } from 'react'
import type { GenerationRecord } from '../../../main/ipc/contract/records.ts'
import { useRequest } from '../../bridge/hooks.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Section } from '../../components/page.tsx'
import { Waiting } from '../../components/progress.tsx'
import { useWords } from '../../i18n/words.ts'
import { PictureGrid } from './picture-grid.tsx'
import { WayBetween } from './way-between.tsx'

const count = 24

export function ReconstructedPictures({ run }: { readonly run: GenerationRecord }) {
  const { text } = useWords()
  const [chosen, choose] = useState<readonly string[]>([])
  const { data, error } = useRequest('runs.reconstructions', { id: run.id, count })
  if (error !== null) return <ErrorNotice error={error} />
  if (data === undefined) return <Waiting label={text('generation.drawing')} />
  return (
    <>
      <Section
        title={text('generation.reconstructions')}
        lead={text('generation.reconstructionsLead', { latent: run.spec.model.latent })}
      >
        <PictureGrid
          label={text('generation.reconstructions')}
          chosen={chosen}
          onChoose={choose}
          pictures={data.map(({ row, original, reconstruction }) => ({
            key: String(row),
            bytes: original,
            beside: reconstruction,
            label: text('generation.pair', { row: row + 1 }),
          }))}
        />
      </Section>
      <WayBetween id={run.id} label={null} ends={chosen.map((key) => ({ kind: 'row', row: Number(key) }))} />
    </>
  )
}
