/** How fast this machine trains: measured once, and kept for the advice of all projects. */
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { MachineSpeed } from '../../compute/advise/machine-speed.ts'
import { writeAtomically } from '../files/atomic-write.ts'

const speedSchema = z.object({
  cores: z.number(),
  stepMs: z.number(),
  parameterMs: z.number(),
  multiplicationMs: z.number(),
  epochMs: z.number(),
  predictionMs: z.number(),
  setUpMs: z.number(),
} satisfies Record<keyof MachineSpeed, z.ZodNumber>)

export interface MachineSpeedOptions {
  readonly file: string
  /** What it was measured with: another version or another number of cores is measured again. */
  readonly measuredWith: string
  readonly measure: () => Promise<MachineSpeed>
  readonly onFault: (error: unknown) => void
}

/** Gives the speed: as it was measured before, or measured now. Measures once, however many ask. */
export function rememberMachineSpeed({
  file,
  measuredWith,
  measure,
  onFault,
}: MachineSpeedOptions): () => Promise<MachineSpeed> {
  let known: Promise<MachineSpeed> | null = null

  async function find(): Promise<MachineSpeed> {
    const kept = await readKept(file, measuredWith)
    if (kept !== null) return kept
    const speed = await measure()
    await writeAtomically(file, `${JSON.stringify({ measuredWith, speed }, null, 2)}\n`).catch(onFault)
    return speed
  }

  return () => {
    known ??= find().catch((error: unknown) => {
      known = null
      throw error
    })
    return known
  }
}

async function readKept(file: string, measuredWith: string): Promise<MachineSpeed | null> {
  try {
    const keptSchema = z.object({ measuredWith: z.literal(measuredWith), speed: speedSchema })
    return keptSchema.parse(JSON.parse(await readFile(file, 'utf8'))).speed
  } catch {
    return null
  }
}
