/** The field of a picture in the form to try the model: a file that is chosen. */
import { ImageUp } from 'lucide-react'
import { useCommand, useRequest } from '../../bridge/hooks.ts'
import { Button } from '../../components/button.tsx'
import { Picture } from '../../components/picture.tsx'
import { useWords } from '../../i18n/words.ts'
import { baseName } from './python-snippet.ts'

export interface TryPictureProps {
  readonly label: string
  /** The file's path; empty while none is chosen. */
  readonly value: string
  readonly onChange: (value: string) => void
}

/** See the file's head. */
export function TryPicture({ label, value, onChange }: TryPictureProps) {
  const { text } = useWords()
  const choose = useCommand('pictures.choose')
  const preview = useRequest('pictures.preview', { path: value }, { enabled: value !== '' })
  return (
    <div className="field">
      <span className="field-label">{label}</span>
      <div>
        <Button
          icon={ImageUp}
          onPress={() => choose.mutate({}, { onSuccess: (chosen) => chosen !== null && onChange(chosen.path) })}
        >
          {text('result.choosePicture')}
        </Button>
      </div>
      {preview.data !== undefined && value !== '' && (
        <div className="try-picture">
          <Picture bytes={preview.data.picture} label={baseName(value)} />
        </div>
      )}
      <p className="caption quiet">{value === '' ? text('result.noPicture') : baseName(value)}</p>
    </div>
  )
}
