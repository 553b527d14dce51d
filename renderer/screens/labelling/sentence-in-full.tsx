/** The sentence that is worked on, word by word, with the colours of its labels and the words that are meant. */
import type { MouseEvent } from 'react'
import { marksOf, toneOf } from '../../components/entity-text.tsx'
import { useWords } from '../../i18n/words.ts'
import { spanOf, type WordRange } from './word-labels.ts'

export interface SentenceInFullProps {
  readonly words: readonly string[]
  readonly labels: readonly string[]
  /** All types, in the order of their colours. */
  readonly types: readonly string[]
  readonly range: WordRange
  readonly onRange: (range: WordRange) => void
}

/** See the file's head. A click chooses a word, with Shift all up to it. */
export function SentenceInFull({ words, labels, types, range, onRange }: SentenceInFullProps) {
  const { text } = useWords()
  const { first, last } = spanOf(range)
  const marks = marksOf(labels)
  const markOf = (word: number) => marks.find((mark) => mark.first <= word && word <= mark.last)
  const press = (word: number, event: MouseEvent) => {
    // The focus stays on the sentences, where the keys are heard.
    event.preventDefault()
    onRange({ anchor: event.shiftKey ? range.anchor : word, cursor: word })
  }
  return (
    <p className="sentence" aria-live="polite" aria-label={text('labelling.words.sentence')}>
      {words.map((word, at) => {
        const mark = markOf(at)
        const chosen = at >= first && at <= last
        const states = [
          mark !== undefined && `sentence-marked entity-tone-${toneOf(types, mark.type)}`,
          chosen && 'sentence-chosen',
        ]
        return (
          <span
            key={at}
            className={['sentence-word', ...states.filter((state) => state !== false)].join(' ')}
            onMouseDown={(event) => press(at, event)}
          >
            <span>{word}</span>
            <span className="sentence-type">{mark !== undefined && mark.first === at ? mark.type : '\u00a0'}</span>
          </span>
        )
      })}
    </p>
  )
}
