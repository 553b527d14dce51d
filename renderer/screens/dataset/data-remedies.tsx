/** What can be done about a finding in the data itself: a version without some rows or a column, another kind, or where to look. */
import { useNavigate } from 'react-router'
import type { AskedEdit } from '../../../compute/spec/data-edit.ts'
import { dataRemedies, type DataRemedy, type Finding, type Remedy } from '../../../compute/spec/health.ts'
import { type Message, message } from '../../../compute/spec/message.ts'
import type { DatasetRecord } from '../../../main/ipc/contract/records.ts'
import { labellingAddress, sourceAddress, wizardAddress } from '../../app/addresses.ts'
import { Button } from '../../components/button.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { useWords, type Words } from '../../i18n/words.ts'
import { useDataEdit } from './use-data-edit.ts'

export interface DataRemediesProps {
  readonly dataset: DatasetRecord
  readonly finding: Finding
}

const kindsOfData: ReadonlySet<string> = new Set(dataRemedies.map(({ shape }) => shape.kind.value))

export const isOfData = (remedy: Remedy): remedy is DataRemedy => kindsOfData.has(remedy.kind)

/** See the file's head. */
export function DataRemedies({ dataset, finding }: DataRemediesProps) {
  const words = useWords()
  const navigate = useNavigate()
  const { working, error, make } = useDataEdit(dataset)
  const act = (remedy: DataRemedy) => {
    const edit = editOf(remedy, words)
    if (edit === null) void navigate(placeOf(remedy, dataset.id))
    else make(edit, tellerOf(remedy))
  }
  return (
    <>
      {(finding.remedies ?? []).filter(isOfData).map((remedy) => (
        <Button key={remedy.kind} size="small" isDisabled={working} onPress={() => act(remedy)}>
          {wordsOf(remedy, words)}
        </Button>
      ))}
      {error !== null && <ErrorNotice error={error} />}
    </>
  )
}

function wordsOf(remedy: DataRemedy, { text }: Words): string {
  switch (remedy.kind) {
    case 'exclude-rows':
      return text('data.remedies.exclude-rows', { count: remedy.rows.length })
    case 'exclude-where':
      return text(`data.remedies.exclude-where.${remedy.reason === 'repeated' ? 'repeated' : 'found'}`)
    case 'drop-column':
      return text('data.remedies.drop-column', { column: remedy.column })
    case 'read-as':
      return text('data.remedies.read-as', { kind: text(`common.kinds.${remedy.as}`) })
    case 'merge-classes':
      return text('data.remedies.merge-classes', { to: text('data.remedies.mergedClass') })
    case 'review-labels':
    case 'import-again':
    case 'plan':
      return text(`data.remedies.${remedy.kind}`)
  }
}

/** The edit that carries a remedy out; null for one that leads somewhere. */
function editOf(remedy: DataRemedy, { text }: Words): AskedEdit | null {
  switch (remedy.kind) {
    case 'exclude-rows':
      return { kind: 'exclude', rows: remedy.rows, reason: remedy.reason }
    case 'exclude-where':
      return remedy
    case 'drop-column':
      return { kind: 'drop-columns', columns: [remedy.column] }
    case 'read-as':
      return { kind: 'set-kinds', kinds: { [remedy.column]: remedy.as } }
    case 'merge-classes':
      return { kind: 'replace-values', column: remedy.column, from: remedy.from, to: text('data.remedies.mergedClass') }
    case 'review-labels':
    case 'import-again':
    case 'plan':
      return null
  }
}

/** What is said once a remedy is carried out; undefined where rows were left out, which are counted then. */
function tellerOf(remedy: DataRemedy): ((number: number) => Message) | undefined {
  if (remedy.kind === 'drop-column') {
    return (number) => message('data.remedied.drop-column', { column: remedy.column, number })
  }
  if (remedy.kind === 'read-as') return () => message(`dataset.kindChanged.${remedy.as}`, { column: remedy.column })
  if (remedy.kind === 'merge-classes') {
    return (number) => message('data.remedied.merge-classes', { count: remedy.from.length, number })
  }
  return undefined
}

function placeOf(remedy: DataRemedy, id: string): string {
  if (remedy.kind === 'review-labels') return labellingAddress(id, { column: remedy.column, rows: remedy.rows })
  if (remedy.kind === 'import-again') return sourceAddress(id)
  const target = remedy.kind === 'plan' ? remedy.target : null
  return `${wizardAddress(id)}${target === null ? '' : `?target=${encodeURIComponent(target)}`}`
}
