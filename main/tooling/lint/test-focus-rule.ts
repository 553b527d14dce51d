/** The lint rule `house/test-focus`: no test is focused, and one that is skipped says why in a comment. */
import type { Rule } from 'eslint'

const testFunctions = new Set(['describe', 'it', 'test', 'suite', 'bench'])
const skippingNames = new Set(['skip', 'skipIf', 'runIf', 'todo', 'fails'])

/** ESLint's form of the rule. */
export const testFocusRule: Rule.RuleModule = {
  meta: { type: 'problem', schema: [], docs: { description: 'No focused tests; skipped ones give their reason.' } },
  create(context) {
    const source = context.sourceCode
    const hasReason = (node: Rule.Node): boolean => {
      const line = node.loc?.start.line ?? 0
      return source.getAllComments().some((comment) => {
        const end = comment.loc?.end.line ?? -1
        return (end === line - 1 || end === line) && comment.value.trim().length >= 10
      })
    }
    return {
      MemberExpression(node) {
        if (node.property.type !== 'Identifier' || rootName(node.object) === null) return
        const name = node.property.name
        if (name === 'only') context.report({ node, message: 'A focused test hides all others. Remove .only.' })
        if (skippingNames.has(name) && !hasReason(node)) {
          context.report({ node, message: `Say in a comment above why this test has .${name}.` })
        }
      },
    }
  },
}

/** The test function at the start of a chain such as `describe.concurrent.each`, or null when it is something else. */
function rootName(node: unknown): string | null {
  let current = node as { type: string; name?: string; object?: unknown; callee?: unknown }
  while (current.type === 'MemberExpression' || current.type === 'CallExpression') {
    current = (current.type === 'MemberExpression' ? current.object : current.callee) as typeof current
  }
  return current.type === 'Identifier' && testFunctions.has(current.name ?? '') ? (current.name ?? null) : null
}
