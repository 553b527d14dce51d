/** What the table of runs is told. */
import type { RunSummary } from '../../../main/ipc/contract/records.ts'
import type { Selection } from '../../components/selection.ts'
import type { RunsTable } from './use-runs-table.ts'

export interface RunsGridProps {
  readonly label: string
  readonly runs: readonly RunSummary[]
  readonly table: RunsTable
  readonly selection: Selection
  readonly onSelect: (selection: Selection) => void
  /** The run whose name is being changed. */
  readonly renaming: string | null
  readonly onStartRenaming: (run: RunSummary) => void
  /** Null: the name stays as it is. */
  readonly onRename: (run: RunSummary, name: string | null) => void
  /** Asks for the menu of a run, under the element. */
  readonly onMenu: (run: RunSummary, anchor: Element) => void
  readonly onDelete: () => void
}
