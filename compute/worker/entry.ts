/** Entry of the engine's threads. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { programsIn } from '../train/program-cache.ts'
import { createEngineService } from './engine-handlers.ts'
import type { EngineProtocol } from './engine-protocol.ts'
import { serveThread } from './serve-thread.ts'
import type { EngineWorkerData } from './worker-data.ts'

if (parentPort === null) throw new Error('The engine runs in a thread.')
const { programsFolder } = workerData as EngineWorkerData
/** The thread is one file, in which all that compiles is. Only a thread that trains has to know it. */
const version = () =>
  createHash('sha256')
    .update(readFileSync(fileURLToPath(import.meta.url)))
    .digest('hex')
const service = createEngineService(programsIn(programsFolder, version))
serveThread<EngineProtocol>(parentPort, service.handlers, { oneAtATime: false, close: () => service.close() })
