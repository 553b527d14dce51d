/** Examples that are pictures, as a contact sheet of any length: only what is in sight is read and drawn. */
import { useMemo, useRef } from 'react'
import type { ImagePage } from '../../../compute/spec/image-source.ts'
import { invoke } from '../../bridge/invoke.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { useView } from '../../components/grid/data-grid.tsx'
import { useKeptInSight } from '../../components/grid/use-kept-in-sight.ts'
import { rowsInSight, scrolledHeight } from '../../components/grid/window.ts'
import { Picture } from '../../components/picture.tsx'
import { useWords } from '../../i18n/words.ts'
import type { ExamplesProps } from './examples-table.tsx'
import { formerLabel, labelOf } from './label-state.ts'
import { useRowCache } from './use-row-cache.ts'

/** Of a cell, in pixels: a picture and its words. */
const cellWidth = 112
const cellHeight = 136

/** See the file's head. */
export function ExamplesSheet(props: ExamplesProps) {
  const { dataset, view, rows, judged, selection, onPress, onKeyDown } = props
  const { id } = dataset
  const { text, format } = useWords()
  const frame = useRef<HTMLDivElement>(null)
  const { top, width, height } = useView(frame)
  const across = Math.max(1, Math.floor(width / cellWidth))
  const lines = Math.ceil(rows.length / across)
  const seen = rowsInSight(top, height, lines, cellHeight, 1)
  const inSight = useMemo(
    () => rows.slice(seen.first * across, seen.end * across),
    [rows, seen.first, seen.end, across],
  )
  const pictures = useRowCache<ImagePage['images'][number]>(
    `${id} ${view.base}`,
    inSight,
    async (wanted) => (await invoke('datasets.pictures', { id, rows: [...wanted], fingerprint: view.base })).images,
  )
  const active = selection.active === null ? -1 : rows.indexOf(selection.active)
  useKeptInSight(frame, active < 0 ? null : Math.floor(active / across), cellHeight, 0)
  const wordsOf = (row: number): string => {
    const label = labelOf(view, row) ?? text('labelling.unlabelled')
    const judgement = judged.get(row)
    const former = formerLabel(view, row)
    if (former !== undefined) return text('labelling.nowOf', { label, former: former ?? text('common.missing') })
    if (judgement === undefined) return label
    const { predicted, confidence } = judgement
    return labelOf(view, row) === null
      ? text('labelling.suggests', { predicted, confidence: format.percent(confidence, 0) })
      : text('labelling.takenFor', { label, predicted })
  }
  return (
    <>
      {pictures.error !== null && <ErrorNotice error={pictures.error} />}
      <div
        ref={frame}
        className="examples-sheet"
        role="listbox"
        aria-multiselectable
        aria-label={text('labelling.examples')}
        aria-activedescendant={active < 0 ? undefined : `example-${selection.active}`}
        tabIndex={0}
        onKeyDown={(event) => onKeyDown(event, across, across * Math.max(1, Math.floor(height / cellHeight)))}
      >
        <div className="examples-area" style={{ height: scrolledHeight(lines, cellHeight) }}>
          <div
            className="examples-cells"
            style={{ translate: `0 ${seen.top}px`, gridTemplateColumns: `repeat(${across}, minmax(0, 1fr))` }}
          >
            {inSight.map((row) => (
              <Example
                key={row}
                row={row}
                image={pictures.at(row)}
                words={wordsOf(row)}
                chosen={selection.chosen.has(row)}
                active={selection.active === row}
                changed={formerLabel(view, row) !== undefined}
                excluded={view.excluded[row] === 1}
                onPress={onPress}
              />
            ))}
          </div>
        </div>
      </div>
    </>
  )
}

interface ExampleProps extends Pick<ExamplesProps, 'onPress'> {
  readonly row: number
  readonly image: ImagePage['images'][number] | undefined
  readonly words: string
  readonly chosen: boolean
  readonly active: boolean
  readonly changed: boolean
  readonly excluded: boolean
}

function Example({ row, image, words, chosen, active, changed, excluded, onPress }: ExampleProps) {
  const states = [
    chosen && 'example-chosen',
    active && 'example-active',
    changed && 'example-changed',
    excluded && 'example-excluded',
  ]
  return (
    <div
      id={`example-${row}`}
      className={['example', ...states.filter((state) => state !== false)].join(' ')}
      role="option"
      aria-selected={chosen}
      title={image?.file}
      onMouseDown={(event) => onPress(row, { toggles: event.ctrlKey || event.metaKey, extends: event.shiftKey })}
    >
      {image === undefined ? <span className="picture" /> : <Picture bytes={image.picture} label={image.file} />}
      <span className="caption ellipsis">{words}</span>
    </div>
  )
}
