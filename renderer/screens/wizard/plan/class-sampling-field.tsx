/** How often the rows of each class are trained on. */
import { type ClassSampling, classSamplings } from '../../../../compute/spec/training.ts'
import { Select } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'
import { useEditor, usePlanField } from './editor-context.ts'
import { FieldRow } from './field-row.tsx'
import { answersRows } from '../state/plan.ts'

/**
 * See the file's head; nothing for amounts, which have no classes, for series, whose order counts, for labels of words, of
 * which each row has many, and for answers, which are none.
 */
export function ClassSamplingRow() {
  const { text } = useWords()
  const { answers, plan } = useEditor().state
  const [sampling, set] = usePlanField('classSampling')
  if (answers.task !== 'classification' || !answersRows(plan)) return null
  return (
    <FieldRow field="classSampling">
      <Select<ClassSampling>
        label={text('wizard.fields.classSampling')}
        value={sampling}
        onChange={set}
        options={classSamplings.map((value) => ({
          value,
          label: text(`wizard.classSamplings.${value}`),
          hint: text(`wizard.classSamplingHints.${value}`),
        }))}
      />
    </FieldRow>
  )
}
