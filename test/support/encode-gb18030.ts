/** Writes text as GB18030, as older Chinese software does. The platform only decodes it, so its own decoder is turned round. */

let bytesOf: ReadonlyMap<string, readonly [number, number]> | null = null

function twoByteCharacters(): ReadonlyMap<string, readonly [number, number]> {
  const decoder = new TextDecoder('gb18030')
  const map = new Map<string, readonly [number, number]>()
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue
      const text = decoder.decode(Uint8Array.of(lead, trail))
      if (Array.from(text).length === 1 && text !== '�') map.set(text, [lead, trail])
    }
  }
  return map
}

/** The bytes of a text of ASCII and two-byte characters, which are all common Chinese ones. @throws for others */
export function encodeGb18030(text: string): Uint8Array {
  bytesOf ??= twoByteCharacters()
  const bytes: number[] = []
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    const pair = bytesOf.get(character)
    if (code < 0x80) bytes.push(code)
    else if (pair !== undefined) bytes.push(...pair)
    else throw new Error(`no two-byte code for ${character}`)
  }
  return Uint8Array.from(bytes)
}
