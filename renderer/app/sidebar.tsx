/** The sidebar: project, sections, what is in progress, settings. A rail of icons in a narrow window. */
import { ChartSpline, House, Keyboard, type LucideIcon, Settings, Table2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { NavLink } from 'react-router'
import { useRequest } from '../bridge/hooks.ts'
import { IconButton } from '../components/button.tsx'
import { Mark } from '../components/mark.tsx'
import { useWords } from '../i18n/words.ts'
import { datasetAddress } from './addresses.ts'
import { JobList } from './job-list.tsx'
import { LiveRuns } from './live-runs.tsx'

/** Left of every page. */
export function Sidebar({ onShortcuts }: { readonly onShortcuts: () => void }) {
  const { text } = useWords()
  const project = useRequest('projects.current', {}).data ?? null
  return (
    <div className="sidebar">
      <div className="sidebar-project">
        <Mark />
        <div className="sidebar-names">
          <span className="sidebar-brand">{text('common.appName')}</span>
          <span className="sidebar-project-name ellipsis" title={project?.path}>
            {project?.name ?? text('shell.noProject')}
          </span>
        </div>
      </div>
      <nav className="sidebar-nav" aria-label={text('shell.main')}>
        <Entry to="/" icon={House} label={text('shell.start')} end />
        <Entry to="/data" icon={Table2} label={text('shell.data')} disabled={project === null}>
          {project !== null && <DatasetEntries />}
        </Entry>
        <Entry to="/runs" icon={ChartSpline} label={text('shell.runs')} disabled={project === null}>
          {project !== null && <LiveRuns />}
        </Entry>
      </nav>
      <JobList />
      <div className="sidebar-foot">
        <Entry to="/settings" icon={Settings} label={text('shell.settings')} />
        <IconButton icon={Keyboard} label={text('shell.shortcuts.title')} size="small" onPress={onShortcuts} />
      </div>
    </div>
  )
}

interface EntryProps {
  readonly to: string
  readonly icon: LucideIcon
  readonly label: string
  readonly end?: boolean
  /** Shown, but leads nowhere: there is no project yet. */
  readonly disabled?: boolean
  readonly children?: ReactNode
}

function Entry({ to, icon: Icon, label, end = false, disabled = false, children }: EntryProps) {
  if (disabled) {
    return (
      <span className="sidebar-entry" aria-disabled="true">
        <Icon className="icon" aria-hidden />
        <span className="sidebar-label">{label}</span>
      </span>
    )
  }
  return (
    <>
      <NavLink to={to} end={end} className="sidebar-entry">
        <Icon className="icon" aria-hidden />
        <span className="sidebar-label">{label}</span>
      </NavLink>
      {children}
    </>
  )
}

/** How many datasets the sidebar names; the data page lists all. */
const namedDatasets = 8

function DatasetEntries() {
  const datasets = useRequest('datasets.list', {}).data ?? []
  const shown = datasets.filter(({ deletedAt }) => deletedAt === null).slice(0, namedDatasets)
  return (
    <ul className="sidebar-children">
      {shown.map(({ id, table }) => (
        <li key={id}>
          <NavLink to={datasetAddress(id)} className="sidebar-child ellipsis">
            {table.name}
          </NavLink>
        </li>
      ))}
    </ul>
  )
}
