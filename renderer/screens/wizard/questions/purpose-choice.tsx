/** Of pictures: whether something of them is to be predicted, or more pictures like them are to be made, and of which classes. */
import { Reasoned } from '../../../components/page.tsx'
import { RadioRows, Select } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'
import type { QuestionProps } from './question-props.ts'

const purposes = ['predict', 'generate'] as const
/** The choice of no column. */
const noClasses = ''

/** See the file's head. */
export function PurposeChoice({ dataset, wizard: { state, send } }: QuestionProps) {
  const { text, format } = useWords()
  const { generation } = state.answers
  const classes = dataset.table.profile.columns.filter(({ kind, distinct }) => kind === 'category' && distinct >= 2)
  const answer = (next: typeof generation) =>
    send({ type: 'answered', field: 'generation', change: { generation: next } })
  return (
    <>
      <Reasoned reason={text(classes.length === 0 ? 'wizard.generation.noClasses' : 'wizard.generation.purposeReason')}>
        <RadioRows
          label={text('wizard.generation.purpose')}
          value={generation === undefined ? 'predict' : 'generate'}
          onChange={(purpose) => answer(purpose === 'generate' ? { label: null } : undefined)}
          options={purposes.map((value) => ({
            value,
            label: text(`wizard.generation.purposes.${value}`),
            hint: text(`wizard.generation.purposeHints.${value}`),
          }))}
        />
      </Reasoned>
      {generation !== undefined && classes.length > 0 && (
        <Reasoned reason={text('wizard.generation.labelReason')}>
          <Select
            label={text('wizard.generation.label')}
            value={generation.label ?? noClasses}
            onChange={(label) => answer({ label: label === noClasses ? null : label })}
            options={[
              { value: noClasses, label: text('wizard.generation.anyKind') },
              ...classes.map(({ name, distinct }) => ({
                value: name,
                label: name,
                hint: text('wizard.generation.classCount', { count: distinct, classes: format.integer(distinct) }),
              })),
            ]}
          />
        </Reasoned>
      )}
    </>
  )
}
