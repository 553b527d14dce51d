/** `npm run schema` writes migrations/schema.sql anew; with `-- --check` it only says whether that is needed. */
import { join } from 'node:path'
import { findAppRoot } from '../app-root.ts'
import { schemaIsCurrent, writeSchema } from '../database/schema.ts'

const folder = join(findAppRoot(), 'migrations')
if (!process.argv.includes('--check')) {
  writeSchema(folder)
  console.log('migrations/schema.sql is written.')
} else if (schemaIsCurrent(folder)) {
  console.log('migrations/schema.sql agrees with the migrations.')
} else {
  console.error('migrations/schema.sql is not what the migrations lead to. Run `npm run schema` and commit it.')
  process.exitCode = 1
}
