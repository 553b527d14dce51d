/** Sentences whose words have labels: one is chosen, words of it by the arrow keys, and a key gives them a label. */
import { Ban, RotateCcw } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import type { AskedEdit, LabelView } from '../../../compute/spec/data-edit.ts'
import type { DatasetRecord } from '../../../main/ipc/contract/records.ts'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/page.tsx'
import { type Option, Select } from '../../components/select.tsx'
import { useWords } from '../../i18n/words.ts'
import { ClassPanel } from './class-panel.tsx'
import { keysOfClasses, labelOf } from './label-state.ts'
import { SentenceInFull } from './sentence-in-full.tsx'
import { onSentenceKey } from './sentence-keys.ts'
import { SentencesTable } from './sentences-table.tsx'
import { useSentences } from './use-sentences.ts'
import {
  countTypes,
  evenLabels,
  formOf,
  moveWords,
  relabelled,
  type ShownSentences,
  shownSentences,
  type WordRange,
  wordsOf,
} from './word-labels.ts'

export interface LabelledSentencesProps {
  readonly dataset: DatasetRecord
  /** The columns of the words and of their labels. */
  readonly words: string
  readonly column: string
  readonly view: LabelView
  readonly edit: (...edits: readonly AskedEdit[]) => void
}

const firstWord: WordRange = { anchor: 0, cursor: 0 }

/** See the file's head. */
export function LabelledSentences({ dataset, words: wordColumn, column, view, edit }: LabelledSentencesProps) {
  const { text, format } = useWords()
  const [query, setQuery] = useSearchParams()
  const shown = (query.get('show') ?? 'all') as ShownSentences
  const form = useMemo(() => formOf(view), [view])
  const types = useMemo(() => countTypes(view, form), [view, form])
  const keys = useMemo(() => keysOfClasses(types), [types])
  const rows = useMemo(() => shownSentences(view, shown, form), [view, shown, form])
  const [row, setRow] = useState<number | null>(rows[0] ?? null)
  const [range, setRange] = useState(firstWord)
  const [typed, setTyped] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const sentences = useSentences(dataset, wordColumn, view.base)
  const active = row === null ? undefined : sentences.at(row)
  const words = active ?? []
  const labels = row === null ? [] : evenLabels(wordsOf(labelOf(view, row)), words.length)
  const toGrid = () => frame.current?.querySelector<HTMLElement>('.grid')?.focus()
  useEffect(() => {
    frame.current?.querySelector<HTMLElement>('.grid')?.focus()
  }, [])

  const goTo = (next: number | null) => {
    setRow(next)
    setRange(firstWord)
  }
  const goBy = (by: number) => {
    const at = row === null ? -1 : rows.indexOf(row)
    goTo(rows[Math.max(0, Math.min(rows.length - 1, at + by))] ?? null)
  }
  const give = (type: string | null) => {
    setTyped('')
    if (row === null || words.length === 0) return
    const next = relabelled(labels, range, type, form)
    if (next.some((label, at) => label !== labels[at])) {
      edit({ kind: 'set-values', column, rows: [row], value: next.join(' ') })
    }
  }
  const isOut = row !== null && view.excluded[row] === 1
  const exclude = () => {
    if (row === null) return
    edit(isOut ? { kind: 'include', rows: [row] } : { kind: 'exclude', rows: [row], reason: 'chosen' })
  }
  const options: Option<ShownSentences>[] = [
    ...(['all', 'changed', 'excluded'] as const).map((value) => ({
      value,
      label: text(value === 'all' ? 'labelling.words.all' : `labelling.shown.${value}`),
    })),
    ...types.map(({ label, count }) => ({ value: `type:${label}` as const, label, hint: format.integer(count) })),
  ]
  return (
    <div className="labelling-parts">
      <div className="labelling-examples" ref={frame}>
        <div className="labelling-bar">
          <Select
            label={text('labelling.show')}
            size="small"
            value={shown}
            onChange={(next) => {
              goTo(shownSentences(view, next, form)[0] ?? null)
              setQuery((before) => ({ ...Object.fromEntries(before), show: next }), { replace: true })
            }}
            options={options}
          />
          <span className="labelling-chosen">
            <span className="caption quiet">{text('labelling.words.count', { count: rows.length })}</span>
            <Button
              size="small"
              icon={isOut ? RotateCcw : Ban}
              isDisabled={row === null}
              onPress={() => {
                exclude()
                toGrid()
              }}
            >
              {text(isOut ? 'labelling.include' : 'labelling.exclude')}
            </Button>
          </span>
        </div>
        {rows.length === 0 ? (
          <EmptyState title={text('labelling.noneShown')} text={text('labelling.noneShownText')} />
        ) : (
          <SentencesTable
            view={view}
            form={form}
            rows={rows}
            row={row}
            sentences={sentences}
            columns={{ words: wordColumn, labels: column }}
            onRow={goTo}
            onKeyDown={(event) =>
              onSentenceKey(event, {
                onMove: (by, extend) => setRange(moveWords(range, by, extend, words.length)),
                onSentence: goBy,
                onAll: () => setRange({ anchor: 0, cursor: Math.max(0, words.length - 1) }),
                onNone: () => give(null),
                onDigit: (digit) => {
                  const type = types.find(({ label }) => keys.get(label) === digit)
                  if (type !== undefined) give(type.label)
                },
                onType: (letter) => {
                  setTyped(letter)
                  field.current?.focus()
                },
              })
            }
          />
        )}
        {row !== null && (
          <SentenceInFull
            words={words}
            labels={labels}
            types={types.map(({ label }) => label)}
            range={range}
            onRange={(next) => {
              setRange(next)
              toGrid()
            }}
          />
        )}
      </div>
      <ClassPanel
        classes={types}
        keys={keys}
        chosen={words.length > 0 ? 1 : 0}
        hint={text('labelling.words.hint')}
        typedWords={text('labelling.words.type')}
        typed={typed}
        onType={setTyped}
        field={field}
        onGive={(type) => {
          give(type)
          toGrid()
        }}
        onLeave={() => {
          setTyped('')
          toGrid()
        }}
      />
    </div>
  )
}
