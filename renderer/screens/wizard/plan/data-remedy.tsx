/** A remedy that is about the data: it makes a version without some rows, with the way back, or leads to where labels are looked at. */
import { useNavigate } from 'react-router'
import type { Remedy } from '../../../../compute/spec/health.ts'
import type { DatasetRecord } from '../../../../main/ipc/contract/records.ts'
import { labellingAddress } from '../../../app/addresses.ts'
import { Button } from '../../../components/button.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { useWords } from '../../../i18n/words.ts'
import { useExclusion } from '../../dataset/use-exclusion.ts'

export interface DataRemedyProps {
  readonly dataset: DatasetRecord
  readonly remedy: Extract<Remedy, { kind: 'exclude-rows' | 'review-labels' }>
}

/** See the file's head. */
export function DataRemedy({ dataset, remedy }: DataRemedyProps) {
  const { text } = useWords()
  const navigate = useNavigate()
  const { working, error, exclude } = useExclusion(dataset)
  const { id } = dataset
  if (remedy.kind === 'review-labels') {
    const { column, rows } = remedy
    return (
      <Button size="small" onPress={() => void navigate(labellingAddress(id, { column, rows }))}>
        {text('wizard.health.remedies.review-labels')}
      </Button>
    )
  }
  const { rows, reason } = remedy
  return (
    <>
      <Button size="small" isDisabled={working} onPress={() => exclude({ kind: 'exclude', rows, reason })}>
        {text('wizard.health.remedies.exclude-rows', { count: rows.length })}
      </Button>
      {error !== null && <ErrorNotice error={error} />}
    </>
  )
}
