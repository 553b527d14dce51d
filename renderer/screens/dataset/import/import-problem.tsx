/** What went wrong with a file, with the button that helps where there is one. */
import { StudioError } from '../../../../compute/spec/errors.ts'
import { Button } from '../../../components/button.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { useWords } from '../../../i18n/words.ts'

export interface ImportProblemProps {
  readonly error: Error
  readonly onSkipBadRows: () => void
  readonly onRetry: () => void
}

/** An error of inspecting or importing. */
export function ImportProblem({ error, onSkipBadRows, onRetry }: ImportProblemProps) {
  const { text } = useWords()
  const ragged = error instanceof StudioError && error.code === 'row-lengths-differ'
  return (
    <ErrorNotice
      error={error}
      actions={
        ragged ? (
          <Button variant="primary" onPress={onSkipBadRows}>
            {text('import.skipBadRows')}
          </Button>
        ) : (
          <Button onPress={onRetry}>{text('common.tryAgain')}</Button>
        )
      }
    />
  )
}
