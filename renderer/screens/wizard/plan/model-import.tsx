/** Bringing a published model in: the button that begins it, and how far it is or why it failed. */
import { FolderInput } from 'lucide-react'
import { Button } from '../../../components/button.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { Progress } from '../../../components/progress.tsx'
import { useWords } from '../../../i18n/words.ts'
import type { useModelImport } from './use-model-import.ts'

type ModelImport = ReturnType<typeof useModelImport>

export interface ModelImportButtonProps extends Pick<ModelImport, 'job' | 'bringIn'> {
  /** Whether nothing can be done before. */
  readonly primary?: boolean
}

export function ModelImportButton({ job, bringIn, primary = false }: ModelImportButtonProps) {
  const { text } = useWords()
  return (
    <Button
      size="small"
      variant={primary ? 'primary' : 'plain'}
      icon={FolderInput}
      isDisabled={job !== null}
      onPress={bringIn}
    >
      {text('wizard.reader.import')}
    </Button>
  )
}

export function ModelImportState({ job, error, cancel }: Pick<ModelImport, 'job' | 'error' | 'cancel'>) {
  const { text } = useWords()
  return (
    <>
      {job !== null && (
        <Progress
          label={text('wizard.reader.importing')}
          progress={job.progress}
          cancelling={job.cancelling}
          onCancel={cancel}
        />
      )}
      {error !== null && <ErrorNotice error={error} />}
    </>
  )
}
