/** Runs that are interrupted and gone on with, held to the bytes of one that was not. */
import { expect } from 'vitest'
import { readCheckpoint } from '../../compute/train/checkpoint.ts'
import { type TrainedModel, trainRun, type TrainRunOptions } from '../../compute/train/train-run.ts'
import { requestAfter, toyRun } from './toy-run.ts'

/** All tensors and counters that a run has left at a path, but for the time that it took. */
export async function remainsOf(path: string) {
  const { counters, ...tensors } = await readCheckpoint(path)
  return { ...tensors, counters: { ...counters, seconds: 0 } }
}

/** Trains to the end, interrupted each time that its control was looked at so often. */
export async function trainInterrupted(
  checkpointPath: string,
  looks: readonly number[],
  options: Partial<TrainRunOptions>,
): Promise<TrainedModel> {
  for (const count of looks) {
    const control = requestAfter(count, 'interrupt')
    const attempt = trainRun(toyRun({ ...options, checkpointPath, resume: true, control }))
    await expect(attempt).rejects.toMatchObject({ code: 'cancelled' })
  }
  return trainRun(toyRun({ ...options, checkpointPath, resume: true }))
}

/**
 * Trains once undisturbed and once for each course of interruptions, and expects the same bytes of all.
 *
 * @param path how the checkpoints' paths begin
 * @returns where the undisturbed run's is
 */
export async function expectSameBytes(
  path: string,
  courses: readonly (readonly number[])[],
  options: Partial<TrainRunOptions>,
): Promise<string> {
  const wholePath = `${path} whole.safetensors`
  await trainRun(toyRun({ ...options, checkpointPath: wholePath }))
  const whole = await remainsOf(wholePath)
  for (const looks of courses) {
    const interruptedPath = `${path} ${looks.join()}.safetensors`
    await trainInterrupted(interruptedPath, looks, options)
    expect(await remainsOf(interruptedPath), `interrupted after ${looks.join()} looks`).toEqual(whole)
  }
  return wholePath
}
