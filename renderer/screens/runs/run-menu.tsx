/** The menu of a run in the table; one for all rows, opened at the row that asked for it. */
import {
  Archive,
  ArchiveRestore,
  ArrowRight,
  type LucideIcon,
  Pencil,
  SlidersHorizontal,
  Tag,
  Trash2,
  Undo2,
} from 'lucide-react'
import { Menu as AriaMenu, MenuItem, Popover, Separator } from 'react-aria-components'
import { useNavigate } from 'react-router'
import type { RunSummary } from '../../../main/ipc/contract/records.ts'
import { runAddress, wizardAddress } from '../../app/addresses.ts'
import { useWords } from '../../i18n/words.ts'
import { isActive } from './run-batch.ts'
import { viewOf } from './run-list.ts'

export interface RunMenuProps {
  readonly run: RunSummary
  readonly anchor: Element
  readonly onClose: () => void
  readonly onRename: (run: RunSummary) => void
  readonly onDescribe: (run: RunSummary) => void
  readonly onArchive: (run: RunSummary, archived: boolean) => void
  readonly onDelete: (run: RunSummary) => void
  readonly onRestore: (run: RunSummary) => void
  readonly onPurge: (run: RunSummary) => void
}

interface Item {
  readonly id: string
  readonly label: string
  readonly icon: LucideIcon
  readonly act: () => void
  readonly danger?: boolean
  readonly disabled?: boolean
}

export function RunMenu({ run, anchor, onClose, ...does }: RunMenuProps) {
  const { text } = useWords()
  const navigate = useNavigate()
  const items: readonly Item[] =
    viewOf(run) === 'trash'
      ? [
          { id: 'restore', label: text('runs.restore'), icon: Undo2, act: () => does.onRestore(run) },
          { id: 'purge', label: text('runs.purge'), icon: Trash2, danger: true, act: () => does.onPurge(run) },
        ]
      : [
          { id: 'open', label: text('common.open'), icon: ArrowRight, act: () => void navigate(runAddress(run.id)) },
          { id: 'rename', label: text('common.rename'), icon: Pencil, act: () => does.onRename(run) },
          { id: 'describe', label: text('runs.describe'), icon: Tag, act: () => does.onDescribe(run) },
          {
            id: 'settings',
            label: text('training.changeSettings'),
            icon: SlidersHorizontal,
            act: () => void navigate(wizardAddress(run.datasetId, run.id)),
          },
          {
            id: 'archive',
            label: text(run.archivedAt === null ? 'runs.archive' : 'runs.unarchive'),
            icon: run.archivedAt === null ? Archive : ArchiveRestore,
            act: () => does.onArchive(run, run.archivedAt === null),
          },
          {
            id: 'delete',
            label: text('runs.delete'),
            icon: Trash2,
            danger: true,
            disabled: isActive(run),
            act: () => does.onDelete(run),
          },
        ]
  return (
    <Popover
      className="menu-popover"
      triggerRef={{ current: anchor }}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      placement="bottom end"
      offset={4}
    >
      <AriaMenu
        className="menu"
        aria-label={text('runs.actionsOf', { name: run.name })}
        autoFocus="first"
        onClose={onClose}
      >
        {items.flatMap(({ id, label, icon: Icon, act, danger = false, disabled = false }) => [
          ...(danger ? [<Separator key={`${id}-line`} className="menu-line" />] : []),
          <MenuItem
            key={id}
            id={id}
            textValue={label}
            isDisabled={disabled}
            onAction={act}
            className={danger ? 'menu-item menu-danger' : 'menu-item'}
          >
            <Icon className="icon" aria-hidden />
            {label}
          </MenuItem>,
        ])}
      </AriaMenu>
    </Popover>
  )
}
