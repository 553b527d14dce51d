/** What is learned from and how its rows are divided: columns, split, seed. */
import { ColumnPicker } from './column-picker.tsx'
import { FieldRow, NumberRow } from './field-row.tsx'
import { RecipeEditor } from './recipe-editor.tsx'
import { SplitRow } from './split-field.tsx'

/** See the file's head. */
export function DataFields() {
  return (
    <>
      <FieldRow field="features">
        <ColumnPicker />
        <RecipeEditor />
      </FieldRow>
      <SplitRow />
      <NumberRow field="seed" />
    </>
  )
}
