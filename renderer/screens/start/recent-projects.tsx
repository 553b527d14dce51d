/** Projects that were opened before, newest first; one whose folder is gone says so. */
import { Ellipsis, FolderSearch, ListX } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'
import { useNavigate } from 'react-router'
import type { ProjectSummary } from '../../../main/ipc/contract/records.ts'
import { useCommand, useRequest } from '../../bridge/hooks.ts'
import { IconButton } from '../../components/button.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Menu } from '../../components/menu.tsx'
import { Section } from '../../components/page.tsx'
import { useWords } from '../../i18n/words.ts'

/** The list of recent projects, or what a project is where there is none yet. */
export function RecentProjects() {
  const { text } = useWords()
  const recent = useRequest('projects.recent', {})
  const open = useCommand('projects.open')
  const navigate = useNavigate()
  const projects = recent.data ?? []
  const openProject = (path: string) => open.mutate({ path }, { onSuccess: () => void navigate('/data') })
  return (
    <Section title={text('start.recent')}>
      {open.error !== null && <ErrorNotice error={open.error} />}
      {recent.error !== null && <ErrorNotice error={recent.error} />}
      {recent.isSuccess && projects.length === 0 && <p className="start-none">{text('start.noRecent')}</p>}
      <ul className="start-projects">
        {projects.map((project) => (
          <ProjectRow key={project.path} project={project} onOpen={() => openProject(project.path)} />
        ))}
      </ul>
    </Section>
  )
}

function ProjectRow({ project, onOpen }: { readonly project: ProjectSummary; readonly onOpen: () => void }) {
  const { text, format } = useWords()
  const forget = useCommand('projects.forget', ['projects.recent'])
  const reveal = useCommand('shell.reveal')
  const { path, name, exists, datasets, runs, lastOpenedAt } = project
  const counts = [text('common.datasets', { count: datasets }), text('common.runs', { count: runs })].join(' · ')
  return (
    <li className="start-project">
      <AriaButton className="start-project-open" onPress={onOpen} isDisabled={!exists}>
        <span className="start-project-name">{name}</span>
        <span className="start-project-facts">
          {exists ? counts : <span className="start-missing">{text('start.missing')}</span>}
        </span>
        <span className="start-project-when">{format.ago(lastOpenedAt, Date.now())}</span>
        <span className="start-project-path ellipsis" title={path}>
          {/* Cut at the front, where paths are alike: the folder's own name is at the end. */}
          <bdi>{path}</bdi>
        </span>
      </AriaButton>
      <Menu
        label={text('start.projectActions', { name })}
        actions={[
          {
            id: 'reveal',
            label: text('start.reveal'),
            icon: FolderSearch,
            disabled: !exists,
            onAction: () => reveal.mutate({ path }),
          },
          { id: 'forget', label: text('start.forget'), icon: ListX, onAction: () => forget.mutate({ path }) },
        ]}
      >
        <IconButton icon={Ellipsis} label={text('start.projectActions', { name })} size="small" />
      </Menu>
    </li>
  )
}
