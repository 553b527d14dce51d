/** Short notes at the window's edge: what was done, with the way back. */
import { X } from 'lucide-react'
import {
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components'
import type { Message } from '../../compute/spec/message.ts'
import { useWords } from '../i18n/words.ts'
import { Button, IconButton } from './button.tsx'
import './toast.css'

export interface Note {
  readonly message: Message
  /** Takes back what the note says was done. Also at Ctrl/Cmd+Z while it is the newest. */
  readonly undo?: () => void
}

const shownFor = 8_000
const queue = new ToastQueue<Note>({ maxVisibleToasts: 3 })
/** The newest note that can be undone, and how to close it. */
let newest: { readonly key: string; readonly undo: () => void } | null = null

/** Shows a note for a while; hovering or focusing it keeps it. */
export function notify(note: Note): void {
  const key = queue.add(note, { timeout: shownFor })
  if (note.undo) newest = { key, undo: note.undo }
}

/** Undoes what the newest note on the screen says was done. Tells whether there was one. */
export function undoNewest(): boolean {
  const last = newest
  newest = null
  if (last === null || !queue.visibleToasts.some(({ key }) => key === last.key)) return false
  queue.close(last.key)
  last.undo()
  return true
}

/** Where the notes appear; once, in the shell. */
export function Toasts() {
  const { text, say } = useWords()
  return (
    <ToastRegion queue={queue} className="toasts" aria-label={text('common.notes')}>
      {({ toast }) => (
        <Toast toast={toast} className="toast">
          <ToastContent className="toast-content">
            <Text slot="title">{say(toast.content.message)}</Text>
          </ToastContent>
          {toast.content.undo && (
            <Button
              size="small"
              onPress={() => {
                queue.close(toast.key)
                toast.content.undo?.()
              }}
            >
              {text('common.undo')}
            </Button>
          )}
          <IconButton slot="close" size="small" icon={X} label={text('common.close')} />
        </Toast>
      )}
    </ToastRegion>
  )
}
