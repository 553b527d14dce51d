/** The page of a finished run: how it ended, what can be done with it, and the button that exports it. */
import { Archive, ArchiveRestore, Copy, Dices, Ellipsis, FileDown, SlidersHorizontal, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useNavigate } from 'react-router'
import type { AnyRunSpec } from '../../../compute/spec/generation.ts'
import type { AnyRunRecord } from '../../../main/ipc/contract/records.ts'
import { runAddress, wizardAddress } from '../../app/addresses.ts'
import { invoke } from '../../bridge/invoke.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Menu } from '../../components/menu.tsx'
import { useWords } from '../../i18n/words.ts'
import { RunPage } from '../runs/run-page.tsx'
import { RunStatusMark } from '../runs/run-status.tsx'
import { useRunActions } from '../runs/use-run-actions.ts'
import { RunSubject } from '../training/run-subject.tsx'
import { writeSeconds } from '../training/write-seconds.ts'
import './result-screen.css'
import type { ExportJob } from './use-export.ts'

export interface ResultPageProps {
  readonly run: AnyRunRecord
  readonly exporting: ExportJob
  /** Shows where the export is told of: it begins then. */
  readonly onExport: () => void
  readonly children: ReactNode
}

export function ResultPage({ run, exporting, onExport, children }: ResultPageProps) {
  const { text } = useWords()
  const exportNow = () => {
    onExport()
    exporting.start()
  }
  return (
    <RunPage
      run={run}
      summary={<ResultSummary run={run} />}
      actions={
        <>
          <ResultMenu run={run} />
          <Button variant="primary" icon={FileDown} isDisabled={exporting.job !== null} onPress={exportNow}>
            {text('result.export')}
          </Button>
        </>
      }
    >
      {children}
    </RunPage>
  )
}

/** State, how it ended and how long it took, then what it is. */
function ResultSummary({ run }: { readonly run: AnyRunRecord }) {
  const { text, format } = useWords()
  const parts = [
    run.outcome === null
      ? null
      : text(`result.outcome.${run.outcome}`, { epoch: run.epoch, total: run.totalEpochs, count: run.totalEpochs }),
    run.bestEpoch === null ? null : text('result.bestEpoch', { epoch: run.bestEpoch }),
    writeSeconds(run.seconds, format),
  ].filter((part) => part !== null)
  return (
    <>
      <p>
        <span className="result-status">
          <RunStatusMark status={run.status} />
        </span>
        {parts.join(' · ')}
      </p>
      <RunSubject run={run} />
    </>
  )
}

const seeds = 0xffff_ffff

function withSeed<Spec extends AnyRunSpec>(spec: Spec, seed: number): Spec {
  return { ...spec, training: { ...spec.training, seed } }
}

/** What can be done with a finished run beside its views. */
function ResultMenu({ run }: { readonly run: AnyRunRecord }) {
  const { text } = useWords()
  const navigate = useNavigate()
  const { archive, remove } = useRunActions()
  const [error, setError] = useState<unknown>(null)
  const failed = (reason: unknown) => setError(reason)
  const again = (seed: number) => {
    const spec = withSeed(run.spec, seed)
    invoke('runs.start', { datasetId: run.datasetId, spec }).then(({ id }) => navigate(runAddress(id)), failed)
  }
  const archived = run.archivedAt !== null
  return (
    <>
      {error !== null && <ErrorNotice error={error} />}
      <Menu
        label={text('common.moreActions')}
        actions={[
          {
            id: 'again',
            label: text('result.sameAgain'),
            icon: Copy,
            onAction: () => again(run.spec.training.seed),
          },
          {
            id: 'seed',
            label: text('result.otherSeed'),
            icon: Dices,
            onAction: () => again(Math.floor(Math.random() * seeds)),
          },
          {
            id: 'archive',
            label: text(archived ? 'runs.unarchive' : 'runs.archive'),
            icon: archived ? ArchiveRestore : Archive,
            onAction: () => void archive([run], !archived).catch(failed),
          },
          {
            id: 'delete',
            label: text('runs.delete'),
            icon: Trash2,
            danger: true,
            onAction: () => void remove([run]).then(() => navigate('/runs'), failed),
          },
        ]}
      >
        <IconButton icon={Ellipsis} label={text('common.moreActions')} />
      </Menu>
      <Button icon={SlidersHorizontal} onPress={() => void navigate(wizardAddress(run.datasetId, run.id))}>
        {text('training.changeSettings')}
      </Button>
    </>
  )
}
