/** The whole window takes dropped files and opens their import preview. */
import { useEffect, useEffectEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { useRequest } from '../bridge/hooks.ts'
import { useWords } from '../i18n/words.ts'
import { importAddress } from './addresses.ts'

/** A sheet over the window while files are dragged over it. */
export function WindowDrop() {
  const { text } = useWords()
  const navigate = useNavigate()
  const [hovered, setHovered] = useState(false)
  const project = useRequest('projects.current', {}).data ?? null

  const take = useEffectEvent((files: FileList) => {
    const paths = [...files].map((file) => window.modelwright.pathForFile(file)).filter((path) => path !== '')
    if (paths.length > 0) void navigate(importAddress(paths))
  })

  useEffect(() => {
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    const onOver = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy'
      setHovered(true)
    }
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setHovered(false)
    }
    const onDrop = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      setHovered(false)
      if (event.dataTransfer) take(event.dataTransfer.files)
    }
    window.addEventListener('dragover', onOver)
    window.addEventListener('dragleave', onLeave)
    window.addEventListener('drop', onDrop)
    return () => {
      window.removeEventListener('dragover', onOver)
      window.removeEventListener('dragleave', onLeave)
      window.removeEventListener('drop', onDrop)
    }
  }, [])

  if (!hovered) return null
  return (
    <div className="window-drop">
      <div className="window-drop-words">
        <h2>{text('shell.dropTitle')}</h2>
        <p>
          {project === null ? text('shell.dropNewProject') : text('shell.dropIntoProject', { project: project.name })}
        </p>
      </div>
    </div>
  )
}
