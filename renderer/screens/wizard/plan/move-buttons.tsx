/** Two buttons that move an entry of a list to its neighbour's place. */
import { ArrowDown, ArrowUp } from 'lucide-react'
import { IconButton } from '../../../components/button.tsx'
import { useWords } from '../../../i18n/words.ts'

interface MoveButtonsProps {
  readonly name: string
  readonly at: number
  /** Places that it may take, from the first to the last. */
  readonly first: number
  readonly last: number
  readonly onMove: (to: number) => void
}

/** See the file's head. */
export function MoveButtons({ name, at, first, last, onMove }: MoveButtonsProps) {
  const { text } = useWords()
  return (
    <>
      <IconButton
        icon={ArrowUp}
        size="small"
        label={text('wizard.recipe.up', { step: name })}
        isDisabled={at === first}
        onPress={() => onMove(at - 1)}
      />
      <IconButton
        icon={ArrowDown}
        size="small"
        label={text('wizard.recipe.down', { step: name })}
        isDisabled={at === last}
        onPress={() => onMove(at + 1)}
      />
    </>
  )
}
