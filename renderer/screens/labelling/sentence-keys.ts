/** What the keys do while the focus is on the sentences. */
import type { KeyboardEvent } from 'react'

export interface SentenceKeys {
  /** Goes by words. */
  readonly onMove: (by: number, extend: boolean) => void
  /** Goes by sentences. */
  readonly onSentence: (by: number) => void
  /** Chooses all words. */
  readonly onAll: () => void
  /** Takes the label off the words. */
  readonly onNone: () => void
  readonly onDigit: (digit: string) => void
  /** Begins to type a label. */
  readonly onType: (letter: string) => void
}

const farWords = 1_000_000
const pageSentences = 10

/** Handles a key where it means something. */
export function onSentenceKey(event: KeyboardEvent, keys: SentenceKeys): void {
  const command = event.ctrlKey || event.metaKey
  if (event.altKey) return
  const moves: Readonly<Record<string, () => void>> = {
    ArrowRight: () => keys.onMove(1, event.shiftKey),
    ArrowLeft: () => keys.onMove(-1, event.shiftKey),
    Home: () => keys.onMove(-farWords, event.shiftKey),
    End: () => keys.onMove(farWords, event.shiftKey),
    ArrowDown: () => keys.onSentence(1),
    ArrowUp: () => keys.onSentence(-1),
    PageDown: () => keys.onSentence(pageSentences),
    PageUp: () => keys.onSentence(-pageSentences),
    Enter: () => keys.onSentence(1),
    Delete: keys.onNone,
    Backspace: keys.onNone,
  }
  const act =
    moves[event.key] ?? (command ? (event.key === 'a' ? keys.onAll : undefined) : byCharacter(event.key, keys))
  if (act === undefined) return
  event.preventDefault()
  act()
}

function byCharacter(key: string, { onDigit, onType }: SentenceKeys): (() => void) | undefined {
  if (/^[0-9]$/.test(key)) return () => onDigit(key)
  return /^\p{L}$/u.test(key) ? () => onType(key) : undefined
}
