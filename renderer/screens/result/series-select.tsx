/** Which of several series is shown; nothing where there is only one. */
import { Select } from '../../components/select.tsx'
import { useWords } from '../../i18n/words.ts'

export interface SeriesSelectProps {
  readonly all: readonly { readonly series: string }[]
  /** The place of the one that is shown, as text. */
  readonly value: string
  readonly onChange: (value: string) => void
}

export function SeriesSelect({ all, value, onChange }: SeriesSelectProps) {
  const { text } = useWords()
  if (all.length < 2) return null
  return (
    <Select
      label={text('result.forecast.series')}
      labelHidden
      size="small"
      value={value}
      onChange={onChange}
      options={all.map(({ series }, at) => ({ value: String(at), label: series }))}
    />
  )
}
