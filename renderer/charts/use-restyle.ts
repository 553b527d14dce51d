/** Tells a canvas when it has to be drawn again although its data is the same: size, theme, language, typefaces. */
import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useState } from 'react'

/** Calls `onRestyle` when the theme, the language or the loaded typefaces change. */
export function useRestyle(onRestyle: () => void): void {
  const newest = useEffectEvent(onRestyle)
  useEffect(() => {
    const observer = new MutationObserver(() => newest())
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'lang', 'class'] })
    const scheme = window.matchMedia('(prefers-color-scheme: dark)')
    const onScheme = () => newest()
    scheme.addEventListener('change', onScheme)
    document.fonts.addEventListener('loadingdone', onScheme)
    return () => {
      observer.disconnect()
      scheme.removeEventListener('change', onScheme)
      document.fonts.removeEventListener('loadingdone', onScheme)
    }
  }, [])
}

export interface Size {
  readonly width: number
  readonly height: number
}

/** The size of an element in CSS pixels, followed while it changes; 0 × 0 before it is known. */
export function useSize(element: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 })
  useLayoutEffect(() => {
    const target = element.current
    if (target === null) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return
      const { width, height } = entry.contentRect
      setSize((known) => (known.width === width && known.height === height ? known : { width, height }))
    })
    observer.observe(target)
    return () => observer.disconnect()
  }, [element])
  return size
}
