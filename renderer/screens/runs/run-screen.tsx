/** The page of one run: how the training goes, or, once it is finished, what came out. */
import { useParams } from 'react-router'
import { isPrediction } from '../../../main/ipc/contract/records.ts'
import { useRequest } from '../../bridge/hooks.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Page } from '../../components/page.tsx'
import { Waiting } from '../../components/progress.tsx'
import { useWords } from '../../i18n/words.ts'
import { GenerationScreen } from '../generation/generation-screen.tsx'
import { ResultScreen } from '../result/result-screen.tsx'
import { isFinished } from '../training/run-controls.ts'
import { TrainingScreen } from '../training/training-screen.tsx'

export function RunScreen() {
  const { text } = useWords()
  const { id = '' } = useParams()
  const run = useRequest('runs.get', { id })
  if (run.data !== undefined) {
    if (!isPrediction(run.data)) return <GenerationScreen key={id} run={run.data} />
    const Screen = isFinished[run.data.status] ? ResultScreen : TrainingScreen
    return <Screen key={id} run={run.data} />
  }
  return <Page title={text('runs.one')}>{run.error === null ? <Waiting /> : <ErrorNotice error={run.error} />}</Page>
}
