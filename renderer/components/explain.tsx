/** The in-place glossary: a term with a question mark that opens what it means, in one or two sentences. */
import { CircleQuestionMark } from 'lucide-react'
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components'
import { useWords } from '../i18n/words.ts'
import './explain.css'

export interface ExplainProps {
  /** The term, as it stands on the screen. */
  readonly term: string
  /** What it means and what changing it does. */
  readonly meaning: string
}

/** A question mark beside a term. */
export function Explain({ term, meaning }: ExplainProps) {
  const { text } = useWords()
  return (
    <DialogTrigger>
      <AriaButton className="explain" aria-label={text('common.explain', { term })}>
        <CircleQuestionMark className="icon explain-icon" aria-hidden />
      </AriaButton>
      <Popover className="explain-popover" offset={6}>
        <Dialog className="explain-content" aria-label={term}>
          <strong>{term}</strong>
          <p>{meaning}</p>
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
