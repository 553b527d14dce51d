/** Pictures that can be chosen, two at most: the ends of a way between them. */
import { ToggleButton } from 'react-aria-components'
import { Picture } from '../../components/picture.tsx'

export interface GridPicture {
  readonly key: string
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Its name for screen readers. */
  readonly label: string
  /** A second picture that stands beside it. */
  readonly beside?: Uint8Array<ArrayBuffer>
  /** A word under it. */
  readonly words?: string
}

export interface PictureGridProps {
  readonly label: string
  readonly pictures: readonly GridPicture[]
  /** Pictures side by side; as many as there is room for unless given. */
  readonly columns?: number
  readonly chosen: readonly string[]
  readonly onChoose: (keys: readonly string[]) => void
}

/** See the file's head. The third that is chosen takes the place of the first. */
export function PictureGrid({ label, pictures, columns, chosen, onChoose }: PictureGridProps) {
  const paired = pictures.some(({ beside }) => beside !== undefined)
  const toggle = (key: string) =>
    onChoose(chosen.includes(key) ? chosen.filter((each) => each !== key) : [...chosen, key].slice(-2))
  return (
    <ul
      className={paired ? 'picture-grid picture-grid-pairs' : 'picture-grid'}
      aria-label={label}
      {...(columns === undefined ? {} : { style: { gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` } })}
    >
      {pictures.map((picture) => {
        const place = chosen.indexOf(picture.key)
        return (
          <li key={picture.key}>
            <ToggleButton
              className="picture-choice"
              aria-label={picture.label}
              isSelected={place >= 0}
              onChange={() => toggle(picture.key)}
            >
              <Picture bytes={picture.bytes} label={picture.label} />
              {picture.beside !== undefined && <Picture bytes={picture.beside} label={picture.label} />}
              {place >= 0 && (
                <span className="picture-mark" aria-hidden>
                  {place === 0 ? 'A' : 'B'}
                </span>
              )}
            </ToggleButton>
            {picture.words !== undefined && <span className="caption quiet">{picture.words}</span>}
          </li>
        )
      })}
    </ul>
  )
}
