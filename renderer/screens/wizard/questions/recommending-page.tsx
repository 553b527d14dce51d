/** While the recommendation is being made, or why it can't be: with the way back to the question that decides it. */
import { useEffect } from 'react'
import { Link } from 'react-router'
import type { ErrorCode } from '../../../../compute/spec/errors.ts'
import { StudioError } from '../../../../compute/spec/errors.ts'
import { datasetAddress } from '../../../app/addresses.ts'
import { useRequest } from '../../../bridge/hooks.ts'
import { Button } from '../../../components/button.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { Page } from '../../../components/page.tsx'
import { Waiting } from '../../../components/progress.tsx'
import { useWords } from '../../../i18n/words.ts'
import type { QuestionProps } from './question-props.ts'
import { StepsLine } from './steps-line.tsx'

/** Errors that another target may mend. */
const aboutTarget: readonly ErrorCode[] = [
  'target-missing-everywhere',
  'target-one-class',
  'target-class-too-small',
  'target-too-many-classes',
  'target-not-numeric',
  'target-not-found',
  'no-series',
  'answers-without-passages',
]

/** See the file's head. */
export function RecommendingPage({ dataset, wizard }: QuestionProps) {
  const { state, send } = wizard
  const recommended = useRequest('advice.recommend', { datasetId: dataset.id, answers: state.answers })
  const { data, error } = recommended
  useEffect(() => {
    if (data !== undefined) send({ type: 'recommended', recommendation: data })
  }, [data, send])
  return <RecommendingFrame dataset={dataset} wizard={wizard} error={error} again={() => void recommended.refetch()} />
}

interface RecommendingFrameProps extends QuestionProps {
  readonly error: unknown
  readonly again: () => void
}

/** The page while a recommendation is made, or with why there is none. */
export function RecommendingFrame({ dataset, wizard, error, again }: RecommendingFrameProps) {
  const { text } = useWords()
  const { send } = wizard
  const ofTarget = error instanceof StudioError && aboutTarget.includes(error.code)
  // The model is chosen where the task is said.
  const needsModel = error instanceof StudioError && error.code === 'answers-need-a-model'
  return (
    <Page
      title={text('wizard.title')}
      width="reading"
      trail={<Link to={datasetAddress(dataset.id)}>{dataset.table.name}</Link>}
    >
      <StepsLine wizard={wizard} />
      {error === null ? (
        <Waiting label={text('wizard.thinking')} />
      ) : (
        <ErrorNotice
          error={error}
          actions={
            <>
              <Button
                variant="primary"
                onPress={() => send({ type: 'asked', question: ofTarget || needsModel ? 'task' : 'limits' })}
              >
                {text(needsModel ? 'wizard.answering.chooseModel' : ofTarget ? 'wizard.otherTarget' : 'wizard.back')}
              </Button>
              {!ofTarget && !needsModel && <Button onPress={() => again()}>{text('common.tryAgain')}</Button>}
            </>
          }
        />
      )}
    </Page>
  )
}
