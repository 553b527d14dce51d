/** The window's frame: sidebar, page, notes, the drop target, and the list of shortcuts. */
import { useEffect, useState } from 'react'
import { Outlet, useLocation, useNavigate } from 'react-router'
import { Toasts } from '../components/toast.tsx'
import { useWords } from '../i18n/words.ts'
import { useMenuCommands } from './commands.tsx'
import { Shortcuts } from './shortcuts.tsx'
import { Sidebar } from './sidebar.tsx'
import { WindowDrop } from './window-drop.tsx'
import './shell.css'

/** The layout that every page stands in. */
export function Shell() {
  const { text } = useWords()
  const [shortcutsOpen, setShortcutsOpen] = useState(false)
  const { pathname } = useLocation()
  useMenuCommands(() => setShortcutsOpen(true))
  useDesignShortcut()
  useFocusOnNewPage(pathname)
  return (
    <div className="shell">
      <a
        className="shell-skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault()
          document.getElementById('main')?.focus()
        }}
      >
        {text('shell.skip')}
      </a>
      <Sidebar onShortcuts={() => setShortcutsOpen(true)} />
      <main id="main" className="shell-main" tabIndex={-1}>
        <Outlet />
      </main>
      <WindowDrop />
      <Toasts />
      <Shortcuts open={shortcutsOpen} onClose={() => setShortcutsOpen(false)} />
    </div>
  )
}

/** The design page has no menu entry: Ctrl/Cmd+Shift+D opens it. */
function useDesignShortcut(): void {
  const navigate = useNavigate()
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.shiftKey && event.key.toLowerCase() === 'd')
        void navigate('/design')
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [navigate])
}

/** On a new page the focus goes to the page, unless something on it took it: a screen reader reads on from there. */
function useFocusOnNewPage(pathname: string): void {
  useEffect(() => {
    const main = document.getElementById('main')
    if (main && !main.contains(document.activeElement)) main.focus({ preventScroll: true })
  }, [pathname])
}
