/** The examples with their filters, the choice among them, and the classes beside them. */
import { Ban, RotateCcw } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import type { AskedEdit, LabelView } from '../../../compute/spec/data-edit.ts'
import type { DatasetRecord } from '../../../main/ipc/contract/records.ts'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/page.tsx'
import { Waiting } from '../../components/progress.tsx'
import { click, nothingChosen, type Selection } from '../../components/selection.ts'
import { useWords } from '../../i18n/words.ts'
import { ClassPanel } from './class-panel.tsx'
import { ExamplesSheet } from './examples-sheet.tsx'
import { ExamplesTable } from './examples-table.tsx'
import { onLabelKey } from './label-keys.ts'
import {
  countClasses,
  countShown,
  keysOfClasses,
  nextAfter,
  nextWithoutClass,
  type Shown,
  shownRows,
} from './label-state.ts'
import { LabelFilters } from './label-filters.tsx'
import { LabelProgress } from './label-progress.tsx'
import { asksRun, type Judgement, useJudgements } from './use-judgements.ts'

export interface LabelledExamplesProps {
  readonly dataset: DatasetRecord
  readonly columns: readonly string[]
  readonly column: string
  readonly view: LabelView
  readonly edit: (...edits: readonly AskedEdit[]) => void
}

const none: Selection<number> = nothingChosen

/** See the file's head. */
export function LabelledExamples(props: LabelledExamplesProps) {
  const { dataset, column, view, edit } = props
  const { text, joined, format } = useWords()
  const [query, setQuery] = useSearchParams()
  const shown = (query.get('show') ?? 'all') as Shown
  const judgements = useJudgements(dataset, column, view, shown, query.get('run'))
  const judged = judgements.byRow
  const asked = query.get('rows') ?? ''
  const found = useMemo(() => (asked === '' ? [] : asked.split(',').map(Number)), [asked])
  const rows = useMemo(
    () => shownRows(view, shown, shown === 'found' ? found : [...judged.keys()]),
    [view, shown, found, judged],
  )
  const [selection, setSelection] = useState(none)
  const [typed, setTyped] = useState('')
  const [listens, setListens] = useState(0)
  const field = useRef<HTMLInputElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const classes = useMemo(() => countClasses(view), [view])
  const keys = useMemo(() => keysOfClasses(classes), [classes])
  const chosen = useMemo(() => rows.filter((row) => selection.chosen.has(row)), [rows, selection])
  const toExamples = () => frame.current?.querySelector<HTMLElement>('.grid, .examples-sheet')?.focus()
  // The keys work from the first moment.
  useEffect(() => {
    frame.current?.querySelector<HTMLElement>('.grid, .examples-sheet')?.focus()
  }, [])
  const show = (changes: Readonly<Record<string, string>>) => {
    setSelection(none)
    setQuery((before) => ({ ...Object.fromEntries(before), ...changes }), { replace: true })
  }

  const goTo = (row: number | null) =>
    setSelection(row === null ? none : { chosen: new Set([row]), active: row, anchor: row })
  /** Goes on to the next example once those that were chosen are dealt with. */
  const goOn = () => {
    goTo(nextAfter(rows, new Set(chosen)))
    setTyped('')
  }
  const give = (label: string) => {
    if (chosen.length === 0) return
    edit({ kind: 'set-values', column, rows: chosen, value: label })
    goOn()
  }
  const allExcluded = chosen.length > 0 && chosen.every((row) => view.excluded[row] === 1)
  const exclude = () => {
    if (chosen.length === 0) return
    edit(allExcluded ? { kind: 'include', rows: chosen } : { kind: 'exclude', rows: chosen, reason: 'chosen' })
    goOn()
  }
  /** Enter: what a run says is accepted; without, the next example without a class is gone to. */
  const accept = () => {
    const edits = acceptedBy(column, chosen, judged)
    if (edits.length === 0) {
      const next = nextWithoutClass(view, rows, selection.active)
      if (next !== null) goTo(next)
      return
    }
    edit(...edits)
    goOn()
  }
  const sounds = dataset.table.media?.kind === 'audio'
  const onEnter = judged.size > 0 ? ['hintSuspects'] : countShown(view).unlabelled > 0 ? ['hintNext'] : []
  const hints = ['hint', ...onEnter, ...(sounds ? ['hintListen'] : [])]
  const Examples = dataset.table.media?.kind === 'image' ? ExamplesSheet : ExamplesTable
  return (
    <div className="labelling-parts">
      <div className="labelling-examples" ref={frame}>
        <div className="labelling-bar">
          <LabelFilters
            {...props}
            shown={shown}
            found={found.length}
            classes={classes}
            judgements={judgements}
            onShow={show}
          />
          <span className="labelling-chosen">
            <LabelProgress view={view} />
            <span className="caption quiet" aria-live="polite">
              {text('labelling.chosenOf', { count: chosen.length, of: format.integer(rows.length) })}
            </span>
            <Button
              size="small"
              icon={allExcluded ? RotateCcw : Ban}
              isDisabled={chosen.length === 0}
              onPress={() => {
                exclude()
                toExamples()
              }}
            >
              {text(allExcluded ? 'labelling.include' : 'labelling.exclude')}
            </Button>
          </span>
        </div>
        {asksRun(shown) && judgements.pending ? (
          <Waiting />
        ) : rows.length === 0 ? (
          <EmptyState title={text('labelling.noneShown')} text={text(emptyText(shown, judgements.error))} />
        ) : (
          <Examples
            dataset={dataset}
            column={column}
            view={view}
            rows={rows}
            judged={judged}
            selection={selection}
            listens={listens}
            onPress={(row, held) => setSelection(click(selection, rows, row, held))}
            onKeyDown={(event, across, inSight) =>
              onLabelKey(event, {
                ...{ rows, selection, across, inSight },
                onSelect: setSelection,
                onDigit: (digit) => {
                  const named = classes.find(({ label }) => keys.get(label) === digit)
                  if (named !== undefined) give(named.label)
                },
                onExclude: exclude,
                onAccept: accept,
                ...(sounds ? { onListen: () => setListens((times) => times + 1) } : {}),
                onType: (text_) => {
                  setTyped(text_)
                  field.current?.focus()
                },
              })
            }
          />
        )}
      </div>
      <ClassPanel
        classes={classes}
        keys={keys}
        chosen={chosen.length}
        hint={joined(...hints.map((key) => text(`labelling.${key}`)))}
        typed={typed}
        onType={setTyped}
        field={field}
        onGive={(label) => {
          give(label)
          toExamples()
        }}
        onLeave={() => {
          setTyped('')
          toExamples()
        }}
        onReplace={(from, to) => edit({ kind: 'replace-values', column, from: [...from], to })}
      />
    </div>
  )
}

/** Gives each chosen row the class that the model says. */
function acceptedBy(column: string, chosen: readonly number[], judged: ReadonlyMap<number, Judgement>): AskedEdit[] {
  const byClass = new Map<string, number[]>()
  for (const row of chosen) {
    const value = judged.get(row)?.predicted
    if (value !== undefined) byClass.set(value, [...(byClass.get(value) ?? []), row])
  }
  return Array.from(byClass, ([value, rows]) => ({ kind: 'set-values', column, rows, value }))
}

function emptyText(shown: Shown, error: unknown): string {
  if (shown === 'unlabelled') return 'labelling.allLabelled'
  if (!asksRun(shown)) return 'labelling.noneShownText'
  if (error !== null) return 'labelling.noRunYet'
  return shown === 'suspects' ? 'labelling.noSuspects' : 'labelling.noSuggestions'
}
