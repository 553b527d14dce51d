/** The preview of recordings that may be imported: some of them can be looked at and heard. */
import { useRequest } from '../../../bridge/hooks.ts'
import { RecordingSheet } from '../../../components/recording.tsx'
import { useWords } from '../../../i18n/words.ts'
import { type FilesImportProps, FilesImportScreen } from './files-import-screen.tsx'

/** See the file's head. */
export function AudioImportScreen(props: FilesImportProps) {
  const { text } = useWords()
  const { path } = props
  const inspection = useRequest('recordings.inspect', { path })
  return (
    <FilesImportScreen
      {...props}
      kind="audio"
      inspection={inspection}
      samples={(found) => (
        <RecordingSheet
          label={text('import.files.audio.some')}
          recordings={found.samples.map(({ file, label, seconds, waveform }) => ({
            ...{ key: file, place: { path, file }, seconds, waveform },
            words: label ?? file.split('/').at(-1) ?? file,
          }))}
        />
      )}
    />
  )
}
