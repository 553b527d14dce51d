/** The preview of pictures that may be imported. */
import { useRequest } from '../../../bridge/hooks.ts'
import { ContactSheet } from '../../../components/picture.tsx'
import { useWords } from '../../../i18n/words.ts'
import { type FilesImportProps, FilesImportScreen } from './files-import-screen.tsx'

/** See the file's head. */
export function ImageImportScreen(props: FilesImportProps) {
  const { text } = useWords()
  const inspection = useRequest('images.inspect', { path: props.path })
  return (
    <FilesImportScreen
      {...props}
      kind="images"
      inspection={inspection}
      samples={(found) => (
        <ContactSheet
          label={text('import.files.images.some')}
          pictures={found.samples.map(({ file, label, picture }) => ({
            key: file,
            bytes: picture,
            words: label ?? file.split('/').at(-1) ?? file,
          }))}
        />
      )}
    />
  )
}
