/** The application menu as data: one record an item, its words in the locales under `menu`. */
import type { MenuItemConstructorOptions } from 'electron'
import type { menuCommands } from '../ipc/contract/events.ts'

export type MenuCommand = (typeof menuCommands)[number]

/** What the main process does by itself when an item is chosen. */
export const ownActions = ['open-project', 'close-project', 'reveal-project', 'reveal-log', 'about'] as const
export type OwnAction = (typeof ownActions)[number]

type Role = NonNullable<MenuItemConstructorOptions['role']>

/** An item: a command of the interface, an action of the main process, or something that Electron does by itself. */
export type MenuItem = { readonly label: string; readonly keys?: string } & (
  { readonly command: MenuCommand } | { readonly action: OwnAction } | { readonly role: Role }
)

export interface MenuSection {
  readonly label: string
  /** Null is a line between groups. */
  readonly items: readonly (MenuItem | null)[]
}

/** The accelerator of each command. The interface's list of shortcuts shows the same keys. */
export const commandAccelerators = {
  'import-file': 'CmdOrCtrl+O',
  'go-start': 'CmdOrCtrl+1',
  'go-dataset': 'CmdOrCtrl+2',
  'go-runs': 'CmdOrCtrl+3',
  'open-settings': 'CmdOrCtrl+,',
  find: 'CmdOrCtrl+F',
  undo: 'CmdOrCtrl+Z',
  redo: 'CmdOrCtrl+Shift+Z',
  shortcuts: 'CmdOrCtrl+/',
} as const satisfies Record<MenuCommand, string>

const command = (name: MenuCommand): MenuItem => ({
  label: `menu.${name}`,
  keys: commandAccelerators[name],
  command: name,
})
const action = (name: OwnAction, keys?: string): MenuItem => ({
  label: `menu.${name}`,
  action: name,
  ...(keys === undefined ? {} : { keys }),
})
const role = (label: string, electronRole: Role): MenuItem => ({ label: `menu.${label}`, role: electronRole })

/** The menus of a platform. A Mac has those of the app and the window besides, and settings and quitting in the former. */
export function menuSections(platform: NodeJS.Platform, withDevTools: boolean): MenuSection[] {
  const mac = platform === 'darwin'
  const appMenu: MenuSection = {
    label: 'menu.app',
    items: [
      action('about'),
      null,
      command('open-settings'),
      null,
      role('hide', 'hide'),
      role('hide-others', 'hideOthers'),
      role('unhide', 'unhide'),
      null,
      role('quit', 'quit'),
    ],
  }
  const file: MenuSection = {
    label: 'menu.file',
    items: [
      command('import-file'),
      null,
      action('open-project', 'CmdOrCtrl+Shift+O'),
      action('reveal-project'),
      action('close-project'),
      ...(mac ? [null, role('close-window', 'close')] : [null, command('open-settings'), null, role('quit', 'quit')]),
    ],
  }
  const edit: MenuSection = {
    label: 'menu.edit',
    items: [
      command('undo'),
      command('redo'),
      null,
      role('cut', 'cut'),
      role('copy', 'copy'),
      role('paste', 'paste'),
      role('select-all', 'selectAll'),
      null,
      command('find'),
    ],
  }
  const view: MenuSection = {
    label: 'menu.view',
    items: [
      command('go-start'),
      command('go-dataset'),
      command('go-runs'),
      null,
      role('zoom-in', 'zoomIn'),
      role('zoom-out', 'zoomOut'),
      role('zoom-reset', 'resetZoom'),
      null,
      role('full-screen', 'togglefullscreen'),
      ...(withDevTools ? [role('dev-tools', 'toggleDevTools')] : []),
    ],
  }
  const window: MenuSection = { label: 'menu.window', items: [role('minimize', 'minimize'), role('zoom', 'zoom')] }
  const help: MenuSection = {
    label: 'menu.help',
    items: [command('shortcuts'), action('reveal-log'), ...(mac ? [] : [null, action('about')])],
  }
  return mac ? [appMenu, file, edit, view, window, help] : [file, edit, view, help]
}

/** What a menu does, and what its words are. */
export interface MenuContext {
  readonly text: (key: string) => string
  readonly onCommand: (command: MenuCommand) => void
  readonly onAction: (action: OwnAction) => void
}

/** The menus in Electron's form. */
export function menuTemplate(sections: readonly MenuSection[], context: MenuContext): MenuItemConstructorOptions[] {
  const toItem = (item: MenuItem | null): MenuItemConstructorOptions => {
    if (item === null) return { type: 'separator' }
    const shown = { label: context.text(item.label), ...(item.keys === undefined ? {} : { accelerator: item.keys }) }
    if ('role' in item) return { ...shown, role: item.role }
    if ('command' in item) return { ...shown, id: item.command, click: () => context.onCommand(item.command) }
    return { ...shown, id: item.action, click: () => context.onAction(item.action) }
  }
  return sections.map(({ label, items }) => ({ label: context.text(label), submenu: items.map(toItem) }))
}
