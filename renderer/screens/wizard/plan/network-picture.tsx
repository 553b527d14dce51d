/** A small drawing of the network: a column of units for each layer, lines between neighbours, the true widths below. */
import { useWords } from '../../../i18n/words.ts'

export interface NetworkPictureProps {
  /** What the input layer is, in words: the columns that are learned from. */
  readonly inputs: string
  readonly hidden: readonly number[]
  readonly outputs: number
  readonly outputsLabel: string
}

const height = 128
const gap = 104
const margin = 52
/** So many units are drawn at most; the true number stands below. */
const mostUnits = 7

/** How many units stand for a layer: more for a wider one, but by its logarithm. */
export function drawnUnits(width: number): number {
  return Math.max(1, Math.min(mostUnits, Math.round(Math.log2(width) + 1)))
}

function unitHeights(count: number): number[] {
  const step = Math.min(20, (height - 16) / mostUnits)
  return Array.from({ length: count }, (_, index) => height / 2 + (index - (count - 1) / 2) * step)
}

/** See the file's head. */
export function NetworkPicture({ inputs, hidden, outputs, outputsLabel }: NetworkPictureProps) {
  const { text, format } = useWords()
  const layers = [5, ...hidden.map(drawnUnits), drawnUnits(outputs)].map(unitHeights)
  const labels = [inputs, ...hidden.map((width) => format.integer(width)), format.integer(outputs)]
  const at = (layer: number) => margin + layer * gap
  const width = at(layers.length - 1) + margin
  return (
    <div className="network">
      <svg
        width={width}
        height={height + 40}
        viewBox={`0 0 ${width} ${height + 40}`}
        role="img"
        aria-label={text('wizard.picture.label', { layers: labels.join(' → ') })}
      >
        {layers
          .slice(1)
          .flatMap((units, before) =>
            units.flatMap((to, end) =>
              layers[before]!.map((from, begin) => (
                <line
                  key={`${before} ${begin} ${end}`}
                  className="network-line"
                  x1={at(before)}
                  y1={from}
                  x2={at(before + 1)}
                  y2={to}
                />
              )),
            ),
          )}
        {layers.map((units, layer) => (
          <g key={layer} className={layer === 0 || layer === layers.length - 1 ? 'network-end' : 'network-hidden'}>
            {units.map((y, unit) => (
              <circle key={unit} cx={at(layer)} cy={y} r={4} />
            ))}
            <text className="network-width" x={at(layer)} y={height + 16}>
              {labels[layer]}
            </text>
            <text className="network-name" x={at(layer)} y={height + 32}>
              {layer === layers.length - 1 ? shorten(outputsLabel) : layer > 0 && text('wizard.picture.hidden')}
            </text>
          </g>
        ))}
      </svg>
    </div>
  )
}

function shorten(name: string): string {
  return name.length > 14 ? `${name.slice(0, 13)}…` : name
}
