/**
 * `npm run package`: makes the installers of this platform that electron-builder.yml names. `-- --dir` makes only the
 * unpacked app; `-- deb` only the formats named; `-- --output folder` puts the result elsewhere than in dist.
 */
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { packageApp } from './package-app.ts'
import { repositoryRoot } from './repository.ts'
import { megabytes, runScript, say } from './say.ts'

await runScript(async () => {
  const { values, positionals } = parseArgs({
    options: { dir: { type: 'boolean', default: false }, output: { type: 'string' } },
    allowPositionals: true,
  })
  const output = values.output === undefined ? join(repositoryRoot, 'dist') : resolve(values.output)
  for (const { folder, size, installers } of await packageApp({ dir: values.dir, formats: positionals, output })) {
    say(`The app is in ${folder} (${megabytes(size)}).`)
    for (const installer of installers) say(`Made ${installer}.`)
  }
  return 0
})
