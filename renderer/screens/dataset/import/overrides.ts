/** What a person chose in place of what was found, changed without touching what was there. */
import type { DialectOverrides, TableDialect } from '../../../../compute/spec/table-dialect.ts'

/** The overrides without a part, which is then read as it is found to be. */
export function asFound(overrides: DialectOverrides, part: keyof TableDialect): DialectOverrides {
  return Object.fromEntries(Object.entries(overrides).filter(([name]) => name !== part))
}
