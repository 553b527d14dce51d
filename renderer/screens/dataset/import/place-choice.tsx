/** Whether a dataset's files, or a table's values, are copied into the project or stay where they are. */
import { useState } from 'react'
import { suggestsStaying } from '../../../../compute/spec/file-source.ts'
import { useRequest } from '../../../bridge/hooks.ts'
import { Segments } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'

export interface Place {
  readonly stays: boolean
  /** Bytes that still fit on the project's disk; null where that isn't known. */
  readonly room: number | null
  readonly onStays: (stays: boolean) => void
}

/** What was chosen or, before that, what is suggested. @param bytes of the source; null where there is nothing to choose */
export function usePlace(bytes: number | null): Place {
  const room = useRequest('projects.room', {}).data?.bytes ?? null
  const [chosen, setChosen] = useState<boolean | null>(null)
  return { stays: bytes !== null && (chosen ?? suggestsStaying(bytes, room)), room, onStays: setChosen }
}

export interface PlaceChoiceProps extends Place {
  readonly what: 'files' | 'table'
  readonly bytes: number
  /** Some sources can only be copied. */
  readonly mayStay: boolean
}

/** See the file's head. */
export function PlaceChoice({ what, bytes, mayStay, stays, room, onStays }: PlaceChoiceProps) {
  const { text, joined, format } = useWords()
  const isLarge = suggestsStaying(bytes, room)
  const sizes = { size: format.bytes(bytes), room: room === null ? '' : format.bytes(room) }
  if (!mayStay) {
    return isLarge && <p className="caption quiet">{text(`import.place.onlyCopy.${what}`, sizes)}</p>
  }
  return (
    <div className="import-found">
      <Segments
        label={text(`import.place.label.${what}`)}
        value={stays ? 'stays' : 'copied'}
        onChange={(value) => onStays(value === 'stays')}
        options={[
          { value: 'copied', label: text('import.place.copied') },
          { value: 'stays', label: text('import.place.stays') },
        ]}
      />
      <div className="import-reason">
        {joined(
          text(`import.place.hint.${stays ? 'stays' : 'copied'}`, sizes),
          room !== null && text('import.place.room', sizes),
          isLarge && text('import.place.suggested'),
        )}
      </div>
    </div>
  )
}
