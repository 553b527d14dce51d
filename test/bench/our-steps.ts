/** Our side of the benchmark: the compiled loop on random rows, as a run calls it. */
import { channelBlock } from '../../compute/graph/lower/channel-block.ts'
import { buildModel } from '../../compute/models/families.ts'
import { initialWeights } from '../../compute/models/weights.ts'
import { createOptimizer } from '../../compute/optim/optimizers.ts'
import { compileLoop } from '../../compute/train/loop-compiler.ts'
import { createLoopSession } from '../../compute/train/loop-session.ts'
import { packState } from '../../compute/train/state-layout.ts'
import type { TrainingTable } from '../../compute/train/training-table.ts'
import type { ModelSpec } from '../../compute/spec/model.ts'
import type { BenchCase, StepTime } from './cases.ts'
import { createGenerativeLoop } from './our-generation.ts'

/** Trains that many steps. */
export type Stepper = (steps: number) => Promise<StepTime>

function processorMilliseconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Numbers from −1 to 1, or tokens other than padding where a model reads tokens. */
function randomFeatures(model: ModelSpec, count: number): Float32Array {
  const tokens = 'tokens' in model ? model.tokens : null
  const draw =
    tokens === null ? () => Math.random() * 2 - 1 : () => 1 + Math.floor(Math.random() * (tokens.vocabulary - 1))
  return Float32Array.from({ length: count }, draw)
}

function randomTable(model: ModelSpec, rows: number, inputs: number, classes: number): TrainingTable {
  const none = new Uint32Array(0)
  return {
    rows,
    inputs,
    outputs: classes,
    features: randomFeatures(model, rows * inputs),
    targets: { kind: 'classes', values: Int32Array.from({ length: rows }, () => Math.floor(Math.random() * classes)) },
    split: { train: none, validation: none, test: none },
  }
}

const randomKeys = (count: number) => Uint32Array.from({ length: count }, () => Math.random() * 2 ** 32)

interface Loop {
  /** Milliseconds that it took to compile the program. */
  readonly compile: number
  readonly train: (steps: number) => Promise<void>
  readonly release: () => Promise<void>
}

/** Prepares a case for that many threads. */
export async function createStepper(
  bench: BenchCase,
  threads: number,
): Promise<{ run: Stepper; release(): Promise<void> }> {
  const { train, release } = await createAnyLoop(bench, threads)
  const run: Stepper = async (steps) => {
    const [began, processor] = [performance.now(), processorMilliseconds()]
    await train(steps)
    return { wall: (performance.now() - began) / steps, processor: (processorMilliseconds() - processor) / steps }
  }
  await run(3)
  return { run, release }
}

/** The loop of a case, before its first step. */
export function createAnyLoop(
  { model, inputs, classes, batch, frozen = [] }: BenchCase,
  threads: number,
): Promise<Loop> {
  const sizes = { inputs, batch, rows: batch * 50 }
  return model.family === 'vae' || model.family === 'gan'
    ? createGenerativeLoop(model, sizes, threads)
    : createLoop(model, { ...sizes, classes, frozen }, threads)
}

/** The loop of a predictive model. */
async function createLoop(
  spec: ModelSpec,
  {
    inputs,
    classes,
    batch,
    frozen,
    rows,
  }: Required<Pick<BenchCase, 'inputs' | 'classes' | 'batch' | 'frozen'>> & {
    readonly rows: number
  },
  threads: number,
): Promise<Loop> {
  const model = buildModel(spec, inputs, classes)
  const optimizer = createOptimizer({ kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }, 0)
  const options = {
    model,
    task: 'classification',
    inputs,
    batchSize: batch,
    optimizer,
    decays: false,
    gradientClip: null,
    threads,
    parameterChoice: { frozen, learningRateFactors: [] },
  } as const
  const block = await channelBlock()
  const began = performance.now()
  const loop = compileLoop(options, block)
  const compile = performance.now() - began
  const session = await createLoopSession(loop, randomTable(spec, rows, inputs, classes), threads)
  let state = packState([...loop.parameters, ...loop.slots, ...loop.buffers, ...loop.frozen], initialWeights(model, 1))
  let spare: typeof state | undefined
  let done = 0

  const train = async (steps: number) => {
    const order = new Uint32Array(steps * batch).map((_, index) => index % rows)
    const coefficients = Array.from({ length: steps }, (_, index) => optimizer.coefficients(done + index, 1e-3)).flat()
    const call = {
      state,
      steps,
      order,
      coefficients: Float32Array.from(coefficients),
      keys: randomKeys(steps * loop.keysPerStep),
      into: spare,
    }
    const { state: next } = await session.run(call)
    spare = state
    state = next
    done += steps
  }
  return { compile, train, release: () => session.release() }
}
