/** The recording that the keyboard is at, to be seen and heard: as one comes to it, or by a key. */
import { useEffect, useEffectEvent } from 'react'
import { z } from 'zod'
import { useRequest } from '../../bridge/hooks.ts'
import { useRested } from '../../bridge/use-rested.ts'
import { useRemembered } from '../../bridge/remembered.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { RecordingInFull } from '../../components/recording.tsx'
import { Switch } from '../../components/toggle.tsx'
import { usePlayer } from '../../components/use-player.ts'
import { useWords } from '../../i18n/words.ts'

export interface ActiveRecordingProps {
  readonly id: string
  readonly row: number
  /** Fingerprint of the imported table. */
  readonly base: string
  /** Each time that this grows, the recording is played or stopped. */
  readonly listens: number
}

/** So long one must have rested at a recording before it plays, in milliseconds. */
const rest = 150

/** See the file's head. */
export function ActiveRecording({ id, row, base, listens }: ActiveRecordingProps) {
  const { text } = useWords()
  const player = usePlayer()
  const [plays, setPlays] = useRemembered('labelling-plays', z.boolean(), true)
  const request = { id, rows: [row], fingerprint: base }
  const found = useRequest('datasets.recordingsOfRows', request, { keepPrevious: true }).data?.recordings.at(0)
  const place = { datasetId: id, row: found?.row ?? row, fingerprint: base }
  const toggle = useEffectEvent(() => found !== undefined && player.toggle(found.file, place))
  const come = useEffectEvent(() => plays && toggle())
  const reached = useRested(found?.row, rest)
  useEffect(() => void come(), [reached])
  useEffect(() => {
    if (listens > 0) toggle()
  }, [listens])
  if (found === undefined) return null
  const { file, seconds, waveform } = found
  return (
    <div className="examples-recording">
      {player.error !== null && <ErrorNotice error={player.error} />}
      <RecordingInFull recording={{ key: file, words: file, place, seconds, waveform }} player={player} />
      <Switch isSelected={plays} onChange={setPlays}>
        {text('labelling.playEach')}
      </Switch>
    </div>
  )
}
