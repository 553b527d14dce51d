/** Stands in for the program fpm where electron-builder calls it: reads its arguments, makes the package by dpkg-deb. */
import { makeDeb, readFpmArguments } from './deb-package.ts'
import { runScript } from './say.ts'

await runScript(async () => {
  await makeDeb(readFpmArguments(process.argv.slice(2)))
  return 0
})
