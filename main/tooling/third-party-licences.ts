/**
 * The licences of all that a packaged app carries besides its own code: most of them ask that their text goes along.
 *
 * Which packages these are is read from the source maps of the bundles, so that none can be forgotten.
 */
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { externalPackages } from './bundles.ts'
import { repositoryRoot } from './repository.ts'
import { ToolingError } from './say.ts'

/** The name of the file, among the app's resources. */
export const licencesFile = 'LICENCES.third-party.txt'

/** Fonts come in by style sheets, which have no map; Electron's own licences are put beside the app by its packager. */
const withoutMap = ['@fontsource-variable/ibm-plex-sans', '@fontsource/ibm-plex-mono']
const carriedAlong = [...externalPackages.filter((name) => name !== 'electron'), 'onnxruntime-common', ...withoutMap]

const mapSchema = z.looseObject({ sources: z.array(z.string().nullable()) })
const packageSchema = z.looseObject({
  name: z.string(),
  version: z.string(),
  license: z.string().optional(),
  author: z.union([z.string(), z.looseObject({ name: z.string() })]).optional(),
})
/** Notices of works that are compiled into a package, which doesn't bring them along; a file a package, with + for /. */
const notices = join(repositoryRoot, 'main/tooling/notices')

const licenceName = /^(licen[cs]e|copying|notice)([.-].*)?$/i

/** The names of the packages whose code is in the bundles of `out`. */
export async function bundledPackages(out: string): Promise<readonly string[]> {
  const files = await readdir(out, { recursive: true })
  const names = new Set<string>(carriedAlong)
  for (const file of files.filter((each) => each.endsWith('.map'))) {
    const { sources } = mapSchema.parse(JSON.parse(await readFile(join(out, file), 'utf8')))
    for (const source of sources) {
      const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source ?? '')?.[1]
      if (name !== undefined) names.add(name)
    }
  }
  return [...names].sort()
}

/** Name, version and licence of a package, and the text that it comes with. */
async function licenceOf(nodeModules: string, name: string): Promise<string> {
  const folder = join(nodeModules, name)
  if (!existsSync(folder)) throw new ToolingError(`The licence of ${name} can't be found: it is not in ${nodeModules}.`)
  const about = packageSchema.parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')))
  const { author } = about
  const by = typeof author === 'string' ? author : author?.name
  const texts: string[] = []
  for (const file of (await readdir(folder)).filter((each) => licenceName.test(each)).sort()) {
    texts.push((await readFile(join(folder, file), 'utf8')).trim())
  }
  const notice = join(notices, `${name.replace('/', '+')}.txt`)
  if (existsSync(notice)) texts.push((await readFile(notice, 'utf8')).trim())
  const head = `${about.name} ${about.version}\nLicence: ${about.license ?? 'see below'}${by === undefined ? '' : `\nAuthor: ${by}`}`
  return [head, ...texts].join('\n\n')
}

/** The licences of all packages in the bundles of `out`, as one text. */
export async function thirdPartyLicences(out: string, nodeModules: string): Promise<string> {
  const rule = `\n\n${'-'.repeat(80)}\n\n`
  const parts = []
  for (const name of await bundledPackages(out)) parts.push(await licenceOf(nodeModules, name))
  return `Modelwright carries these works of others. Thank you.${rule}${parts.join(rule)}\n`
}
