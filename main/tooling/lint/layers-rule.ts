/** The lint rule `house/layers`: holds the table of who may import whom, for files and for packages. */
import { isBuiltin } from 'node:module'
import { posix, relative, resolve, sep } from 'node:path'
import type { Rule } from 'eslint'
import { foldersWithoutNode, isWithin, layerOf, packageLimits, type PackageLimit } from './layer-table.ts'

/** The part of a syntax node that this rule reads; it covers imports, re-exports, `import()` and `import('…').Type`. */
interface ImportNode {
  readonly source?: { readonly value?: unknown } | null
  readonly argument?: { readonly value?: unknown; readonly literal?: { readonly value?: unknown } }
  readonly specifiers?: readonly { readonly imported?: { readonly name?: string } }[]
}

/** Why an import is not allowed, or null. `path` is the importing file, relative to the root, with forward slashes. */
export function importProblem(path: string, specifier: string, imported: readonly string[]): string | null {
  if (specifier.startsWith('.') || specifier.startsWith('/')) {
    return folderProblem(path, posix.normalize(posix.join(posix.dirname(path), specifier)))
  }
  return nodeProblem(path, specifier) ?? packageProblem(path, specifier, imported)
}

function folderProblem(path: string, target: string): string | null {
  const layer = layerOf(path)
  if (layer === null || isWithin(target, layer.folder)) return sealedProblem(path, target)
  if (layer.mayImport.some((folder) => isWithin(target, folder))) return null
  const allowed = [layer.folder, ...layer.mayImport].join(', ')
  return `${layer.folder} may not import ${target}. It may import: ${allowed}.`
}

/** A folder may contain a layer with a table row of its own (`compute/data` in `compute`): the row decides. */
function sealedProblem(path: string, target: string): string | null {
  const from = layerOf(path)
  const to = layerOf(target)
  if (from === null || to === null || from.folder === to.folder || from.folder !== 'compute') return null
  return `A file directly in ${from.folder} may not import ${target}: move it into the stage where it belongs.`
}

function nodeProblem(path: string, specifier: string): string | null {
  if (!isBuiltin(specifier)) return null
  const folder = foldersWithoutNode.find((one) => isWithin(path, one))
  return folder === undefined ? null : `${folder} also runs in a sandboxed window, where Node's ${specifier} is absent.`
}

function packageProblem(path: string, specifier: string, imported: readonly string[]): string | null {
  const broken = packageLimits.find((limit) => applies(limit, specifier, imported) && !isAllowed(limit, path))
  if (broken === undefined) return null
  const what = broken.imported === undefined ? specifier : `${broken.imported.join(', ')} of ${specifier}`
  return `${what} may be imported only in ${broken.allowedIn.join(', ')}. ${broken.instead}`
}

function applies(limit: PackageLimit, specifier: string, imported: readonly string[]): boolean {
  const matches = limit.name.endsWith('*')
    ? specifier.startsWith(limit.name.slice(0, -1))
    : isWithin(specifier, limit.name)
  return matches && (limit.imported === undefined || limit.imported.some((name) => imported.includes(name)))
}

function isAllowed(limit: PackageLimit, path: string): boolean {
  if (limit.exceptIn?.some((folder) => isWithin(path, folder)) === true) return false
  return limit.allowedIn.some((folder) => isWithin(path, folder))
}

/** ESLint's form of the rule. */
export const layersRule: Rule.RuleModule = {
  meta: { type: 'problem', schema: [], docs: { description: 'Hold the import table of the design.' } },
  create(context) {
    const path = relative(context.cwd, resolve(context.cwd, context.filename)).split(sep).join('/')
    const check = (node: Rule.Node): void => {
      const found = node as unknown as ImportNode
      const specifier = found.source?.value ?? found.argument?.literal?.value ?? found.argument?.value
      if (typeof specifier !== 'string') return
      const imported = (found.specifiers ?? []).flatMap((one) => one.imported?.name ?? [])
      const problem = importProblem(path, specifier, imported)
      if (problem !== null) context.report({ node, message: problem })
    }
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
      TSImportType: check,
    }
  },
}
