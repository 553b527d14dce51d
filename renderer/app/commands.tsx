/**
 * The commands of menus and shortcuts: one record each, with its keys and what it does.
 *
 * The menu (main process) holds the accelerators and sends `menu.command`; the list of shortcuts reads this table.
 */
import { useNavigate } from 'react-router'
import type { menuCommands } from '../../main/ipc/contract/events.ts'
import { useEvent } from '../bridge/hooks.ts'
import { invoke } from '../bridge/invoke.ts'
import { undoNewest } from '../components/toast.tsx'
import { importAddress } from './addresses.ts'
import { redoOnPage, undoOnPage } from './undo.ts'

export type Command = (typeof menuCommands)[number]

/** Keys of each command; `Mod` is Ctrl, on a Mac Cmd. */
export const commandKeys = {
  'import-file': 'Mod+O',
  'go-start': 'Mod+1',
  'go-dataset': 'Mod+2',
  'go-runs': 'Mod+3',
  'open-settings': 'Mod+,',
  find: 'Mod+F',
  undo: 'Mod+Z',
  redo: 'Mod+Shift+Z',
  shortcuts: 'Mod+/',
} as const satisfies Record<Command, string>

/** Carries out menu commands as long as the shell is there. */
export function useMenuCommands(showShortcuts: () => void): void {
  const navigate = useNavigate()
  const go = (address: string) => () => void navigate(address)
  const perform: Record<Command, () => void> = {
    'import-file': () =>
      void invoke('files.choose', {}).then((file) => file !== null && navigate(importAddress(file.paths))),
    'go-start': go('/'),
    'go-dataset': go('/data'),
    'go-runs': go('/runs'),
    'open-settings': go('/settings'),
    find: focusSearch,
    undo,
    redo,
    shortcuts: showShortcuts,
  }
  useEvent('menu.command', ({ command }) => perform[command]())
  useEvent('file.opened', ({ path }) => void navigate(importAddress([path])))
}

/** Puts the focus into the page's search field, if it has one. */
function focusSearch(): void {
  document.querySelector<HTMLInputElement>('.page input[type="search"]')?.focus()
}

/** Undoes typing where a text is being typed; otherwise the page's last change, or what the newest note says was done. */
function undo(): void {
  // Deprecated, yet the only way for a page to use the field's own history.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  if (isTyping() || !(undoOnPage() || undoNewest())) document.execCommand('undo')
}

/** The same for what was undone last. */
function redo(): void {
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  if (isTyping() || !redoOnPage()) document.execCommand('redo')
}

function isTyping(): boolean {
  const focused = document.activeElement
  return focused instanceof HTMLInputElement || focused instanceof HTMLTextAreaElement
}
