/** Recordings side by side: each drawn and to be played, and one of them in full, with its frequencies. */
import { Play, Square } from 'lucide-react'
import { useState } from 'react'
import type { Recording, RecordingPlace } from '../../compute/spec/recording.ts'
import { useRequest } from '../bridge/hooks.ts'
import { useWords } from '../i18n/words.ts'
import { IconButton } from './button.tsx'
import { ErrorNotice } from './error-notice.tsx'
import './recording.css'
import './sheet.css'
import { useFileAddress } from './use-file-address.ts'
import { type Player, usePlayer } from './use-player.ts'
import { Waveform } from './waveform.tsx'

/** A recording on a sheet. */
export interface SheetRecording extends Pick<Recording, 'waveform' | 'seconds'> {
  readonly key: string
  readonly place: RecordingPlace
  readonly words: string
}

export interface RecordingSheetProps {
  readonly label: string
  readonly recordings: readonly SheetRecording[]
}

/** See the file's head. */
export function RecordingSheet({ label, recordings }: RecordingSheetProps) {
  const player = usePlayer()
  const [chosen, setChosen] = useState<string | null>(null)
  const shown = recordings.find(({ key }) => key === chosen) ?? null
  return (
    <div className="recordings">
      {player.error !== null && <ErrorNotice error={player.error} />}
      {shown !== null && <RecordingInFull recording={shown} player={player} />}
      <ul className="file-sheet recording-sheet" aria-label={label}>
        {recordings.map((recording) => (
          <li key={recording.key} title={recording.key} data-chosen={recording.key === chosen || undefined}>
            <div className="recording-line">
              <PlayButton recording={recording} player={player} />
              <RecordingLook
                recording={recording}
                player={player}
                isChosen={recording.key === chosen}
                onChoose={() => setChosen(recording.key === chosen ? null : recording.key)}
              />
            </div>
            <RecordingWords recording={recording} />
          </li>
        ))}
      </ul>
    </div>
  )
}

interface RecordingPartProps {
  readonly recording: SheetRecording
  readonly player: Player
}

function PlayButton({ recording: { key, place }, player }: RecordingPartProps) {
  const { text } = useWords()
  const plays = player.playing?.key === key
  return (
    <IconButton
      icon={plays ? Square : Play}
      size="small"
      label={text(plays ? 'recordings.stop' : 'recordings.play', { file: key })}
      onPress={() => player.toggle(key, place)}
    />
  )
}

interface RecordingLookProps extends RecordingPartProps {
  readonly isChosen: boolean
  readonly onChoose: () => void
}

/** Its waveform; pressed, the recording is shown in full. */
function RecordingLook({ recording: { key, waveform }, player, isChosen, onChoose }: RecordingLookProps) {
  const { text } = useWords()
  const played = player.playing?.key === key ? player.playing.played : 0
  return (
    <button
      type="button"
      className="recording-look"
      aria-label={text('recordings.inFull', { file: key })}
      aria-pressed={isChosen}
      onClick={onChoose}
    >
      <Waveform ranges={waveform} played={played} />
    </button>
  )
}

function RecordingWords({ recording: { words, seconds } }: Pick<RecordingPartProps, 'recording'>) {
  const { text, format } = useWords()
  return (
    <span className="recording-words caption quiet">
      <span className="ellipsis">{words}</span>
      <span className="number muted">{text('recordings.seconds', { seconds: format.number(seconds, 2) })}</span>
    </span>
  )
}

/** A recording in full: its frequencies over time, its waveform below, and what is known of it. */
export function RecordingInFull({ recording, player }: RecordingPartProps) {
  const { text, format } = useWords()
  const heard = useRequest('recordings.hear', recording.place)
  const picture = useFileAddress(heard.data?.spectrogram ?? null, 'picture')
  const played = player.playing?.key === recording.key ? player.playing.played : 0
  const facts =
    heard.data === undefined
      ? ''
      : [
          text('recordings.seconds', { seconds: format.number(heard.data.seconds, 3) }),
          text('recordings.rate', { rate: format.number(heard.data.sampleRate / 1000, 4) }),
          text('recordings.channels', { count: heard.data.channels }),
          text('recordings.loudness', { loudness: format.number(heard.data.loudness, 3) }),
        ].join(' · ')
  return (
    <figure className="recording-full">
      <figcaption className="recording-head">
        <PlayButton recording={recording} player={player} />
        <span className="ellipsis">{recording.key}</span>
        <span className="caption quiet recording-facts">{facts}</span>
      </figcaption>
      {heard.error !== null && <ErrorNotice error={heard.error} />}
      <div className="spectrogram">
        {picture !== null && <img src={picture} alt={text('recordings.spectrogram', { file: recording.key })} />}
        {played > 0 && <span className="spectrogram-place" style={{ left: `${played * 100}%` }} />}
      </div>
      <Waveform ranges={heard.data?.waveform ?? recording.waveform} played={played} />
    </figure>
  )
}
