/** Resolves colour tokens for what is drawn on a canvas, in the theme that holds where the element stands. */

/**
 * The colours of the tokens (named without dashes), as `rgb(…)` texts.
 * Read them again when the theme changes: see `useTheme`.
 */
export function readColors<Name extends string>(element: HTMLElement, names: readonly Name[]): Record<Name, string> {
  const probe = document.createElement('span')
  probe.hidden = true
  element.append(probe)
  const colors = Object.fromEntries(
    names.map((name) => {
      probe.style.color = `var(--${name})`
      return [name, getComputedStyle(probe).color]
    }),
  )
  probe.remove()
  return colors as Record<Name, string>
}
