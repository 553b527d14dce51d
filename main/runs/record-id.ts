/** Ids of runs, datasets and exports. */
import { randomBytes } from 'node:crypto'

/** A new id: the time in UTC and a random part, as in "20261125-221530-k3f9ax", so that folders sort by age and can be told apart by eye. */
export function newRecordId(now: Date = new Date()): string {
  const [day, time] = now.toISOString().replaceAll(/[-:]/g, '').split('T')
  const random = BigInt(`0x${randomBytes(5).toString('hex')}`)
    .toString(36)
    .padStart(8, '0')
  return `${day ?? ''}-${(time ?? '').slice(0, 6)}-${random}`
}
