/** The scales of type and space, each at its size and with its name. */
import { useWords } from '../../i18n/words.ts'

const sizes = ['title', 'heading', 'lead', 'body', 'data', 'caption', 'micro'] as const
const spaces = [4, 8, 12, 16, 20, 24, 32, 40, 48, 64]

/** A line in each size of the type scale, and the figure. */
export function TypeSamples() {
  const { text, format } = useWords()
  return (
    <div className="design-type">
      <dl>
        {sizes.map((size) => (
          <div key={size} className="design-type-row">
            <dt className="mono">--{size}</dt>
            <dd style={{ font: `var(--${size})` }}>{text(`design.specimen.${size}`)}</dd>
          </div>
        ))}
        <div className="design-type-row">
          <dt className="mono">--figure</dt>
          <dd style={{ font: 'var(--figure)' }}>{format.percent(0.9712)}</dd>
        </div>
        <div className="design-type-row">
          <dt className="mono">--mono</dt>
          <dd className="mono">penguins.csv · 3f9a · 0O 1lI 5S 8B</dd>
        </div>
      </dl>
    </div>
  )
}

/** The steps of the spacing scale as lengths. */
export function SpaceSamples() {
  return (
    <ul className="design-space">
      {spaces.map((space) => (
        <li key={space}>
          <span className="design-space-bar" style={{ width: space }} />
          <span className="caption muted">{space}</span>
        </li>
      ))}
    </ul>
  )
}
