/** Looks over the page that is shown, as a careful person would: nothing cut, nothing beyond the edge, nothing unnamed. */
import type { Page } from 'playwright-core'

/** Everything that is wrong with the page, a line each. */
export async function layoutFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const shown = (element: Element) => {
      const { width, height } = element.getBoundingClientRect()
      return width > 0 && height > 0 && element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })
    }
    const call = (element: Element) => {
      const words = element.textContent.trim().slice(0, 40)
      return `<${element.tagName.toLowerCase()} class="${element.className}"> ${words}`
    }
    const all = [...document.querySelectorAll('#root *, .react-aria-Popover *')].filter(shown)

    const beyond = document.documentElement.scrollWidth > innerWidth ? ['the window scrolls sideways'] : []
    const sideways = [...document.querySelectorAll('.page-body, .page-head, .page-foot, .sidebar')]
      .filter((element) => element.scrollWidth > element.clientWidth)
      .map((element) => `scrolls sideways: ${call(element)}`)

    // Text that is cut on purpose says so: it ends in an ellipsis, and the whole of it is in its title or beside it.
    const cut = all
      .filter((element) => element instanceof HTMLElement && !element.closest('.visually-hidden, .grid, svg'))
      .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()))
      .filter((element) => {
        const { overflowX, textOverflow } = getComputedStyle(element)
        const hides = overflowX === 'hidden' || overflowX === 'clip'
        return hides && textOverflow !== 'ellipsis' && element.scrollWidth > element.clientWidth + 1
      })
      .map((element) => `cut: ${call(element)}`)
    const buttons = all
      .filter((element) => element.matches('button, .segment, .step-button'))
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .filter((element) => !element.querySelector('.ellipsis') && !element.closest('.grid, .sidebar'))
      .map((element) => `does not fit: ${call(element)}`)

    // A sentence that is missing shows as its key.
    const keys = all
      .flatMap((element) => [...element.childNodes].filter((node) => node.nodeType === 3))
      .map((node) => node.textContent?.trim() ?? '')
      .filter(
        (words) => /^[a-z][\w-]*(\.[\w-]+){1,4}$/.test(words) && !/\.(csv|tsv|parquet|onnx|log|json)$/.test(words),
      )
      .filter((words) =>
        /^(common|shell|start|import|dataset|wizard|settings|design|errors|advice|data|samples)\./.test(words),
      )
      .map((key) => `a key instead of a sentence: ${key}`)

    const named = (element: Element) =>
      element.getAttribute('aria-label') ??
      element.getAttribute('aria-labelledby') ??
      (element.textContent.trim() || (element instanceof HTMLInputElement && element.labels?.length ? 'label' : ''))
    const unnamed = all
      .filter((element) => element.matches('button, a[href], input:not([type="hidden"]), [role="separator"][tabindex]'))
      .filter((element) => !element.closest('[aria-hidden="true"]') && !named(element))
      .map((element) => `has no name: ${call(element)}`)

    return [...beyond, ...sideways, ...cut, ...buttons, ...keys, ...unnamed]
  })
}
