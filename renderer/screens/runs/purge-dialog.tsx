/** Asks before runs are removed for good: the one thing here that can't be undone. */
import type { RunSummary } from '../../../main/ipc/contract/records.ts'
import { ConfirmDialog } from '../../components/dialog.tsx'
import { useWords } from '../../i18n/words.ts'

export interface PurgeDialogProps {
  /** Null: not asked. */
  readonly runs: readonly RunSummary[] | null
  readonly onClose: () => void
  readonly onPurge: (runs: readonly RunSummary[]) => void
}

export function PurgeDialog({ runs, onClose, onPurge }: PurgeDialogProps) {
  const { text } = useWords()
  const count = runs?.length ?? 0
  return (
    <ConfirmDialog
      title={text('runs.purgeTitle', { count, name: runs?.[0]?.name ?? '' })}
      open={runs !== null}
      onClose={onClose}
      danger
      confirm={text('runs.purge')}
      onConfirm={() => {
        if (runs !== null) onPurge(runs)
        onClose()
      }}
    >
      <p>{text('runs.purgeText')}</p>
    </ConfirmDialog>
  )
}
