/** Cell texts that mean a missing value: taken away one by one, and added by typing. */
import { X } from 'lucide-react'
import { useState } from 'react'
import { Button as AriaButton, Label, Tag, TagGroup, TagList } from 'react-aria-components'
import { Button } from '../../../components/button.tsx'
import { TextField } from '../../../components/field.tsx'
import { useWords } from '../../../i18n/words.ts'

export interface MissingTextsProps {
  readonly texts: readonly string[]
  readonly onChange: (texts: string[]) => void
}

/** The empty cell is always missing, so it is not in the list. */
export function MissingTexts({ texts, onChange }: MissingTextsProps) {
  const { text } = useWords()
  const [typed, setTyped] = useState('')
  const shown = texts.filter((each) => each !== '')
  const add = () => {
    const next = typed.trim()
    if (next !== '' && !texts.includes(next)) onChange([...texts, next])
    setTyped('')
  }
  return (
    <div className="missing-texts">
      <TagGroup className="field" onRemove={(keys) => onChange(texts.filter((each) => !keys.has(each)))}>
        <Label className="field-label">{text('import.missing')}</Label>
        <TagList className="missing-tags" renderEmptyState={() => text('import.onlyEmpty')}>
          {shown.map((each) => (
            <Tag key={each} id={each} textValue={each} className="missing-tag">
              <span className="mono">{each}</span>
              <AriaButton
                slot="remove"
                className="missing-remove"
                aria-label={text('import.removeMissing', { value: each })}
              >
                <X className="icon" aria-hidden />
              </AriaButton>
            </Tag>
          ))}
        </TagList>
      </TagGroup>
      <form
        className="missing-add"
        onSubmit={(event) => {
          event.preventDefault()
          add()
        }}
      >
        <TextField
          label={text('import.addMissing')}
          labelHidden
          placeholder={text('import.addMissing')}
          value={typed}
          onChange={setTyped}
        />
        <Button type="submit" size="small" isDisabled={typed.trim() === ''}>
          {text('import.add')}
        </Button>
      </form>
    </div>
  )
}
