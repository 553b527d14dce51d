/** A picture whose bytes came from the engine: shown whole in a square, small ones with sharp pixels. */
import './picture.css'
import './sheet.css'
import { useFileAddress } from './use-file-address.ts'

export interface PictureProps {
  /** An encoded picture. */
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly label: string
}

/** See the file's head. */
export function Picture({ bytes, label }: PictureProps) {
  const address = useFileAddress(bytes, 'picture')
  return (
    <span className="picture">
      {address !== null && (
        <img
          src={address}
          alt={label}
          onLoad={({ currentTarget }) => {
            const { naturalWidth, naturalHeight } = currentTarget
            if (Math.max(naturalWidth, naturalHeight) < 64) currentTarget.classList.add('picture-sharp')
          }}
        />
      )}
    </span>
  )
}

export interface ContactSheetProps {
  readonly label: string
  readonly pictures: readonly {
    readonly key: string
    readonly bytes: Uint8Array<ArrayBuffer>
    readonly words: string
  }[]
}

/** Pictures side by side, each with a word below. */
export function ContactSheet({ label, pictures }: ContactSheetProps) {
  return (
    <ul className="file-sheet contact-sheet" aria-label={label}>
      {pictures.map(({ key, bytes, words }) => (
        <li key={key} title={key}>
          <Picture bytes={bytes} label={key} />
          <span className="caption quiet ellipsis">{words}</span>
        </li>
      ))}
    </ul>
  )
}
