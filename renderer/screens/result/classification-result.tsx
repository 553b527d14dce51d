/** The figures of a classification: metrics, classes, the confusion matrix, and the rows behind each of its cells. */
import { Tags } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import type { ClassificationReport } from '../../../compute/spec/evaluation.ts'
import { type ConfusionCell, ConfusionMatrix } from '../../charts/static/confusion-matrix.tsx'
import type { RunRecord } from '../../../main/ipc/contract/records.ts'
import { labellingAddress } from '../../app/addresses.ts'
import { Button } from '../../components/button.tsx'
import { Section } from '../../components/page.tsx'
import { useWords } from '../../i18n/words.ts'
import { ClassTable } from './class-table.tsx'
import './result-screen.css'
import { ScoreTable } from './score-table.tsx'
import { mistakes } from './scores.ts'
import { TestRows } from './test-rows.tsx'

export interface ClassificationResultProps {
  readonly run: RunRecord
  readonly report: ClassificationReport
}

/** With more classes than this the matrix needs the whole width. */
const manyClasses = 14

/** How many kinds of mistakes are named. */
const namedMistakes = 3

type Opened = ConfusionCell | 'all' | null

export function ClassificationResult({ run, report }: ClassificationResultProps) {
  const { text } = useWords()
  const navigate = useNavigate()
  const { id } = run
  const [opened, setOpened] = useState<Opened>(null)
  const cell = opened === 'all' ? null : opened
  return (
    <>
      <div className={report.labels.length > manyClasses ? 'result-pair result-pair-below' : 'result-pair'}>
        <div className="result-stack">
          <Section title={text('result.scores')}>
            <ScoreTable scores={report} />
          </Section>
          <Section title={text('result.perClass')}>
            <ClassTable report={report} />
          </Section>
        </div>
        <Section title={text('result.confusion')} lead={text('result.confusionLead')}>
          <ConfusionMatrix
            labels={report.labels}
            counts={report.confusion}
            selected={cell}
            onSelect={setOpened}
            label={text('result.confusion')}
          />
          <MistakeList report={report} onOpen={setOpened} />
          {run.spec.window === undefined && mistakes(report).length > 0 && (
            <div className="result-mistakes">
              <Button
                size="small"
                icon={Tags}
                onPress={() => void navigate(labellingAddress(run.datasetId, { column: run.target, run: id }))}
              >
                {text('labelling.reviewMistakes')}
              </Button>
            </div>
          )}
        </Section>
      </div>
      <Section
        title={opened === null ? text('result.testRows') : rowsTitle(opened, report, text)}
        actions={
          <>
            {opened !== 'all' && (
              <Button size="small" onPress={() => setOpened('all')}>
                {text('result.showAllRows', { count: report.rows })}
              </Button>
            )}
            {opened !== null && (
              <Button size="small" variant="quiet" onPress={() => setOpened(null)}>
                {text('common.close')}
              </Button>
            )}
          </>
        }
      >
        {opened === null ? (
          <p className="muted">{text('result.rowsHint')}</p>
        ) : (
          <OpenedRows
            key={opened === 'all' ? 'all' : `${opened.actual}-${opened.predicted}`}
            id={id}
            opened={opened}
            report={report}
          />
        )}
      </Section>
    </>
  )
}

interface OpenedRowsProps {
  readonly id: string
  readonly opened: ConfusionCell | 'all'
  readonly report: ClassificationReport
}

/** The rows of a cell, brought into sight. */
function OpenedRows({ id, opened, report }: OpenedRowsProps) {
  const { text } = useWords()
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    element.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  const filter =
    opened === 'all'
      ? { actual: null, predicted: null }
      : { actual: report.labels[opened.actual] ?? null, predicted: report.labels[opened.predicted] ?? null }
  return (
    <div ref={element}>
      <TestRows id={id} task="classification" filter={filter} label={rowsTitle(opened, report, text)} />
    </div>
  )
}

function rowsTitle(
  opened: ConfusionCell | 'all',
  report: ClassificationReport,
  text: ReturnType<typeof useWords>['text'],
): string {
  if (opened === 'all') return text('result.allTestRows', { count: report.rows })
  return text(opened.actual === opened.predicted ? 'result.rowsRight' : 'result.rowsWrong', {
    actual: report.labels[opened.actual] ?? '',
    predicted: report.labels[opened.predicted] ?? '',
    count: report.confusion[opened.actual]?.[opened.predicted] ?? 0,
  })
}

interface MistakeListProps {
  readonly report: ClassificationReport
  readonly onOpen: (cell: ConfusionCell) => void
}

function MistakeList({ report, onOpen }: MistakeListProps) {
  const { text } = useWords()
  const most = mistakes(report).slice(0, namedMistakes)
  if (most.length === 0) return <p className="quiet result-mistakes">{text('result.noMistakes')}</p>
  return (
    <div className="result-mistakes">
      <span className="quiet">{text('result.mostMistakes')}</span>
      <ul>
        {most.map((mistake) => (
          <li key={`${mistake.actual}-${mistake.predicted}`}>
            <Button size="small" onPress={() => onOpen(mistake)}>
              {text('result.mistake', {
                actual: report.labels[mistake.actual] ?? '',
                predicted: report.labels[mistake.predicted] ?? '',
                count: mistake.count,
              })}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}
