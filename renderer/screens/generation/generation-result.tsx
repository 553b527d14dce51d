/** A finished run that makes pictures: pictures of it, how good it is where that can be measured, its export and its record. */
import { useSearchParams } from 'react-router'
import type { GenerationRecord } from '../../../main/ipc/contract/records.ts'
import { useRequest } from '../../bridge/hooks.ts'
import { CompareBar } from '../../charts/static/compare-bar.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Section } from '../../components/page.tsx'
import { Tabs } from '../../components/tabs.tsx'
import { useWords } from '../../i18n/words.ts'
import { HeadlineFrame } from '../result/headline.tsx'
import { MoreEpochs } from '../result/more-epochs.tsx'
import { RecordPanel } from '../result/record-panel.tsx'
import { ResultPage } from '../result/result-page.tsx'
import { useExport } from '../result/use-export.ts'
import { DrawnPictures } from './drawn-pictures.tsx'
import { GeneratorExport } from './generator-export.tsx'
import { Learning } from './learning.tsx'
import { ReconstructedPictures } from './reconstructed-pictures.tsx'

const views = ['pictures', 'reconstructions', 'export', 'training', 'record'] as const
type View = (typeof views)[number]

export function GenerationResult({ run }: { readonly run: GenerationRecord }) {
  const { text } = useWords()
  const [query, setQuery] = useSearchParams()
  const offered = views.filter((view) => view !== 'reconstructions' || run.spec.model.family === 'vae')
  const view = offered.find((known) => known === query.get('view')) ?? 'pictures'
  const show = (next: View) => setQuery(next === 'pictures' ? {} : { view: next }, { replace: true })
  const exporting = useExport(run, () => show('export'))
  const content = {
    pictures: <DrawnPictures run={run} />,
    reconstructions: <ReconstructedPictures run={run} />,
    export: <GeneratorExport run={run} exporting={exporting} />,
    training: <Training run={run} />,
    record: <RecordPanel run={run} />,
  } as const satisfies Record<View, unknown>
  return (
    <ResultPage run={run} exporting={exporting} onExport={() => show('export')}>
      {run.score !== null && <Bound run={run} score={run.score} />}
      <Tabs
        label={text('result.views')}
        selected={view}
        onSelect={show}
        tabs={offered.map((id) => ({ id, label: text(`generation.view.${id}`), content: content[id] }))}
      />
    </ResultPage>
  )
}

interface BoundProps {
  readonly run: GenerationRecord
  readonly score: NonNullable<GenerationRecord['score']>
}

/** The bound on the test pictures' likelihood, beside that of their mean. */
function Bound({ run, score: { value, baseline } }: BoundProps) {
  const { text, format } = useWords()
  const report = useRequest('runs.generationReport', { id: run.id })
  if (report.error !== null) return <ErrorNotice error={report.error} />
  const bound = report.data?.bound ?? null
  return (
    <HeadlineFrame
      figure={format.number(value)}
      caption={text('generation.boundCaption')}
      sentence={text('generation.boundSentence', {
        count: report.data?.judged ?? 0,
        value,
        baseline,
        reconstruction: bound?.model.reconstruction ?? NaN,
        divergence: bound?.model.divergence ?? NaN,
      })}
      warning={value < baseline ? null : text('generation.notBetter')}
      bar={
        <CompareBar
          model={value}
          baseline={baseline}
          modelName={text('result.model')}
          baselineName={text('generation.meanPicture')}
          format={format.number}
          label={text('result.compareLabel')}
        />
      }
    />
  )
}

function Training({ run }: { readonly run: GenerationRecord }) {
  const { text } = useWords()
  return (
    <>
      <Learning run={run} />
      <Section title={text('result.goOn')}>
        <MoreEpochs run={run} />
      </Section>
    </>
  )
}
