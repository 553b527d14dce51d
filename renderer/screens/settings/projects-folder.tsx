/** Where new projects are made: typed or pasted, kept on Enter or when the field is left. */
import { useState } from 'react'
import type { RequestOf } from '../../../main/ipc/contract/channels.ts'
import type { Settings } from '../../../main/ipc/contract/records.ts'
import { useAppInfo } from '../../app/app-info.tsx'
import { useCommand } from '../../bridge/hooks.ts'
import { Button } from '../../components/button.tsx'
import { TextField } from '../../components/field.tsx'
import { Reasoned } from '../../components/page.tsx'
import { useWords } from '../../i18n/words.ts'

export interface ProjectsFolderProps {
  readonly settings: Settings
  readonly change: (change: RequestOf<'settings.change'>) => void
}

/** See the file's head. An empty field means the usual folder. */
export function ProjectsFolder({ settings: { projectsFolder }, change }: ProjectsFolderProps) {
  const { text } = useWords()
  const info = useAppInfo()
  const reveal = useCommand('shell.reveal')
  const folder = projectsFolder ?? info.projectsFolder
  const [typed, setTyped] = useState<string | null>(null)
  const keep = () => {
    const next = typed?.trim() ?? folder
    setTyped(null)
    if (next !== folder) change({ projectsFolder: next === '' ? null : next })
  }
  return (
    <Reasoned reason={text('settings.folderReason')}>
      <form
        className="settings-folder"
        onSubmit={(event) => {
          event.preventDefault()
          keep()
        }}
      >
        <TextField
          label={text('settings.folder')}
          value={typed ?? folder}
          onChange={setTyped}
          onBlur={keep}
          spellCheck="false"
        />
        <div className="settings-buttons">
          <Button size="small" onPress={() => reveal.mutate({ path: folder })}>
            {text('settings.show')}
          </Button>
          {projectsFolder !== null && (
            <Button size="small" onPress={() => change({ projectsFolder: null })}>
              {text('settings.usualFolder')}
            </Button>
          )}
        </div>
      </form>
    </Reasoned>
  )
}
