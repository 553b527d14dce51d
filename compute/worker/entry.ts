/** Entry of the engine's threads. */
import { parentPort } from 'node:worker_threads'
import { createEngineService } from './engine-handlers.ts'
import type { EngineProtocol } from './engine-protocol.ts'
import { serveThread } from './serve-thread.ts'

if (parentPort === null) throw new Error('The engine runs in a thread.')
const service = createEngineService()
serveThread<EngineProtocol>(parentPort, service.handlers, { oneAtATime: false, close: () => service.close() })
