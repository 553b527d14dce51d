/** The page of a run that makes pictures: how the training goes, or, once it is finished, what it makes. */
import type { GenerationRecord } from '../../../main/ipc/contract/records.ts'
import { isFinished } from '../training/run-controls.ts'
import { GenerationResult } from './generation-result.tsx'
import { GenerationTraining } from './generation-training.tsx'
import './generation.css'

export function GenerationScreen({ run }: { readonly run: GenerationRecord }) {
  return isFinished[run.status] ? <GenerationResult run={run} /> : <GenerationTraining run={run} />
}
