/** Chooses TensorFlow.js's wasm backend, with so many threads. */
import * as tf from '@tensorflow/tfjs-core'
import { setThreadsCount } from '@tensorflow/tfjs-backend-wasm'

/** @throws where it does not start with so many threads */
export async function startBackend(threads: number): Promise<void> {
  // It leaves threads out in Node by itself; asked for, they are at least tried.
  if (threads > 1) tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', true)
  setThreadsCount(threads)
  if (!(await tf.setBackend('wasm'))) throw new Error(`no wasm with ${threads} threads`)
  await tf.ready()
}
