/**
 * A passage with answers marked in it: the given one is underlined, the found one stands on a ground of its own, so that both
 * are told apart without colours, too. Of a long passage what stands around them is shown first.
 */
import { useState } from 'react'
import { useWords } from '../i18n/words.ts'
import { Button } from './button.tsx'
import './passage-text.css'

/** A place in a passage, in UTF-16 units. */
export interface PassageMark {
  readonly start: number
  readonly end: number
}

export interface PassageTextProps {
  readonly passage: string
  readonly given?: PassageMark | null
  readonly found?: PassageMark | null
  readonly label?: string
}

/** Longer passages are shown in part, this much before and behind what is marked. */
const [longest, around] = [1200, 400]

/** Pieces of a passage between the borders of marks, with which of them they are in. */
function piecesOf(passage: string, from: number, to: number, marks: readonly (PassageMark | null)[]) {
  const borders = marks.flatMap((mark) => (mark === null ? [] : [mark.start, mark.end]))
  const places = [...new Set([from, ...borders.filter((at) => at > from && at < to), to])].sort((a, b) => a - b)
  return places.slice(0, -1).map((start, at) => {
    const end = places[at + 1]!
    return {
      start,
      text: passage.slice(start, end),
      within: marks.map((mark) => mark !== null && mark.start <= start && end <= mark.end),
    }
  })
}

/** See the file's head. */
export function PassageText({ passage, given = null, found = null, label }: PassageTextProps) {
  const { text } = useWords()
  const [whole, setWhole] = useState(false)
  const marks = [given, found].filter((mark) => mark !== null)
  const isLong = passage.length > longest && !whole
  const from = isLong ? Math.max(0, Math.min(...marks.map(({ start }) => start), passage.length) - around) : 0
  const begin = marks.length === 0 ? 0 : from
  const end = isLong
    ? Math.min(passage.length, Math.max(begin + around, ...marks.map((mark) => mark.end)) + around)
    : passage.length
  return (
    <div {...(label === undefined ? {} : { role: 'group', 'aria-label': label })}>
      <p className="passage-text">
        {begin > 0 && '… '}
        {piecesOf(passage, begin, end, [given, found]).map(({ start, text: piece, within: [isGiven, isFound] }) => {
          if (isGiven !== true && isFound !== true) return <span key={start}>{piece}</span>
          const names = [isGiven === true ? 'passage-given' : '', isFound === true ? 'passage-found' : '']
          return (
            <mark key={start} className={names.filter((name) => name !== '').join(' ')}>
              {piece}
            </mark>
          )
        })}
        {end < passage.length && ' …'}
      </p>
      {isLong && (
        <Button size="small" variant="quiet" onPress={() => setWhole(true)}>
          {text('result.answering.wholePassage')}
        </Button>
      )}
    </div>
  )
}
