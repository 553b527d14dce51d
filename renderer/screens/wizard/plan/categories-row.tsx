/** How category columns come into a network: by an input for each value, or by vectors that are learned. */
import { categoryForms } from '../../../../compute/spec/model.ts'
import { Segments } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'
import { useEditor, useModel } from './editor-context.ts'
import { FieldRow } from './field-row.tsx'

/** See the file's head. Nothing without such columns; of windows, each value has an input. */
export function CategoriesRow() {
  const { text } = useWords()
  const { model, set } = useModel('mlp')
  const { features, window } = useEditor().state.plan
  const able = features.some(({ kind, encoding }) => kind === 'category' && encoding === undefined)
  if (!able || window !== undefined) return null
  return (
    <FieldRow field="categories">
      <Segments
        label={text('wizard.fields.categories')}
        value={model.categories ?? 'one-hot'}
        // An input for each is usual, and written as nothing.
        onChange={(form) => set('categories', form === 'one-hot' ? undefined : form)}
        options={categoryForms.map((value) => ({ value, label: text(`wizard.categoryForms.${value}`) }))}
      />
    </FieldRow>
  )
}
