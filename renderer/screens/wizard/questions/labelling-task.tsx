/** Where the target has a label for each word of a column: that this is asked for, and not one answer a row. */
import { tasks } from '../../../../compute/spec/dataset.ts'
import { Reasoned } from '../../../components/page.tsx'
import { RadioRows } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'
import type { QuestionProps } from './question-props.ts'

/** The value of the choice; the others are tasks with one answer a row. */
const labelling = 'labelling'

/** See the file's head. */
export function LabellingTask({ wizard: { state } }: { readonly wizard: Pick<QuestionProps['wizard'], 'state'> }) {
  const { text, say } = useWords()
  return (
    <Reasoned reason={say(state.suggested.reasons.task)}>
      <RadioRows
        label={text('wizard.task')}
        value={labelling}
        onChange={() => undefined}
        options={[
          { value: labelling, label: text('wizard.labelling.task'), hint: text('wizard.labelling.taskHint') },
          ...tasks.map((value) => ({
            value,
            label: text(`common.tasks.${value}`),
            hint: text('wizard.labelling.instead'),
            disabled: true,
          })),
        ]}
      />
    </Reasoned>
  )
}
