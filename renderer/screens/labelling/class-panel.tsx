/** The classes with their keys and counts: to give one to the chosen examples, and to rename or merge them. */
import { Ellipsis, Merge, Pencil } from 'lucide-react'
import { type Ref, useState } from 'react'
import { Input, TextField } from 'react-aria-components'
import { IconButton } from '../../components/button.tsx'
import { Menu } from '../../components/menu.tsx'
import { useWords } from '../../i18n/words.ts'
import { ClassDialog } from './class-dialog.tsx'
import type { ClassCount } from './label-state.ts'

export interface ClassPanelProps {
  readonly classes: readonly ClassCount[]
  /** The key of each that has one. */
  readonly keys: ReadonlyMap<string, string>
  /** Chosen examples. */
  readonly chosen: number
  /** What the keys do. */
  readonly hint: string
  /** What is typed: a class, unless said otherwise. */
  readonly typedWords?: string
  readonly typed: string
  readonly onType: (text: string) => void
  readonly field: Ref<HTMLInputElement>
  readonly onGive: (label: string) => void
  /** Leaves the field for the examples. */
  readonly onLeave: () => void
  /** Renames and merges classes; without, they stay. */
  readonly onReplace?: (from: readonly string[], to: string) => void
}

/** The classes that a typed text means, those that begin with it first. */
export function matchingClasses(classes: readonly ClassCount[], typed: string): readonly ClassCount[] {
  const wanted = typed.trim().toLocaleLowerCase()
  if (wanted === '') return classes
  const place = ({ label }: ClassCount) => label.toLocaleLowerCase().indexOf(wanted)
  return classes.filter((one) => place(one) >= 0).sort((a, b) => Math.sign(place(a)) - Math.sign(place(b)))
}

/** The class that Enter gives for a typed text: the one it names, or else the first it may mean, or else a new one. */
export function meantClass(classes: readonly ClassCount[], typed: string): string | null {
  const wanted = typed.trim()
  if (wanted === '') return null
  const named = classes.find(({ label }) => label.toLocaleLowerCase() === wanted.toLocaleLowerCase())
  return (named ?? matchingClasses(classes, wanted)[0])?.label ?? wanted
}

/** See the file's head. */
export function ClassPanel(props: ClassPanelProps) {
  const { classes, keys, chosen, hint, typed, onType, field, onGive, onLeave, onReplace } = props
  const { text, format } = useWords()
  const typing = props.typedWords ?? text('labelling.typeClass')
  const [changing, setChanging] = useState<{ readonly label: string; readonly merges: boolean } | null>(null)
  const shown = matchingClasses(classes, typed)
  const meant = meantClass(classes, typed)
  const isNew = meant !== null && !classes.some(({ label }) => label === meant)
  return (
    <section className="class-panel" aria-label={text('labelling.classes')}>
      <TextField
        className="field"
        aria-label={typing}
        value={typed}
        onChange={onType}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && meant !== null && chosen > 0) onGive(meant)
          if (event.key === 'Enter' || event.key === 'Escape') onLeave()
        }}
      >
        <Input ref={field} className="field-input" placeholder={typing} />
      </TextField>
      <p className="caption muted class-hint">
        {typed === '' ? hint : text(isNew ? 'labelling.enterNew' : 'labelling.enterGives', { label: meant ?? '' })}
      </p>
      <ul className="class-list">
        {shown.map(({ label, count }) => {
          const key = keys.get(label)
          return (
            <li key={label} className={label === meant ? 'class-row class-meant' : 'class-row'}>
              <button type="button" className="class-give" disabled={chosen === 0} onClick={() => onGive(label)}>
                <kbd className={key === undefined ? 'class-no-key' : ''}>{key}</kbd>
                <span className="ellipsis class-name" title={label}>
                  {label}
                </span>
                <span className="number muted">{format.integer(count)}</span>
              </button>
              {onReplace !== undefined && (
                <Menu
                  label={text('labelling.actionsOf', { label })}
                  actions={[
                    {
                      id: 'rename',
                      label: text('labelling.rename'),
                      icon: Pencil,
                      onAction: () => setChanging({ label, merges: false }),
                    },
                    {
                      id: 'merge',
                      label: text('labelling.merge'),
                      icon: Merge,
                      disabled: classes.length < 2,
                      onAction: () => setChanging({ label, merges: true }),
                    },
                  ]}
                >
                  <IconButton icon={Ellipsis} size="small" label={text('labelling.actionsOf', { label })} />
                </Menu>
              )}
            </li>
          )
        })}
      </ul>
      {changing !== null && (
        <ClassDialog
          {...changing}
          classes={classes}
          onClose={() => setChanging(null)}
          onReplace={(to) => {
            setChanging(null)
            onReplace?.([changing.label], to)
          }}
        />
      )}
    </section>
  )
}
