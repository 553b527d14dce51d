/** Above rows, pictures or recordings that a finding is about: what was found, what can be done, and the way to all of them. */
import type { Finding } from '../../../../compute/spec/health.ts'
import type { DatasetRecord } from '../../../../main/ipc/contract/records.ts'
import { Button } from '../../../components/button.tsx'
import { StatusMark } from '../../../components/status-mark.tsx'
import { useWords } from '../../../i18n/words.ts'
import { DataRemedies } from '../data-remedies.tsx'

export interface FoundBarProps {
  readonly dataset: DatasetRecord
  readonly found: Finding
  readonly onShowAll: () => void
}

/** See the file's head. */
export function FoundBar({ dataset, found, onShowAll }: FoundBarProps) {
  const { text, say } = useWords()
  return (
    <div className="found-bar" role="status">
      <StatusMark level={found.level} />
      <span className="found-bar-text">
        {found.column !== null && <span className="finding-column">{found.column}</span>}
        {say(found.text)}
      </span>
      <span className="found-bar-actions">
        <DataRemedies dataset={dataset} finding={found} />
        <Button size="small" variant="quiet" onPress={onShowAll}>
          {text('common.findings.showAll')}
        </Button>
      </span>
    </div>
  )
}
