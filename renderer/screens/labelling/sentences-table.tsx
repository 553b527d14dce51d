/** Sentences as rows, with what is labelled in each. */
import { useCallback, useEffect, useState } from 'react'
import type { LabelView } from '../../../compute/spec/data-edit.ts'
import type { Cell } from '../../../compute/spec/dataset.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { DataGrid } from '../../components/grid/data-grid.tsx'
import { useWords } from '../../i18n/words.ts'
import { marksOf } from '../../components/entity-text.tsx'
import { labelOf } from './label-state.ts'
import type { Sentences } from './use-sentences.ts'
import { evenLabels, type LabelForm, wordsOf } from './word-labels.ts'

export interface SentencesTableProps {
  readonly view: LabelView
  readonly form: LabelForm
  readonly rows: readonly number[]
  /** The one that is worked on. */
  readonly row: number | null
  readonly sentences: Sentences
  readonly columns: { readonly words: string; readonly labels: string }
  readonly onRow: (row: number) => void
  readonly onKeyDown: (event: React.KeyboardEvent) => void
}

const widths = [420, 420] as const

/** See the file's head. */
export function SentencesTable({ view, rows, row, sentences, columns, onRow, onKeyDown }: SentencesTableProps) {
  const { text, format } = useWords()
  const [resized, setResized] = useState<ReadonlyMap<string, number>>(new Map())
  const [sight, setSight] = useState<readonly [number, number]>([0, 40])
  const { onSight } = sentences
  useEffect(() => onSight(rows.slice(...sight)), [onSight, rows, sight])
  const onRowsInSight = useCallback((first: number, end: number) => setSight([first, end]), [])
  const position = row === null ? -1 : rows.indexOf(row)
  const cellAt = (at: number, place: number): Cell | undefined => {
    const words = sentences.at(rows[at]!)
    if (words === undefined) return undefined
    return place === 0
      ? words.join(' ')
      : labelledIn(words, evenLabels(wordsOf(labelOf(view, rows[at]!)), words.length))
  }
  return (
    <>
      {sentences.error !== null && <ErrorNotice error={sentences.error} />}
      <div className="examples-grid">
        <DataGrid
          label={text('labelling.examples')}
          columns={[
            { name: columns.words, numeric: false },
            { name: columns.labels, numeric: false },
          ]}
          rowCount={rows.length}
          rowName={(at) => format.integer(rows[at]! + 1)}
          cellAt={cellAt}
          widthOf={(name) => resized.get(name) ?? widths[name === columns.words ? 0 : 1]}
          onResize={(name, width) => setResized(new Map(resized).set(name, width))}
          onRowsInSight={onRowsInSight}
          choice={{
            isChosen: (at) => at === position,
            isDimmed: (at) => view.excluded[rows[at]!] === 1,
            active: position < 0 ? null : position,
            onPress: (at) => onRow(rows[at]!),
            onKeyDown,
          }}
        />
      </div>
    </>
  )
}

/** What is labelled in a sentence, in words. */
function labelledIn(words: readonly string[], labels: readonly string[]): string {
  return marksOf(labels)
    .filter(({ type }) => type !== 'O')
    .map(({ type, first, last }) => `${type}: ${words.slice(first, last + 1).join(' ')}`)
    .join(' · ')
}
