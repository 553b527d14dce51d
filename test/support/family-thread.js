/** The entry of a thread that trains as family-child.ts does: a thread's first file is read before TypeScript can be. */
import { register } from 'tsx/esm/api'

register()
await import('./family-child.ts')
