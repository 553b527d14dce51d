/** The field of a picture or a recording in the form to try the model: a file that is chosen, shown and played. */
import { FileAudio, ImageUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { useCommand, useRequest } from '../../bridge/hooks.ts'
import { Button } from '../../components/button.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Picture } from '../../components/picture.tsx'
import { RecordingInFull } from '../../components/recording.tsx'
import { usePlayer } from '../../components/use-player.ts'
import { useWords } from '../../i18n/words.ts'
import { baseName } from './python-snippet.ts'

export interface TryFileProps {
  readonly label: string
  /** The file's path; empty while none is chosen. */
  readonly value: string
  readonly onChange: (value: string) => void
}

/** A picture. */
export function TryPicture(props: TryFileProps) {
  const { value } = props
  const preview = useRequest('pictures.preview', { path: value }, { enabled: value !== '' })
  return (
    <TryFile {...props} kind="picture">
      {preview.data !== undefined && value !== '' && (
        <div className="try-picture">
          <Picture bytes={preview.data.picture} label={baseName(value)} />
        </div>
      )}
    </TryFile>
  )
}

/** A recording. */
export function TryRecording(props: TryFileProps) {
  const { value } = props
  const player = usePlayer()
  const place = { path: value, file: null }
  const heard = useRequest('recordings.hear', place, { enabled: value !== '' })
  return (
    <TryFile {...props} kind="recording">
      {player.error !== null && <ErrorNotice error={player.error} />}
      {heard.data !== undefined && value !== '' && (
        <RecordingInFull
          key={value}
          recording={{
            key: baseName(value),
            place,
            waveform: heard.data.waveform,
            seconds: heard.data.seconds,
            words: '',
          }}
          player={player}
        />
      )}
    </TryFile>
  )
}

const kinds = {
  picture: { channel: 'pictures.choose', icon: ImageUp, choose: 'result.choosePicture', none: 'result.noPicture' },
  recording: {
    channel: 'recordings.choose',
    icon: FileAudio,
    choose: 'result.chooseRecording',
    none: 'result.noRecording',
  },
} as const

interface ChosenFileProps extends TryFileProps {
  readonly kind: keyof typeof kinds
  readonly children: ReactNode
}

function TryFile({ kind, label, value, onChange, children }: ChosenFileProps) {
  const { text } = useWords()
  const { channel, icon, choose: chooseKey, none } = kinds[kind]
  const choose = useCommand(channel)
  // A recording says its name itself.
  const named = kind === 'picture' ? baseName(value) : null
  const caption = value === '' ? text(none) : named
  return (
    <div className="field">
      <span className="field-label">{label}</span>
      <div>
        <Button
          icon={icon}
          onPress={() => choose.mutate({}, { onSuccess: (chosen) => chosen !== null && onChange(chosen.path) })}
        >
          {text(chooseKey)}
        </Button>
      </div>
      {children}
      {caption !== null && <p className="caption quiet">{caption}</p>}
    </div>
  )
}
