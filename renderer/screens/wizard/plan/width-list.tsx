/** A width for each of some layers, one after the other; layers are added at the end. */
import { Plus, X } from 'lucide-react'
import { Button, IconButton } from '../../../components/button.tsx'
import { NumberField } from '../../../components/field.tsx'

export interface WidthListProps {
  readonly widths: readonly number[]
  /** How many layers there may be, and how wide each; none where nothing is said of `least`. */
  readonly limits: { readonly layers: number; readonly width: number; readonly least?: number }
  /** What a layer of that number (from 1) is called, and what is done with it. */
  readonly words: {
    readonly width: (number: number) => string
    readonly remove: (number: number) => string
    readonly add: string
    /** What it means that there are none. */
    readonly none?: string
  }
  /** The width of a layer that is added. */
  readonly next: number
  readonly onChange: (widths: number[]) => void
}

/** See the file's head. */
export function WidthList({ widths, limits, words, next, onChange }: WidthListProps) {
  return (
    <>
      <ol className="layers">
        {widths.map((width, index) => (
          // Layers have no identity but their place.
          <li key={index} className="layer">
            <NumberField
              label={words.width(index + 1)}
              labelHidden
              stepper
              minValue={1}
              maxValue={limits.width}
              formatOptions={{ useGrouping: false }}
              value={width}
              onChange={(wider) => Number.isFinite(wider) && onChange(widths.with(index, wider))}
            />
            <IconButton
              icon={X}
              size="small"
              label={words.remove(index + 1)}
              isDisabled={widths.length <= (limits.least ?? 0)}
              onPress={() => onChange(widths.toSpliced(index, 1))}
            />
          </li>
        ))}
      </ol>
      {widths.length === 0 && words.none !== undefined && <p className="caption muted">{words.none}</p>}
      <div>
        <Button
          size="small"
          icon={Plus}
          isDisabled={widths.length >= limits.layers}
          onPress={() => onChange([...widths, next])}
        >
          {words.add}
        </Button>
      </div>
    </>
  )
}
