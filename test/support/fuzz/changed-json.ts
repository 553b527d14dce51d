/** JSON with something changed that is still JSON: what breaks its grammar only tries the first line of a reader. */

/** Values that readers don't expect. */
const odd: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  1.5,
  1e308,
  9007199254740993,
  '',
  '\ud800',
  '\u202e\u200b中文😀',
  '__proto__',
  'x'.repeat(5000),
  [],
  {},
  [[[[[[[[]]]]]]]],
]

type Place = { readonly holder: Record<string, unknown> | unknown[]; readonly key: string | number }

function placesOf(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return []
  const keys = Array.isArray(value) ? value.slice(0, 50).map((_, at) => at) : Object.keys(value).slice(0, 50)
  const holder = value as Place['holder']
  return keys.flatMap((key) => [{ holder, key }, ...placesOf((value as Record<string | number, unknown>)[key])])
}

/** A JSON text with one to three of its values replaced, left out, given another key or put inside of one another. */
export function changedJson(text: string, next: () => number): string {
  const root: { value: unknown } = { value: JSON.parse(text) }
  for (let left = 1 + Math.floor(next() * 3); left > 0; left--) {
    const places = placesOf(root)
    const { holder, key } = places[Math.floor(next() * places.length)]!
    const own = holder as Record<string | number, unknown>
    const other = places[Math.floor(next() * places.length)]!
    switch (Math.floor(next() * 5)) {
      case 0:
        if (Array.isArray(holder)) holder.splice(Number(key), 1)
        else if (key !== 'value' || holder !== root) Reflect.deleteProperty(own, key)
        break
      case 1:
        own[key] = structuredClone((other.holder as Record<string | number, unknown>)[other.key])
        break
      case 2:
        own[key] = [own[key]]
        break
      case 3:
        if (!Array.isArray(holder) && holder !== root) {
          own[`${String(key)}\u0000`] = own[key]
          Reflect.deleteProperty(own, key)
        }
        break
      default:
        own[key] = odd[Math.floor(next() * odd.length)]
    }
  }
  return JSON.stringify(root.value ?? null)
}
