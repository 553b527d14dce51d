/** Finds out whether a table's number columns are steps of one sequence: points of a spectrum, readings of a sensor. */
import type { ColumnProfile } from '../spec/dataset.ts'

/** Fewer columns than this are as well taken one by one. */
const leastSteps = 8

/** A name that ends with a number, and what may stand behind that, as "t12", "400.5 nm" or "x_3". */
const numbered = /^(?<stem>.*?)(?<number>\d+(?:\.\d+)?)(?<end>\D*)$/u

interface Step {
  readonly column: string
  readonly number: number
}

/**
 * The columns, in their order, of the largest group whose names differ in a number alone that always rises or always falls;
 * empty where there are too few.
 */
export function columnsInOrder(columns: readonly ColumnProfile[], target: string): readonly string[] {
  const groups = new Map<string, Step[]>()
  for (const { name, kind } of columns) {
    const found = numbered.exec(name)?.groups
    if (kind !== 'number' || name === target || found === undefined) continue
    const key = JSON.stringify([found['stem'], found['end']])
    const steps = groups.get(key) ?? []
    steps.push({ column: name, number: Number(found['number']) })
    groups.set(key, steps)
  }
  const [largest = []] = [...groups.values()].toSorted((a, b) => b.length - a.length)
  return largest.length >= leastSteps && isOrdered(largest) ? largest.map(({ column }) => column) : []
}

function isOrdered(steps: readonly Step[]): boolean {
  const rises = steps.slice(1).map(({ number }, index) => Math.sign(number - steps[index]!.number))
  return rises[0] !== 0 && rises.every((sign) => sign === rises[0])
}
