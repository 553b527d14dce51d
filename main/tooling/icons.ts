/** `npm run icons`: draws assets/icons/*.svg in the runtime found and writes the PNG, ICO and ICNS files beside them. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type Page } from 'playwright-core'
import { withDisplay } from './display.ts'
import { launchCommand } from './electron-launch.ts'
import { findElectron } from './electron-runtime.ts'
import { type IconPicture, packIcns, packIco } from './icon-files.ts'
import { repositoryRoot } from './repository.ts'
import { runScript, say } from './say.ts'

const folder = join(repositoryRoot, 'assets', 'icons')
/** Up to this size the simpler drawing is used, since the fine one would blur. */
const largestSmall = 32
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024] as const
const linuxSizes: readonly number[] = [16, 32, 48, 64, 128, 256, 512]

/** A window with an empty page, which is all that drawing needs. */
const emptyApp = {
  'package.json': '{ "name": "icons", "main": "main.cjs" }',
  'main.cjs': `const { app, BrowserWindow } = require('electron')
    app.whenReady().then(() => new BrowserWindow({ show: false }).loadURL('data:text/html,icons'))`,
} as const

async function drawAll(): Promise<readonly IconPicture[]> {
  const appFolder = await mkdtemp(join(tmpdir(), 'modelwright-icons-'))
  for (const [name, text] of Object.entries(emptyApp)) await writeFile(join(appFolder, name), text)
  const command = await launchCommand(await findElectron(), appFolder)
  const app = await _electron.launch({ executablePath: command.executablePath, args: [...command.args] })
  try {
    const page = await app.firstWindow()
    const pictures: IconPicture[] = []
    for (const size of sizes) {
      const drawing = await readFile(join(folder, size <= largestSmall ? 'icon-small.svg' : 'icon.svg'))
      pictures.push({ size, png: await draw(page, drawing, size) })
    }
    return pictures
  } finally {
    await app.close()
    await rm(appFolder, { recursive: true, force: true })
  }
}

/** Draws an SVG onto a transparent canvas of the wanted size and takes it as PNG. */
async function draw(page: Page, svg: Buffer, size: number): Promise<Buffer> {
  const source = `data:image/svg+xml;base64,${svg.toString('base64')}`
  const address = await page.evaluate(
    async ([url, side]) => {
      const image = new Image(side, side)
      image.src = url
      await image.decode()
      const canvas = document.createElement('canvas')
      canvas.width = canvas.height = side
      canvas.getContext('2d')?.drawImage(image, 0, 0, side, side)
      return canvas.toDataURL('image/png')
    },
    [source, size] as const,
  )
  return Buffer.from(address.slice(address.indexOf(',') + 1), 'base64')
}

await runScript(async () => {
  const pictures = await withDisplay(drawAll)
  const sized = (wanted: readonly number[]): IconPicture[] => pictures.filter(({ size }) => wanted.includes(size))
  await mkdir(join(folder, 'linux'), { recursive: true })
  for (const { size, png } of sized(linuxSizes)) {
    await writeFile(join(folder, 'linux', `${String(size)}x${String(size)}.png`), png)
  }
  for (const { png } of sized([512])) await writeFile(join(folder, 'icon.png'), png)
  await writeFile(join(folder, 'icon.ico'), packIco(sized([16, 24, 32, 48, 64, 128, 256])))
  await writeFile(join(folder, 'icon.icns'), packIcns(pictures))
  say(`The icons are in ${folder}.`)
  return 0
})
