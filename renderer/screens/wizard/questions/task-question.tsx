/** The second question: which column to predict, and whether that is a class or an amount. */
import { useState } from 'react'
import { isForecast } from '../../../../compute/spec/advice.ts'
import { tasks } from '../../../../compute/spec/dataset.ts'
import { invoke } from '../../../bridge/invoke.ts'
import { ComboBox } from '../../../components/combo-box.tsx'
import { Distribution } from '../../../components/distribution.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { Reasoned } from '../../../components/page.tsx'
import { RadioRows } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'
import { AnsweringTask } from './answering-task.tsx'
import { LabellingTask } from './labelling-task.tsx'
import { PurposeChoice } from './purpose-choice.tsx'
import type { QuestionProps } from './question-props.ts'

/** See the file's head. */
export function TaskQuestion({ dataset, wizard }: QuestionProps) {
  const predicts = wizard.state.answers.generation === undefined
  return (
    <>
      {dataset.table.media !== undefined && <PurposeChoice dataset={dataset} wizard={wizard} />}
      {predicts && <TargetChoice dataset={dataset} wizard={wizard} />}
    </>
  )
}

/** The column to predict, and what kind of question that is. */
function TargetChoice({ dataset, wizard: { state, send } }: QuestionProps) {
  const { text, say, format } = useWords()
  const [error, setError] = useState<unknown>(null)
  const { answers, suggested } = state
  const { columns } = dataset.table.profile
  const target = columns.find(({ name }) => name === answers.target)
  const suggestedTask = suggested.answers.task
  // Labels of words and answers out of passages are tasks of their own.
  const isOwn = answers.labelling !== undefined || answers.answering !== undefined
  const choose = (column: string) => {
    if (column === answers.target) return
    setError(null)
    invoke('advice.suggest', { datasetId: dataset.id, target: column }).then(
      (next) => send({ type: 'retargeted', suggested: next }),
      setError,
    )
  }
  return (
    <>
      {error !== null && <ErrorNotice error={error} />}
      <Reasoned reason={say(suggested.reasons.target)}>
        <ComboBox
          label={text('wizard.target')}
          value={answers.target}
          onChange={choose}
          options={columns.map(({ name, kind }) => ({
            value: name,
            label: name,
            hint: text(`common.kinds.${kind}`),
          }))}
        />
        {target !== undefined && !isOwn && (
          <div className="wizard-target">
            <Distribution
              label={text('dataset.distributionOf', { column: target.name })}
              kind={target.kind}
              bars={target.distribution}
              width={240}
              height={48}
            />
            <span className="caption quiet">
              {text('wizard.targetFacts', {
                count: target.distinct,
                distinct: format.integer(target.distinct),
                missing: format.integer(target.missing),
              })}
            </span>
          </div>
        )}
      </Reasoned>
      {answers.labelling !== undefined && <LabellingTask wizard={{ state }} />}
      {answers.answering !== undefined && <AnsweringTask wizard={{ state, send }} />}
      {!isForecast(answers) && !isOwn && (
        <Reasoned reason={answers.task === suggestedTask ? say(suggested.reasons.task) : text('wizard.ownChoice')}>
          <RadioRows
            label={text('wizard.task')}
            value={answers.task}
            onChange={(task) => send({ type: 'answered', field: 'task', change: { task } })}
            options={tasks.map((value) => ({
              value,
              label: text(`common.tasks.${value}`),
              hint: text(`wizard.taskHints.${value}`),
            }))}
          />
        </Reasoned>
      )}
    </>
  )
}
