/** Settings of the training that most people never need, in a group of their own. */
import { LossRow } from './loss-fields.tsx'

/** See the file's head. */
export function AdvancedFields() {
  return <LossRow />
}
