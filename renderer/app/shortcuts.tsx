/** The list of keyboard shortcuts. */
import { useAppInfo } from './app-info.tsx'
import { Dialog } from '../components/dialog.tsx'
import { useWords } from '../i18n/words.ts'
import { type Command, commandKeys } from './commands.tsx'

const extraKeys = { close: 'Esc', design: 'Mod+Shift+D' } as const

/** Keys as this platform writes them: `⌘O` on a Mac, `Ctrl+O` elsewhere. */
export function writeKeys(keys: string, platform: string): string {
  if (platform !== 'darwin') return keys.replace('Mod', 'Ctrl')
  return keys.replace('Mod', '⌘').replace('Shift', '⇧').replaceAll('+', '')
}

/** A dialog with every command and its keys. */
export function Shortcuts({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { text } = useWords()
  const { platform } = useAppInfo()
  const rows = Object.entries({ ...commandKeys, ...extraKeys }) as [Command | keyof typeof extraKeys, string][]
  return (
    <Dialog title={text('shell.shortcuts.title')} open={open} onClose={onClose}>
      <dl className="shortcuts">
        {rows.map(([command, keys]) => (
          <div key={command} className="shortcut">
            <dt>{text(`shell.shortcuts.${command}`)}</dt>
            <dd>
              <kbd>{writeKeys(keys, platform)}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
