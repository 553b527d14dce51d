/** The first question: what the data is like. A dataset is of one kind; the others are named. */
import { dataKinds } from '../../../../compute/spec/advice.ts'
import { Reasoned } from '../../../components/page.tsx'
import { RadioRows } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'
import type { QuestionProps } from './question-props.ts'

/** See the file's head. */
export function DataQuestion({ wizard: { state, send } }: QuestionProps) {
  const { text, say } = useWords()
  return (
    <Reasoned reason={say(state.suggested.reasons.data)}>
      <RadioRows
        label={text('wizard.questions.data')}
        labelHidden
        value={state.answers.data}
        onChange={(data) => {
          // A forecast is one of amounts.
          const task = data === 'sequences' ? 'regression' : state.suggested.answers.task
          send({ type: 'answered', field: 'data', change: { data, task } })
        }}
        options={dataKinds.map((value) => ({
          value,
          label: text(`wizard.dataKinds.${value}`),
          hint: text(`wizard.dataKindHints.${value}`),
          disabled: !state.suggested.possible.data.includes(value),
        }))}
      />
    </Reasoned>
  )
}
