/** The first question: what the data is like. A dataset is of one kind; the others are named. */
import { dataKinds, isForecast } from '../../../../compute/spec/advice.ts'
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
          const { answers, possible } = state.suggested
          // A forecast is one of amounts; what is told of a sequence by itself may be a class.
          const task = isForecast({ data, reader: possible.reader }) ? 'regression' : answers.task
          const read = data === 'sequences' && possible.reader !== undefined ? { reader: possible.reader } : {}
          send({ type: 'answered', field: 'data', change: { data, task, ...read } })
        }}
        options={dataKinds.map((value) => ({
          value,
          ...(value === 'sequences' && state.suggested.possible.reader !== undefined
            ? { label: text('wizard.columnReader.kind'), hint: text('wizard.columnReader.kindHint') }
            : { label: text(`wizard.dataKinds.${value}`), hint: text(`wizard.dataKindHints.${value}`) }),
          disabled: !state.suggested.possible.data.includes(value),
        }))}
      />
    </Reasoned>
  )
}
