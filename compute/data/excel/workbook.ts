/** A workbook's sheets, and what their cells refer to: shared texts, number formats, and the system of dates. */
import { type ShownAs, shownAs } from './date-values.ts'
import { DamagedPackage, type PackageParts, nothing } from './package-parts.ts'

export interface Sheet {
  readonly name: string
  readonly path: string
  readonly hidden: boolean
}

export interface Workbook {
  readonly sheets: readonly Sheet[]
  readonly texts: readonly string[]
  /** How each cell style shows numbers. */
  readonly styles: readonly ShownAs[]
  readonly dateSystem: 1900 | 1904
}

/** Reads all of a workbook but its sheets. @throws DamagedPackage, StudioError archive-too-large, file-encrypted */
export async function readWorkbook(parts: PackageParts): Promise<Workbook> {
  const main = [...(await parts.relationsOf('')).values()].find(({ type }) => type === 'officeDocument')
  if (main === undefined) throw new DamagedPackage('no document')
  const relations = await parts.relationsOf(main.path)
  const sheets: Sheet[] = []
  let dateSystem: 1900 | 1904 = 1900
  await parts.readAll(main.path, {
    ...nothing,
    onOpen(name, attributes) {
      if (name === 'workbookPr') dateSystem = isTrue(attributes['date1904']) ? 1904 : 1900
      if (name !== 'sheet') return
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id') || key === 'id')?.[1]
      const relation = relations.get(id ?? '')
      // Sheets of charts have no cells.
      if (relation?.type !== 'worksheet' || !parts.has(relation.path)) return
      const hidden = attributes['state'] !== undefined && attributes['state'] !== 'visible'
      sheets.push({ name: attributes['name'] ?? '', path: relation.path, hidden })
    },
  })
  const pathOf = (type: string) => [...relations.values()].find((relation) => relation.type === type)?.path
  return {
    sheets,
    texts: await readSharedTexts(parts, pathOf('sharedStrings')),
    styles: await readStyles(parts, pathOf('styles')),
    dateSystem,
  }
}

async function readSharedTexts(parts: PackageParts, path: string | undefined): Promise<string[]> {
  if (path === undefined || !parts.has(path)) return []
  const texts: string[] = []
  const collector = new RichText()
  await parts.readAll(path, {
    onOpen(name) {
      if (name === 'si') collector.clear()
      else collector.open(name)
    },
    onText: (text) => collector.add(text),
    onClose(name) {
      collector.close(name)
      if (name === 'si') texts.push(collector.text())
    },
  })
  return texts
}

async function readStyles(parts: PackageParts, path: string | undefined): Promise<ShownAs[]> {
  if (path === undefined || !parts.has(path)) return []
  const codes = new Map<number, string>()
  const formats: number[] = []
  let inCells = false
  await parts.readAll(path, {
    ...nothing,
    onOpen(name, { numFmtId, formatCode }) {
      if (name === 'cellXfs') inCells = true
      if (name === 'numFmt') codes.set(Number(numFmtId), formatCode ?? '')
      if (name === 'xf' && inCells) formats.push(Number(numFmtId ?? 0))
    },
    onClose(name) {
      if (name === 'cellXfs') inCells = false
    },
  })
  return formats.map((id) => shownAs(id, codes.get(id)))
}

/** A text that may be in several pieces; how it is pronounced is no part of it. */
export class RichText {
  #text = ''
  #inText = false
  #spoken = false

  clear(): void {
    this.#text = ''
    this.#inText = false
    this.#spoken = false
  }

  open(name: string): void {
    if (name === 'rPh') this.#spoken = true
    if (name === 't') this.#inText = !this.#spoken
  }

  close(name: string): void {
    if (name === 'rPh') this.#spoken = false
    if (name === 't') this.#inText = false
  }

  add(text: string): void {
    if (this.#inText) this.#text += text
  }

  /** Characters that XML can't hold are written as _x000D_. */
  text(): string {
    if (!this.#text.includes('_x')) return this.#text
    return this.#text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
  }
}

function isTrue(text: string | undefined): boolean {
  return text === '1' || text === 'true'
}
