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

/**
 * How beginnings and ends are written: in IOB2 each entity begins with B-, in IOB1 only one right behind another of its type;
 * in IOBES its last word has E- and a sole one S-.
 */
export type TagScheme = 'iob1' | 'iob2' | 'iobes'

/** The scheme that most tags follow. @param sentences the tags of each */
export function tagSchemeOf(sentences: readonly (readonly string[])[]): TagScheme {
  let [begun, inside] = [0, 0]
  for (const tags of sentences) {
    if (tags.some((tag) => /^[ES]-/.test(tag))) return 'iobes'
    for (const { first } of entitiesOf(tags)) {
      if (tags[first]?.startsWith('I-') === true) inside++
      else begun++
    }
  }
  return inside > begun ? 'iob1' : 'iob2'
}

/** The tags of a sentence's words, from its entities in their order. */
export function tagsOf(entities: readonly Entity[], words: number, scheme: TagScheme): string[] {
  const tags = Array.from({ length: words }, () => 'O')
  entities.forEach(({ type, first, last }, at) => {
    const before = entities[at - 1]
    const touches = before?.type === type && before.last === first - 1
    const begins = scheme === 'iob1' && !touches ? 'I' : 'B'
    for (let word = first; word <= last; word++) tags[word] = `${word === first ? begins : 'I'}-${type}`
    if (scheme === 'iobes') tags[last] = `${first === last ? 'S' : 'E'}-${type}`
  })
  return tags
}

/** A sentence's entities with one more, or with none in its place; what it covers of others is cut off them. */
export function withEntity(
  entities: readonly Entity[],
  { first, last }: Pick<Entity, 'first' | 'last'>,
  type: string | null,
): Entity[] {
  const rest = entities.flatMap((one): Entity[] =>
    [
      { ...one, last: Math.min(one.last, first - 1) },
      { ...one, first: Math.max(one.first, last + 1) },
    ].filter((part) => part.first <= part.last),
  )
  return (type === null ? rest : [...rest, { type, first, last }]).sort((a, b) => a.first - b.first)
}
