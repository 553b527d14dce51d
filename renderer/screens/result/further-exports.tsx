/** Exports besides the model: its weights alone, and the training itself as a program. */
import { Check, FolderDown, FolderOpen, type LucideIcon, Weight } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { WrittenProgram } from '../../../compute/spec/training-program.ts'
import type { AnyRunRecord } from '../../../main/ipc/contract/records.ts'
import { invoke } from '../../bridge/invoke.ts'
import { Button } from '../../components/button.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Section } from '../../components/page.tsx'
import { Progress } from '../../components/progress.tsx'
import { useWords } from '../../i18n/words.ts'
import { type ExportJob, useProgramExport, useWeightsExport } from './use-export.ts'

/** The weights, for PyTorch. */
export function WeightsExport({ run }: { readonly run: AnyRunRecord }) {
  const { text } = useWords()
  const [path, setPath] = useState<string | null>(null)
  const exporting = useWeightsExport(run, setPath)
  return (
    <ExportSection kind="weights" run={run} icon={Weight} exporting={exporting}>
      {path !== null && (
        <Written path={path}>
          {text(run.bestEpoch === null ? 'generation.weightsWritten' : 'result.weights.written')}
        </Written>
      )}
    </ExportSection>
  )
}

/** The training program. */
export function ProgramExport({ run }: { readonly run: AnyRunRecord }) {
  const { text, format } = useWords()
  const [program, setProgram] = useState<WrittenProgram | null>(null)
  const exporting = useProgramExport(run, setProgram)
  return (
    <ExportSection kind="program" run={run} icon={FolderDown} exporting={exporting}>
      {program !== null && (
        <Written path={program.folder}>
          {text('result.program.written', {
            count: program.steps,
            first: format.number(program.firstLoss),
            last: format.number(program.lastLoss),
          })}
        </Written>
      )}
    </ExportSection>
  )
}

interface ExportSectionProps {
  readonly kind: 'weights' | 'program'
  readonly run: AnyRunRecord
  readonly icon: LucideIcon
  readonly exporting: ExportJob
  readonly children: ReactNode
}

/** What it is, the button or how far it is, and what came of it. */
function ExportSection({ kind, run, icon, exporting, children }: ExportSectionProps) {
  const { text } = useWords()
  const { job, error, start, cancel } = exporting
  return (
    <Section title={text(`result.${kind}.title`)} lead={text(`result.${kind}.lead`)}>
      {job === null ? (
        <Button icon={icon} onPress={start}>
          {text(`result.${kind}.export`)}
        </Button>
      ) : (
        <Progress
          label={text(`result.${kind}.exporting`, { name: run.name })}
          progress={job.progress}
          cancelling={job.cancelling}
          onCancel={cancel}
        />
      )}
      {error !== null && <ErrorNotice error={error} />}
      {children}
    </Section>
  )
}

/** What was written, and where it is. */
function Written({ path, children }: { readonly path: string; readonly children: ReactNode }) {
  const { text } = useWords()
  return (
    <>
      <p className="export-verdict export-program">
        <Check className="icon" aria-hidden />
        {children}
      </p>
      <p className="export-program-place">
        <code>{path}</code>
        <Button size="small" icon={FolderOpen} onPress={() => void invoke('shell.reveal', { path })}>
          {text('result.showInFolder')}
        </Button>
      </p>
    </>
  )
}
