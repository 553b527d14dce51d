/** What a version changed, in words. */
import type { VersionChange } from '../../../compute/spec/data-edit.ts'
import type { Words } from '../../i18n/words.ts'

/** A sentence about a change. */
export function changeWords(change: VersionChange, { text, joined, format }: Words): string {
  switch (change.kind) {
    case 'import':
      return text('versions.changes.import')
    case 'set-values':
      return change.value === null
        ? text('versions.changes.emptied', { column: change.column, count: change.count })
        : text('versions.changes.set', { column: change.column, value: change.value, count: change.count })
    case 'replace-values': {
      const { column, from, to, merged, count } = change
      const params = { column, from: from.join(', '), to, count }
      return text(merged ? 'versions.changes.merged' : 'versions.changes.renamed', params)
    }
    case 'exclude':
      return text(`versions.changes.exclude.${change.reason}`, { count: change.count })
    case 'include':
      return text('versions.changes.include', { count: change.count })
    case 'add-column':
      return text('versions.changes.added', { column: change.column, classes: change.classes.join(', ') })
    case 'set-kinds':
      return Object.keys(change.kinds).length === 0
        ? text('versions.changes.kindsUnknown')
        : joined(
            ...Object.entries(change.kinds).map(([column, kind]) =>
              text('versions.changes.kind', { column, kind: text(`common.kinds.${kind}`) }),
            ),
          )
    case 'drop-columns':
      return text('versions.changes.dropped', { columns: change.columns.join(', ') })
    case 'reimport':
      return joined(
        text('versions.changes.reimport', {
          added: format.integer(change.added),
          removed: format.integer(change.removed),
        }),
        change.lost > 0 && text('versions.changes.lost', { count: change.lost }),
      )
  }
}
