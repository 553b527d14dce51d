/** A run that makes pictures and is not finished: how far it is, what it makes by now, and how its networks learn. */
import type { GenerationRecord } from '../../../main/ipc/contract/records.ts'
import { DeviceNotice } from '../training/device-notice.tsx'
import { TrainingPage } from '../training/training-page.tsx'
import { Learning } from './learning.tsx'

export function GenerationTraining({ run }: { readonly run: GenerationRecord }) {
  return (
    <TrainingPage run={run} notice={<DeviceNotice run={run} />} knowsBest={run.spec.heldBack.validation > 0}>
      <Learning run={run} />
    </TrainingPage>
  )
}
