/** A question of the wizard, with the steps above it and the ways on below. */
import { type ReactNode, useRef, useEffect } from 'react'
import { Link } from 'react-router'
import { datasetAddress } from '../../../app/addresses.ts'
import { Button } from '../../../components/button.tsx'
import { Page } from '../../../components/page.tsx'
import { useWords } from '../../../i18n/words.ts'
import type { Question } from '../state/wizard.ts'
import { DataQuestion } from './data-question.tsx'
import { LimitsQuestion } from './limits-question.tsx'
import type { QuestionProps } from './question-props.ts'
import { StepsLine } from './steps-line.tsx'
import { TaskQuestion } from './task-question.tsx'

const bodies = {
  data: (props) => <DataQuestion {...props} />,
  task: (props) => <TaskQuestion {...props} />,
  limits: (props) => <LimitsQuestion {...props} />,
} as const satisfies Record<Question, (props: QuestionProps) => ReactNode>

/** See the file's head. */
export function QuestionPage({ dataset, wizard, question }: QuestionProps & { readonly question: Question }) {
  const { text } = useWords()
  const { send, canUndo, undo } = wizard
  const heading = useRef<HTMLHeadingElement>(null)
  // The next question is read out from its heading on.
  useEffect(() => heading.current?.focus(), [question])
  return (
    <Page
      title={text('wizard.title')}
      width="reading"
      trail={<Link to={datasetAddress(dataset.id)}>{dataset.table.name}</Link>}
      foot={
        <>
          <Button variant="quiet" onPress={undo} isDisabled={!canUndo}>
            {text('common.undo')}
          </Button>
          <span className="wizard-space" />
          {question !== 'data' && <Button onPress={() => send({ type: 'back' })}>{text('wizard.back')}</Button>}
          {question !== 'limits' && (
            <Button onPress={() => send({ type: 'settled' })}>{text('wizard.toRecommendation')}</Button>
          )}
          <Button variant="primary" onPress={() => send({ type: 'forward' })}>
            {text(question === 'limits' ? 'wizard.recommend' : 'wizard.next')}
          </Button>
        </>
      }
    >
      <StepsLine wizard={wizard} />
      <h2 ref={heading} tabIndex={-1} className="wizard-question">
        {text(
          question === 'task' && dataset.table.media !== undefined
            ? 'wizard.generation.question'
            : `wizard.questions.${question}`,
        )}
      </h2>
      {bodies[question]({ dataset, wizard })}
    </Page>
  )
}
