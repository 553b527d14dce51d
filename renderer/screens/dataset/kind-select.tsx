/** A column's kind, small enough for a table's header or cell. */
import { type ColumnKind, columnKinds } from '../../../compute/spec/table-dialect.ts'
import { Select } from '../../components/select.tsx'
import { useWords } from '../../i18n/words.ts'

export interface KindSelectProps {
  readonly column: string
  readonly kind: ColumnKind
  readonly onChange: (kind: ColumnKind) => void
  readonly disabled?: boolean
}

/** Chooses among number, category, date and text. */
export function KindSelect({ column, kind, onChange, disabled = false }: KindSelectProps) {
  const { text } = useWords()
  return (
    <Select
      size="small"
      label={text('dataset.kindOf', { column })}
      labelHidden
      value={kind}
      onChange={onChange}
      disabled={disabled}
      options={columnKinds.map((value) => ({
        value,
        label: text(`common.kinds.${value}`),
        hint: text(`dataset.kindHints.${value}`),
      }))}
    />
  )
}
