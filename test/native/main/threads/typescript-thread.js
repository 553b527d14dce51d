/** Runs a thread's TypeScript entry as it stands in the source, for tests that start real threads without a build. */
import { workerData } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

register()
await import(workerData.typescriptEntry)
