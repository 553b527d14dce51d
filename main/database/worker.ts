/** Entry of the database thread: the one writer of a project's database. */
import { parentPort, workerData } from 'node:worker_threads'
import { serveThread } from '../../compute/worker/serve-thread.ts'
import { createDatabaseService } from './handlers.ts'
import { readMigrations } from './migrations.ts'
import type { DatabaseProtocol } from './protocol.ts'
import type { DatabaseWorkerData } from './worker-data.ts'

if (parentPort === null) throw new Error('The database worker runs in a thread.')
const { migrationsFolder } = workerData as DatabaseWorkerData
const service = createDatabaseService(readMigrations(migrationsFolder))
serveThread<DatabaseProtocol>(parentPort, service.handlers, { oneAtATime: true, close: () => service.close() })
