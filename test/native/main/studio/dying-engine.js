/** The engine's thread as it is built, but it breaks when it is told to by a message of this process to its threads. */
import { BroadcastChannel } from 'node:worker_threads'
import '../../../../out/compute/worker.js'

const channel = new BroadcastChannel('break')
channel.unref()
channel.onmessage = () => {
  throw new Error('the thread broke')
}
