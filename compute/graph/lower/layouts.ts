/** The values of a graph that is being lowered: what stands for each of the old ones, in the plain order or blocked. */
import { reorderInput, reorderOutput } from '../ops/blocked.ts'
import type { Value } from '../value.ts'

export class Layouts {
  private readonly plainValues = new Map<Value, Value>()
  private readonly blockedValues = new Map<Value, Value>()

  /** What stands for an old value in the plain order; the value itself where nothing else does. */
  plain(old: Value): Value {
    const known = this.plainValues.get(old)
    if (known !== undefined) return known
    const blocked = this.blockedValues.get(old)
    if (blocked === undefined) return old
    const plain = reorderOutput(blocked)
    this.plainValues.set(old, plain)
    return plain
  }

  /** What stands for it with its channels in blocks. */
  blocked(old: Value): Value {
    const known = this.blockedValues.get(old)
    if (known !== undefined) return known
    const blocked = reorderInput(this.plain(old))
    this.blockedValues.set(old, blocked)
    return blocked
  }

  setPlain(old: Value, value: Value): void {
    this.plainValues.set(old, value)
  }

  setBlocked(old: Value, value: Value): void {
    this.blockedValues.set(old, value)
  }
}
