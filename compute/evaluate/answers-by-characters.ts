/**
 * How right an answer is by CMRC 2018's evaluation script (Cui et al. 2019), for texts without spaces between words: by the
 * longest piece that both have, in characters; runs of other scripts are cut at spaces and signs.
 */

/** Signs that don't count. */
const signs = new Set('-:_*^/\\~`+=，。：？！“”；’《》…·、「」（）－～『』')
const chinese = /^[\u4e00-\u9fa5]$/
const pieces = /[\p{L}\p{N}\p{M}]+|[^\s]/gu

const plain = (answer: string): string =>
  Array.from(answer.toLowerCase().trim())
    .filter((sign) => !signs.has(sign))
    .join('')

/** Chinese characters one by one, and what else stands between them in words. */
function segmentsOf(answer: string): string[] {
  const segments: string[] = []
  let other = ''
  const end = () => {
    segments.push(...(other.match(pieces) ?? []))
    other = ''
  }
  for (const sign of plain(answer)) {
    if (!chinese.test(sign)) {
      other += sign
      continue
    }
    end()
    segments.push(sign)
  }
  end()
  return segments
}

/** The length of the longest run of segments that both have. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  let [longest, before] = [0, new Uint32Array(b.length + 1)]
  for (const own of a) {
    const lengths = new Uint32Array(b.length + 1)
    b.forEach((other, at) => {
      if (own !== other) return
      lengths[at + 1] = before[at]! + 1
      longest = Math.max(longest, lengths[at + 1]!)
    })
    before = lengths
  }
  return longest
}

/** Whether an answer is the right one, signs aside. */
export const isExactByCharacters = (answer: string, right: string): boolean => plain(answer) === plain(right)

/** Harmonic mean of the shares of the answer and of the right one that their longest common piece is; of two empty ones 1. */
export function characterF1(answer: string, right: string): number {
  const [said, asked] = [segmentsOf(answer), segmentsOf(right)]
  if (said.length === 0 || asked.length === 0) return said.length === asked.length ? 1 : 0
  const common = longestCommon(said, asked)
  return (2 * common) / (said.length + asked.length)
}
