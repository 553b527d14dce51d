/**
 * Exports the training itself: the compiled loop, what it takes for the first steps, and a script that runs it elsewhere and
 * gets the same losses.
 */
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Tensors } from '../graph/session.ts'
import { sizeOf, type Tensor } from '../graph/tensor.ts'
import type { WrittenProgram } from '../spec/training-program.ts'
import { int64Vector } from '../train/table-feed.ts'
import type { TrainingProgram } from '../train/training-program.ts'
import type { TrainingSession } from '../train/training-session.ts'
import { npyFile } from './npy-file.ts'
import { readmeText, runScript } from './training-program-files.ts'
import { writingError } from './writing-error.ts'

/** Steps that inputs are written for: enough to see that it learns. */
const mostSteps = 200

export interface ProgramRequest {
  /** The folder to make. There must be nothing of that name. */
  readonly folder: string
  /** The run's name, for the README. */
  readonly name: string
  readonly session: Pick<TrainingSession, 'program'>
}

/**
 * Writes the folder, at a temporary name first.
 *
 * @throws StudioError `disk-full`, `folder-read-only` (also where something of that name is there); nothing is left behind then.
 */
export async function exportTrainingProgram({ folder, name, session }: ProgramRequest): Promise<WrittenProgram> {
  const { file, feeds, losses } = await session.program(mostSteps)
  const inputs = onlyRowsOf(feeds)
  const each = Object.values(losses)
  const steps = each[0]?.length ?? 0
  const lossOf = (step: number) => each.reduce((sum, values) => sum + (values[step] ?? NaN), 0)
  let temporary: string | null = null
  try {
    temporary = await mkdtemp(join(dirname(folder), '.writing-'))
    await mkdir(join(temporary, 'inputs'))
    await writeFile(join(temporary, 'training.onnx'), file)
    for (const [input, value] of Object.entries(inputs)) {
      await writeFile(join(temporary, 'inputs', `${input}.npy`), npyFile(value))
    }
    await writeFile(join(temporary, 'losses.json'), lossesJson(losses))
    await writeFile(join(temporary, 'run.py'), runScript)
    await writeFile(join(temporary, 'README.md'), readmeText(name, steps))
    await rename(temporary, folder)
  } catch (error) {
    if (temporary !== null) await rm(temporary, { recursive: true, force: true })
    throw writingError(error, folder)
  }
  return { folder, steps, firstLoss: lossOf(0), lastLoss: lossOf(steps - 1) }
}

/** Losses of each step, by the output that gives them. */
function lossesJson(losses: TrainingProgram['losses']): string {
  const numbers = Object.entries(losses).map(([output, values]) => [output, [...values]] as const)
  return `${JSON.stringify(Object.fromEntries(numbers))}\n`
}

/** Inputs that hold something for each row of the table. */
const rowInputs = ['features', 'targets', 'labels']

/** The same inputs with only those rows of the table that the steps take, in their order. */
function onlyRowsOf(feeds: Tensors): Tensors {
  const { order } = feeds
  if (feeds['features'] === undefined || order?.dtype !== 'int64') throw new TypeError('the program takes no table')
  const rows = Uint32Array.from(order.data, Number)
  const picked = Object.entries(feeds).filter(([name]) => rowInputs.includes(name))
  return {
    ...feeds,
    ...Object.fromEntries(picked.map(([name, values]) => [name, pickedRows(values, rows)])),
    order: int64Vector(rows.map((_, at) => at)),
  }
}

/** Some rows of a tensor. */
function pickedRows({ dtype, shape, data }: Tensor, rows: Uint32Array): Tensor {
  if (dtype === 'string') throw new TypeError('rows of texts')
  const width = sizeOf(shape.slice(1))
  const picked = data.slice(0, rows.length * width)
  rows.forEach((row, at) => picked.set(data.subarray(row * width, (row + 1) * width) as never, at * width))
  return { dtype, shape: [rows.length, ...shape.slice(1)], data: picked } as Tensor
}
