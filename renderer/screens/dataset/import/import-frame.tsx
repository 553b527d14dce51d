/** The page on which something is looked at before it is imported: what it is, the way back and the way in, and how far the import is. */
import { FileUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { Button } from '../../../components/button.tsx'
import { Page } from '../../../components/page.tsx'
import { Progress } from '../../../components/progress.tsx'
import { useWords } from '../../../i18n/words.ts'
import type { Import } from './use-import.ts'

export interface ImportFrameProps {
  readonly title: string
  readonly summary: ReactNode
  /** What the dataset is to be called. */
  readonly name: string
  readonly importing: Import
  /** Whether all that an import needs is known. */
  readonly ready: boolean
  readonly importLabel: string
  readonly onImport: () => void
  readonly children: ReactNode
}

/** See the file's head. */
export function ImportFrame(props: ImportFrameProps) {
  const { title, summary, name, importing, ready, importLabel, onImport, children } = props
  const { text } = useWords()
  const navigate = useNavigate()
  return (
    <Page
      title={title}
      trail={text('import.trail')}
      summary={summary}
      actions={
        <>
          <Button onPress={() => void navigate(-1)} isDisabled={importing.job !== null}>
            {text('common.cancel')}
          </Button>
          <Button
            variant="primary"
            icon={FileUp}
            isDisabled={!ready || name.trim() === '' || importing.job !== null}
            onPress={onImport}
          >
            {importLabel}
          </Button>
        </>
      }
    >
      <div className="import">
        {importing.job !== null && (
          <Progress
            label={text('import.importing', { name })}
            progress={importing.job.progress}
            cancelling={importing.job.cancelling}
            onCancel={importing.cancel}
          />
        )}
        {children}
      </div>
    </Page>
  )
}
