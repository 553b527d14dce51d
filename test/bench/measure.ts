/** Measures a row of the benchmark's table: ours and each peer in turns, pair after pair, within the time that the row has. */
import type { BenchCase, StepTime } from './cases.ts'
import { type FreshCost, ourFreshCost, pytorchFreshCost, tensorFlowFreshCost } from './fresh.ts'
import { createStepper } from './our-steps.ts'
import type { PyTorch } from './python.ts'
import { median, quantile, type Row } from './table.ts'
import { unwritten } from './tensorflow-cases.ts'
import type { TensorFlow, TensorFlowAnswer } from './tensorflow.ts'

export interface Peers {
  readonly pytorch: PyTorch
  readonly tensorFlow: TensorFlow
}

export interface Extent {
  /** Whether all is measured, or only our steps and eager PyTorch's. */
  readonly full: boolean
  /** The day and time of the run that measures it. */
  readonly run: string
  /** Most pairs of a row. */
  readonly pairs: number
  /** When the row is to be done, by `performance.now()`: no further pair is begun then. */
  readonly until: number
}

/** Pairs that a row has at least. */
const leastPairs = 5
/** Milliseconds that TensorFlow.js and torch.compile each may take of a row's pairs, beyond the first. */
const peerTime = 1500

/** A peer that is timed beside the pairs. */
interface Timed {
  readonly times: readonly StepTime[]
  turn(): Promise<void>
}

/** Runs a peer in every pair until it has taken its time. A step that was made before counts, too: some take many seconds. */
function withinTime(run: () => Promise<StepTime>, before: readonly StepTime[] = []): Timed {
  const times = [...before]
  let taken = before.reduce((sum, { wall }) => sum + wall, 0)
  return {
    times,
    turn: async () => {
      if (taken > peerTime) return
      const began = performance.now()
      times.push(await run())
      taken += performance.now() - began
    },
  }
}

const medianWall = (times: readonly StepTime[]) => median(times.map(({ wall }) => wall))

/** What TensorFlow.js has to say of a case before it is timed. */
async function tensorFlowFirst({ tensorFlow }: Peers, bench: BenchCase, threads: number): Promise<Timed | string> {
  const why = unwritten(bench)
  if (why !== null) return why
  const answer: TensorFlowAnswer | null = await tensorFlow.run(bench, threads)
  if (answer === null) return 'its threads don’t start'
  if ('lacks' in answer) return `no kernel ${answer.lacks}`
  const run = async () => {
    const next = await tensorFlow.run(bench, threads)
    if (next === null || 'lacks' in next) throw new Error('TensorFlow.js could train this a moment ago')
    return next
  }
  return withinTime(run, [answer])
}

/** What fresh processes cost, one after the other. */
async function freshCosts(bench: BenchCase, threads: number, tensorFlowTrains: boolean): Promise<Row['fresh']> {
  const ours = await ourFreshCost(bench, threads)
  const theirs = await pytorchFreshCost(bench, threads)
  const tensorFlow: FreshCost | null = tensorFlowTrains ? await tensorFlowFreshCost(bench, threads) : null
  return { ours, theirs, tensorFlow }
}

/** Measures a case with so many threads. */
export async function measure(bench: BenchCase, threads: number, peers: Peers, extent: Extent): Promise<Row> {
  const { pytorch } = peers
  const stepper = await createStepper(bench, threads)
  await pytorch.run(bench, threads)
  const compiledFirst = extent.full ? await pytorch.prepareCompiled(bench, threads) : null
  const compiled = compiledFirst === null ? null : withinTime(() => pytorch.runCompiled(bench, threads))
  const tensorFlow = extent.full ? await tensorFlowFirst(peers, bench, threads) : null
  const fresh = extent.full
    ? await freshCosts(bench, threads, typeof tensorFlow === 'object' && tensorFlow !== null)
    : null

  const measured: { ours: StepTime; theirs: StepTime }[] = []
  while (measured.length < extent.pairs && (measured.length < leastPairs || performance.now() < extent.until)) {
    // Every second pair the other way round, so that neither always runs on a warm or a cold machine.
    const first = measured.length % 2 === 0 ? await stepper.run(bench.steps) : null
    const theirs = await pytorch.run(bench, threads)
    measured.push({ ours: first ?? (await stepper.run(bench.steps)), theirs })
    await compiled?.turn()
    if (typeof tensorFlow === 'object') await tensorFlow?.turn()
  }
  await stepper.release()
  const ratios = measured.map(({ ours, theirs }) => ours.wall / theirs.wall)
  return {
    bench,
    threads,
    pairs: measured.length,
    measured: extent.run,
    ours: medianWall(measured.map(({ ours }) => ours)),
    theirs: medianWall(measured.map(({ theirs }) => theirs)),
    ratio: median(ratios),
    spread: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
    processorRatio: median(measured.map(({ ours, theirs }) => ours.processor / theirs.processor)),
    compiled: compiled === null ? (extent.full ? 'not available' : null) : medianWall(compiled.times),
    compiledFirst,
    tensorFlow: tensorFlow === null || typeof tensorFlow === 'string' ? tensorFlow : medianWall(tensorFlow.times),
    productSpeed: await pytorch.productSpeed(threads),
    fresh,
  }
}
