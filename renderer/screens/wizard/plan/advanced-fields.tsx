/** Settings of the training that most people never need, in a group of their own. */
import { AveragingRow } from './averaging-field.tsx'
import { ClassSamplingRow } from './class-sampling-field.tsx'
import { DeviceRow } from './device-field.tsx'
import { NumberRow } from './field-row.tsx'
import { GradientClipRow } from './gradient-clip-field.tsx'
import { LossRow } from './loss-fields.tsx'

/** See the file's head. */
export function AdvancedFields() {
  return (
    <>
      <LossRow />
      <ClassSamplingRow />
      <GradientClipRow />
      <AveragingRow />
      <NumberRow field="accumulation" />
      <DeviceRow />
    </>
  )
}
