/**
 * Entities in sequences of tags: B- begins one, I- goes on with it, E- ends it, S- is one by itself, O is outside. What counts
 * as one where tags don't follow the scheme is seqeval's choice (its default mode, after conlleval): an I- after O begins an
 * entity, and another type always does.
 */
export interface Entity {
  readonly type: string
  /** First and last step. */
  readonly first: number
  readonly last: number
}

const tagShape = /^(?:O|[BIES]-.+)$/

/** Whether a label is a tag of an entity, or O for none. */
export const isTag = (label: string): boolean => tagShape.test(label)

/** Whether labels are tags of entities. */
export const areTags = (labels: readonly string[]): boolean =>
  labels.every(isTag) && labels.some((label) => label !== 'O')

/** What a label says of a word, wherever in an entity it is: the entity's type; a label that is no tag says itself. */
export const typeOfTag = (label: string): string => (isTag(label) && label !== 'O' ? label.slice(2) : label)

interface Tag {
  /** O, B, I, E or S. */
  readonly place: string
  readonly type: string
}
const outside: Tag = { place: 'O', type: 'O' }
const tagOf = (label: string): Tag => (label === 'O' ? outside : { place: label[0] ?? 'O', type: label.slice(2) })

/** Whether an entity that the first tag is in ends with it. */
const endsBetween = (before: Tag, next: Tag): boolean =>
  before.place !== 'O' &&
  (before.type !== next.type || before.place === 'E' || before.place === 'S' || 'BSO'.includes(next.place))

/** Whether the second tag is the beginning of an entity. */
const beginsBetween = (before: Tag, next: Tag): boolean =>
  next.place !== 'O' && (before.type !== next.type || 'BS'.includes(next.place) || 'ES'.includes(before.place))

/** The entities of a sequence of tags, in their order. */
export function entitiesOf(tags: readonly string[]): readonly Entity[] {
  const found: Entity[] = []
  let [before, first] = [outside, 0]
  for (const [step, next] of [...tags.map(tagOf), outside].entries()) {
    if (endsBetween(before, next)) found.push({ type: before.type, first, last: step - 1 })
    if (beginsBetween(before, next)) first = step
    before = next
  }
  return found
}
