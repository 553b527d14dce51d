/** Starts a thread from its TypeScript source. */
import { join } from 'node:path'
import type { Protocol } from '../../../../compute/worker/thread-protocol.ts'
import { findAppRoot } from '../../../../main/app-root.ts'
import { startThread } from '../../../../main/threads/thread-client.ts'
import type { ThreadClient, ThreadOptions } from '../../../../main/threads/thread-client.ts'

/** As startThread, for an entry in TypeScript given relative to the repository. */
export function startTypescriptThread<P extends Protocol<P>>(
  entry: string,
  options: Partial<Omit<ThreadOptions, 'entry' | 'workerData'>> & { readonly workerData?: object } = {},
): ThreadClient<P> {
  return startThread<P>({
    name: 'test',
    deathCode: 'internal',
    onFault: () => undefined,
    ...options,
    entry: join(import.meta.dirname, 'typescript-thread.js'),
    workerData: { ...options.workerData, typescriptEntry: join(findAppRoot(), entry) },
  })
}
