/** Charts as files: their data as CSV, their drawing as a picture. */

/** A column of a CSV file. */
export interface CsvColumn {
  readonly name: string
  readonly values: ArrayLike<number | string | null>
}

/**
 * CSV as RFC 4180 has it, with a header and full precision. Missing and infinite numbers are empty cells.
 * @param length how many rows of the columns hold.
 */
export function csvOf(columns: readonly CsvColumn[], length: number): string {
  const lines = [columns.map(({ name }) => csvCell(name)).join(',')]
  for (let row = 0; row < length; row++) {
    lines.push(columns.map(({ values }) => csvCell(values[row] ?? null)).join(','))
  }
  return `${lines.join('\r\n')}\r\n`
}

function csvCell(value: number | string | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : ''
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}

/** A name that every file system takes. */
export function fileNameOf(...parts: readonly string[]): string {
  const name = parts
    .join(' ')
    .replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
  return name.slice(0, 100).replace(/[. ]+$/u, '') || 'chart'
}

/** Hands a file to the person: the system asks where to save it. */
export function saveFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** Saves a text as a UTF-8 file with a byte-order mark, without which spreadsheets misread Chinese. */
export function saveCsv(csv: string, name: string): void {
  saveFile(new Blob(['\uFEFF', csv], { type: 'text/csv;charset=utf-8' }), `${name}.csv`)
}

export interface PictureStyle {
  readonly ground: string
  readonly ink: string
  readonly quietInk: string
  readonly fontFamily: string
}

/** A canvas with its title above and a line of explanation below, on an opaque ground, as a PNG file. */
export async function savePicture(
  canvas: HTMLCanvasElement,
  title: string,
  note: string,
  style: PictureStyle,
  name: string,
): Promise<void> {
  const ratio = canvas.width / Math.max(1, canvas.clientWidth)
  const margin = 16 * ratio
  const head = 36 * ratio
  const foot = note === '' ? 0 : 24 * ratio
  const picture = document.createElement('canvas')
  picture.width = canvas.width + margin * 2
  picture.height = canvas.height + head + foot + margin
  const context = picture.getContext('2d')
  if (context === null) return
  context.fillStyle = style.ground
  context.fillRect(0, 0, picture.width, picture.height)
  context.drawImage(canvas, margin, head)
  context.textBaseline = 'middle'
  context.fillStyle = style.ink
  context.font = `600 ${14 * ratio}px ${style.fontFamily}`
  context.fillText(title, margin, head / 2 + 2 * ratio)
  context.fillStyle = style.quietInk
  context.font = `${11 * ratio}px ${style.fontFamily}`
  context.fillText(note, margin, head + canvas.height + foot / 2)
  const blob = await new Promise<Blob | null>((resolve) => picture.toBlob(resolve, 'image/png'))
  if (blob !== null) saveFile(blob, `${name}.png`)
}
