/** The export of the training program: what it is, writing it, and where the newest is. */
import { Check, FolderDown, FolderOpen } from 'lucide-react'
import { useState } from 'react'
import type { WrittenProgram } from '../../../compute/spec/training-program.ts'
import type { RunRecord } from '../../../main/ipc/contract/records.ts'
import { invoke } from '../../bridge/invoke.ts'
import { Button } from '../../components/button.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Section } from '../../components/page.tsx'
import { Progress } from '../../components/progress.tsx'
import { useWords } from '../../i18n/words.ts'
import { useProgramExport } from './use-export.ts'

export function ProgramExport({ run }: { readonly run: RunRecord }) {
  const { text } = useWords()
  const [written, setWritten] = useState<WrittenProgram | null>(null)
  const { job, error, start, cancel } = useProgramExport(run, setWritten)
  return (
    <Section title={text('result.program.title')} lead={text('result.program.lead')}>
      {job === null ? (
        <Button icon={FolderDown} onPress={start}>
          {text('result.program.export')}
        </Button>
      ) : (
        <Progress
          label={text('result.program.exporting', { name: run.name })}
          progress={job.progress}
          cancelling={job.cancelling}
          onCancel={cancel}
        />
      )}
      {error !== null && <ErrorNotice error={error} />}
      {written !== null && <Written program={written} />}
    </Section>
  )
}

function Written({ program: { folder, steps, firstLoss, lastLoss } }: { readonly program: WrittenProgram }) {
  const { text, format } = useWords()
  const losses = { first: format.number(firstLoss), last: format.number(lastLoss) }
  return (
    <>
      <p className="export-verdict export-program">
        <Check className="icon" aria-hidden />
        {text('result.program.written', { count: steps, ...losses })}
      </p>
      <p className="export-program-place">
        <code>{folder}</code>
        <Button size="small" icon={FolderOpen} onPress={() => void invoke('shell.reveal', { path: folder })}>
          {text('result.showInFolder')}
        </Button>
      </p>
    </>
  )
}
