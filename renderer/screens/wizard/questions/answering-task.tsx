/** Where the target answers questions out of passages: that this is asked for, and which published model is to learn it. */
import { tasks } from '../../../../compute/spec/dataset.ts'
import { Reasoned } from '../../../components/page.tsx'
import { RadioRows } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'
import { PublishedModels } from '../plan/published-models.tsx'
import type { QuestionProps } from './question-props.ts'

/** The value of the choice; the others are tasks with one answer a row. */
const answering = 'answering'

/** See the file's head. */
export function AnsweringTask({
  wizard: { state, send },
}: {
  readonly wizard: Pick<QuestionProps['wizard'], 'state' | 'send'>
}) {
  const { text, say } = useWords()
  const { reader } = state.answers
  return (
    <>
      <Reasoned reason={say(state.suggested.reasons.task)}>
        <RadioRows
          label={text('wizard.task')}
          value={answering}
          onChange={() => undefined}
          options={[
            { value: answering, label: text('wizard.answering.task'), hint: text('wizard.answering.taskHint') },
            ...tasks.map((value) => ({
              value,
              label: text(`common.tasks.${value}`),
              hint: text('wizard.answering.instead'),
              disabled: true,
            })),
          ]}
        />
      </Reasoned>
      <PublishedModels
        value={reader?.kind === 'pretrained' ? reader.model : null}
        onChange={(model) =>
          send({ type: 'answered', field: 'reader', change: { reader: { kind: 'pretrained', model } } })
        }
      />
    </>
  )
}
