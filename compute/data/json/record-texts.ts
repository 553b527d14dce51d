/**
 * One JSON object as cells: each member's value as text. Numbers stay as they are written, so that no digit is lost;
 * null is missing; objects and lists inside stay JSON. Names may come twice; then the last value counts, as in all readers.
 */

/** That a text is no JSON object. */
export class JsonTextError extends Error {
  constructor(problem: string) {
    super(problem)
    this.name = 'JsonTextError'
  }
}

/** `nested` says that the value is an object or a list. */
export type OnMember = (name: string, value: string | null, nested: boolean) => void

const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/
/** What Python and others write although JSON has no such numbers. */
const unnumbers: ReadonlySet<string> = new Set(['NaN', 'Infinity', '-Infinity'])
/** A string with any of these isn't the text that it stands for, or is no string. */
const unplain = /[\\\u0000-\u001f]/

/** Reads an object that is known to begin with a brace and to close it. @throws JsonTextError where it is not valid */
export function readRecord(text: string, onMember: OnMember): void {
  let at = skipSpace(text, 1)
  if (text[at] === '}') {
    end(text, at + 1)
    return
  }
  for (;;) {
    if (text[at] !== '"') throw new JsonTextError('a name was expected')
    const nameEnd = stringEnd(text, at)
    const name = stringValue(text, at, nameEnd)
    at = skipSpace(text, nameEnd)
    if (text[at] !== ':') throw new JsonTextError('a colon was expected')
    at = skipSpace(text, at + 1)
    const valueEnd = readValue(text, at, name, onMember)
    at = skipSpace(text, valueEnd)
    if (text[at] === '}') {
      end(text, at + 1)
      return
    }
    if (text[at] !== ',') throw new JsonTextError('a comma was expected')
    at = skipSpace(text, at + 1)
  }
}

function readValue(text: string, at: number, name: string, onMember: OnMember): number {
  const first = text[at]
  if (first === '"') {
    const close = stringEnd(text, at)
    onMember(name, stringValue(text, at, close), false)
    return close
  }
  if (first === '{' || first === '[') {
    const close = nestedEnd(text, at)
    const nested = text.slice(at, close)
    parse(nested)
    onMember(name, nested, true)
    return close
  }
  let close = at
  while (close < text.length && !/[\s,}\]]/.test(text[close]!)) close++
  const word = text.slice(at, close)
  if (word === 'null') onMember(name, null, false)
  else if (word === 'true' || word === 'false' || number.test(word) || unnumbers.has(word)) onMember(name, word, false)
  else throw new JsonTextError('a value was expected')
  return close
}

function skipSpace(text: string, from: number): number {
  let at = from
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) break
  }
  return at
}

/** Behind the closing mark of the string that opens at `from`. */
function stringEnd(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let escapes = 0
    while (text[at - 1 - escapes] === '\\') escapes++
    if (escapes % 2 === 0) return at + 1
  }
  throw new JsonTextError('a string does not end')
}

function stringValue(text: string, from: number, end: number): string {
  const inside = text.slice(from + 1, end - 1)
  return unplain.test(inside) ? String(parse(text.slice(from, end))) : inside
}

/** Behind the bracket that closes the one at `from`. */
function nestedEnd(text: string, from: number): number {
  let depth = 0
  for (let at = from; at < text.length; at++) {
    const character = text[at]
    if (character === '"') at = stringEnd(text, at) - 1
    else if (character === '{' || character === '[') depth++
    else if ((character === '}' || character === ']') && --depth === 0) return at + 1
  }
  throw new JsonTextError('a bracket does not close')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new JsonTextError(error instanceof Error ? error.message : String(error))
  }
}

function end(text: string, at: number): void {
  if (skipSpace(text, at) !== text.length) throw new JsonTextError('text behind the closing brace')
}
