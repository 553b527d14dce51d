/** The colours with their measured contrast, and the series as people with each kind of sight see them. */
import css from '../../design/tokens.css?raw'
import { contrast } from '../../design/contrast.ts'
import { deficiencyNames, simulate } from '../../design/color-vision.ts'
import { parseColorTokens, rampSteps, type Rgb, seriesCount } from '../../design/tokens.ts'
import { useWords } from '../../i18n/words.ts'

const tokens = parseColorTokens(css)
const surfaces = ['ground', 'sheet', 'raised', 'sunken', 'accent-wash', 'attention-wash', 'danger-wash']
const inks = ['ink', 'ink-2', 'ink-3', 'accent', 'attention', 'danger', 'control']
const series = Array.from({ length: seriesCount }, (_, index) => `series-${index + 1}`)
const ramp = Array.from({ length: rampSteps }, (_, index) => `ramp-${index}`)

interface ThemeProps {
  readonly theme: 'light' | 'dark'
}

/** All colours, read from tokens.css. */
export function ColorSamples({ theme }: ThemeProps) {
  const { text } = useWords()
  return (
    <div className="design-colors">
      <ul className="design-swatches">
        {surfaces.map((name) => (
          <Swatch key={name} name={name} />
        ))}
      </ul>
      <InkTable theme={theme} />
      <h3>{text('design.series')}</h3>
      <SeriesSight theme={theme} />
      <h3>{text('design.ramp')}</h3>
      <ul className="design-ramp">
        {ramp.map((name, step) => (
          <li key={name} style={{ background: `var(--${name})`, color: step < 4 ? 'var(--ink)' : 'var(--on-ramp)' }}>
            {step * 16}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Swatch({ name }: { readonly name: string }) {
  return (
    <li>
      <span className="design-swatch" style={{ background: `var(--${name})` }} />
      <span className="mono">{name}</span>
    </li>
  )
}

/** Contrast of each ink on the ground and on the sheet. */
function InkTable({ theme }: ThemeProps) {
  const { format } = useWords()
  const color = (name: string): Rgb => tokens.find((token) => token.name === name)![theme]
  return (
    <ul className="design-inks">
      {inks.map((name) => (
        <li key={name}>
          <span className="design-ink" style={{ color: `var(--${name})` }}>
            Aa 永
          </span>
          <span className="mono">{name}</span>
          <span className="caption muted">{format.fixed(contrast(color(name), color('sheet')), 1)} : 1</span>
        </li>
      ))}
    </ul>
  )
}

const toCss = ({ red, green, blue }: Rgb) => `rgb(${red} ${green} ${blue})`

function SeriesSight({ theme }: ThemeProps) {
  const { text } = useWords()
  const colors = series.map((name) => tokens.find((token) => token.name === name)![theme])
  const rows = [
    { id: 'normal', seen: colors },
    ...deficiencyNames.map((name) => ({ id: name, seen: colors.map((color) => simulate(color, name)) })),
  ]
  return (
    <div className="design-sight">
      {rows.map(({ id, seen }) => (
        <div key={id} className="design-sight-row">
          <span className="caption quiet">{text(`design.sight.${id}`)}</span>
          {seen.map((color, index) => (
            <span key={index} className="design-sight-color" style={{ background: toCss(color) }} />
          ))}
        </div>
      ))}
    </div>
  )
}
