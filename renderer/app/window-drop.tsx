/** The whole window takes a dropped file and opens its import preview. */
import { useEffect, useEffectEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { message } from '../../compute/spec/message.ts'
import { useRequest } from '../bridge/hooks.ts'
import { notify } from '../components/toast.tsx'
import { useWords } from '../i18n/words.ts'
import { importAddress } from './addresses.ts'

/** A sheet over the window while a file is dragged over it. */
export function WindowDrop() {
  const { text } = useWords()
  const navigate = useNavigate()
  const [hovered, setHovered] = useState(false)
  const project = useRequest('projects.current', {}).data ?? null

  const take = useEffectEvent((files: FileList) => {
    const first = files[0]
    const path = first === undefined ? '' : window.modelwright.pathForFile(first)
    if (path === '') return
    if (files.length > 1) notify({ message: message('shell.dropOnlyOne', { name: first?.name ?? '' }) })
    void navigate(importAddress(path))
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
