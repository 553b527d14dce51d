/** A sentence whose words have labels: entities stand on a ground of their type's colour, with the type's name behind them. */
import { Fragment } from 'react'
import { areTags, type Entity, entitiesOf } from '../../compute/spec/entities.ts'
import './entity-text.css'

/** Colours that types have; beyond them they come round, and the names tell types apart. */
const tones = 8

/** The colour of each type, by their order. */
export const toneOf = (types: readonly string[], type: string): number => (Math.max(0, types.indexOf(type)) % tones) + 1

/** What of a sentence is marked: its entities or, where labels are no tags, each word with its label. */
export function marksOf(labels: readonly string[]): readonly Entity[] {
  if (labels.every((label) => label === 'O')) return []
  if (areTags(labels)) return entitiesOf(labels)
  return labels.map((type, word) => ({ type, first: word, last: word }))
}

export interface EntityTextProps {
  readonly words: readonly string[]
  readonly labels: readonly string[]
  /** All types, in the order of their colours. */
  readonly types: readonly string[]
  /** Words whose label is wrong. */
  readonly wrong?: ReadonlySet<number>
  readonly label?: string
}

/** See the file's head. */
export function EntityText({ words, labels, types, wrong = new Set(), label }: EntityTextProps) {
  const marks = marksOf(labels)
  const inside = new Map(marks.flatMap((mark) => range(mark).map((word) => [word, mark] as const)))
  return (
    <p className="entity-text" {...(label === undefined ? {} : { 'aria-label': label })}>
      {words.map((word, at) => {
        const mark = inside.get(at)
        if (mark === undefined) return <Fragment key={at}>{plain(word, wrong.has(at))} </Fragment>
        if (mark.first !== at) return null
        return (
          <Fragment key={at}>
            <span className={`entity entity-tone-${toneOf(types, mark.type)}`}>
              {range(mark).map((each) => (
                <Fragment key={each}>
                  {each > mark.first && ' '}
                  {plain(words[each] ?? '', wrong.has(each))}
                </Fragment>
              ))}
              <span className="entity-type">{mark.type}</span>
            </span>{' '}
          </Fragment>
        )
      })}
    </p>
  )
}

const range = ({ first, last }: Entity): number[] => Array.from({ length: last - first + 1 }, (_, at) => first + at)

const plain = (word: string, isWrong: boolean) => (isWrong ? <span className="entity-wrong">{word}</span> : word)
