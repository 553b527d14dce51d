/** What is learned from and how its rows are divided: columns, split, seed. */
import { ColumnPicker } from './column-picker.tsx'
import { useEditor } from './editor-context.ts'
import { FieldRow, NumberRow } from './field-row.tsx'
import { RecipeEditor } from './recipe-editor.tsx'
import { SplitRow } from './split-field.tsx'

/** See the file's head. */
export function DataFields() {
  // Labels of words are learned from those words, answers from their question and passage.
  const { labelling, answering } = useEditor().state.plan
  const picks = labelling === undefined && answering === undefined
  return (
    <>
      {picks && (
        <FieldRow field="features">
          <ColumnPicker />
          <RecipeEditor />
        </FieldRow>
      )}
      <SplitRow />
      <NumberRow field="seed" />
    </>
  )
}
