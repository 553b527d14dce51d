/** Where things are inside an unpacked Electron, on each platform. */
import { join } from 'node:path'

/** The executable. */
export function executableIn(folder: string): string {
  if (process.platform === 'darwin') return join(folder, 'Electron.app', 'Contents', 'MacOS', 'Electron')
  return join(folder, process.platform === 'win32' ? 'electron.exe' : 'electron')
}

/** The folder where Electron looks for the app that it is to run. */
export function resourcesIn(folder: string): string {
  if (process.platform === 'darwin') return join(folder, 'Electron.app', 'Contents', 'Resources')
  return join(folder, 'resources')
}
