/** What the app can be told on its command line, beside Chromium's own switches such as --user-data-dir. */
import { resolve } from 'node:path'

export interface LaunchArguments {
  /** `--projects-folder=…`: where new projects are made, in place of what the settings say. */
  readonly projectsFolder: string | null
  /** A file that the app is to open: the last argument that is no switch. */
  readonly file: string | null
}

const projectsFolderSwitch = '--projects-folder='

/**
 * Reads the arguments behind the executable. `appPath` is the app's own folder, which development names there.
 */
export function readArguments(argv: readonly string[], appPath: string, workingFolder: string): LaunchArguments {
  const found = argv.find((argument) => argument.startsWith(projectsFolderSwitch))
  const files = argv.filter((argument) => !argument.startsWith('-') && resolve(workingFolder, argument) !== appPath)
  const file = files.at(-1)
  return {
    projectsFolder: found === undefined ? null : resolve(workingFolder, found.slice(projectsFolderSwitch.length)),
    file: file === undefined ? null : resolve(workingFolder, file),
  }
}
