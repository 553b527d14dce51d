/** Multiplies very small numbers in a thread of its own, for the tests of the session. */
import { parentPort, workerData } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

register()
const { shareOfZeros } = await import('./denormal-numbers.ts')
parentPort.postMessage(await shareOfZeros(workerData))
