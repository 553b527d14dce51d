/** The lint rule `house/file-name`: file names are kebab-case and say what is inside. */
import { basename } from 'node:path'
import type { Rule } from 'eslint'

/** Words that say nothing about what is inside a file, or that mean two versions live side by side. */
export const emptyWords = [
  'util',
  'utils',
  'helper',
  'helpers',
  'misc',
  'common',
  'stuff',
  'temp',
  'tmp',
  'old',
  'new',
  'v2',
  'v3',
] as const

/** Endings that mark a kind of file and stay outside the name proper. */
const ending = /(\.test|\.config|\.d)?\.[a-z]+$/

/** Why a file name is not allowed, or null. */
export function fileNameProblem(filename: string): string | null {
  const name = basename(filename).replace(ending, '')
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) return `File names are kebab-case; ${name} is not.`
  const word = name.split('-').find((part) => (emptyWords as readonly string[]).includes(part))
  return word === undefined ? null : `"${word}" in a file name does not say what is inside. Name the thing itself.`
}

/** ESLint's form of the rule. */
export const fileNameRule: Rule.RuleModule = {
  meta: { type: 'problem', schema: [], docs: { description: 'Kebab-case file names that say what is inside.' } },
  create(context) {
    return {
      Program(node) {
        const problem = fileNameProblem(context.filename)
        if (problem !== null) context.report({ node, message: problem })
      },
    }
  },
}
