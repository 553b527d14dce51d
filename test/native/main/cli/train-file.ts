/** The main job on a file, as the command line does it, for tests. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTrainControl } from '../../../../compute/train/train-control.ts'
import type { TrainSettings } from '../../../../main/cli/arguments.ts'
import { silentWatcher } from '../../../../main/cli/showing.ts'
import { type TrainResult, type TrainWatcher, trainTable } from '../../../../main/cli/train-table.ts'

type GivenSettings = Partial<TrainSettings> & { out: string }

/** Trains on a file with the recommended settings, but for those given. */
export async function trainFile(
  file: string,
  settings: GivenSettings,
  watcher: Partial<TrainWatcher> = {},
): Promise<TrainResult> {
  const workFolder = await mkdtemp(join(tmpdir(), 'modelwright-train-'))
  try {
    return await trainFileIn(workFolder, file, settings, watcher)
  } finally {
    await rm(workFolder, { recursive: true })
  }
}

/** The same in a folder in which the imported data stays. */
export function trainFileIn(
  workFolder: string,
  file: string,
  { out, ...settings }: GivenSettings,
  watcher: Partial<TrainWatcher> = {},
): Promise<TrainResult> {
  const job = {
    files: [file] as const,
    settings: {
      target: null,
      sheet: null,
      fileColumn: null,
      task: null,
      features: null,
      budget: null,
      epochs: null,
      threads: 1,
      device: null,
      seed: null,
      data: null,
      ahead: null,
      history: null,
      known: null,
      pretrained: null,
      stratify: true,
      split: null,
      out,
      json: false,
      generate: false,
      ...settings,
    },
    out,
    workFolder,
    cores: 2,
    versions: {},
    signal: new AbortController().signal,
    control: createTrainControl(),
  }
  return trainTable(job, { ...silentWatcher, ...watcher })
}
