/** The desktop as Electron gives it: dialogs, the file manager, and what the app knows of itself. */
import { dirname } from 'node:path'
import { availableParallelism } from 'node:os'
import { app, dialog, nativeTheme, shell } from 'electron'
import type { BrowserWindow, OpenDialogOptions, SaveDialogOptions } from 'electron'
import { mediaEndings, type MediaKind } from '../../compute/data/files/found-files.ts'
import { tableEndings } from '../../compute/spec/table-format.ts'
import type { Translator } from '../i18n/translator.ts'
import type { Language } from '../ipc/contract/records.ts'
import type { Desktop } from './desktop.ts'

export interface ElectronDesktopOptions {
  /** The window that dialogs belong to, while there is one. */
  readonly window: () => BrowserWindow | null
  readonly language: () => Language
  readonly translator: () => Translator
  readonly projectsFolder: () => string
  readonly logFile: string
  readonly versions: Readonly<Record<string, string>>
}

/** The desktop that the app runs on. */
export function electronDesktop(options: ElectronDesktopOptions): Desktop {
  const say = (key: string): string => options.translator().text(key)
  let lastFolder: string | undefined

  async function open(dialogOptions: OpenDialogOptions): Promise<string | null> {
    return (await openSeveral(dialogOptions))[0] ?? null
  }

  async function openSeveral(dialogOptions: OpenDialogOptions): Promise<string[]> {
    const window = options.window()
    const result = await (window === null
      ? dialog.showOpenDialog(dialogOptions)
      : dialog.showOpenDialog(window, dialogOptions))
    return result.filePaths
  }

  /** Asks for a file of a kind. */
  function openOne(kind: MediaKind, title: string, kindName: string): Promise<string | null> {
    return open({
      title: say(`dialogs.${title}`),
      properties: ['openFile'],
      filters: [
        { name: say(`dialogs.${kindName}`), extensions: mediaEndings[kind].map((ending) => ending.slice(1)) },
        { name: say('dialogs.allFiles'), extensions: ['*'] },
      ],
    })
  }

  async function save(dialogOptions: SaveDialogOptions): Promise<string | null> {
    const window = options.window()
    const result = await (window === null
      ? dialog.showSaveDialog(dialogOptions)
      : dialog.showSaveDialog(window, dialogOptions))
    return result.canceled ? null : result.filePath
  }

  return {
    info: () => ({
      version: app.getVersion(),
      platform: process.platform,
      language: options.language(),
      dark: nativeTheme.shouldUseDarkColors,
      cores: availableParallelism(),
      versions: { ...options.versions },
      projectsFolder: options.projectsFolder(),
      logFile: options.logFile,
    }),
    chooseProject() {
      const defaultPath = options.projectsFolder()
      return open({ title: say('dialogs.chooseProject'), defaultPath, properties: ['openDirectory'] })
    },
    async chooseTables() {
      const paths = await openSeveral({
        title: say('dialogs.chooseTable'),
        ...(lastFolder === undefined ? {} : { defaultPath: lastFolder }),
        properties: ['openFile', 'multiSelections'],
        filters: [
          // Zips of pictures and recordings come this way too.
          { name: say('dialogs.tables'), extensions: [...tableEndings, 'zip'] },
          { name: say('dialogs.allFiles'), extensions: ['*'] },
        ],
      })
      if (paths[0] !== undefined) lastFolder = dirname(paths[0])
      return paths
    },
    async chooseFolder() {
      const path = await open({
        title: say('dialogs.chooseFolder'),
        ...(lastFolder === undefined ? {} : { defaultPath: lastFolder }),
        properties: ['openDirectory'],
      })
      if (path !== null) lastFolder = dirname(path)
      return path
    },
    choosePicture: () => openOne('image', 'choosePicture', 'pictures'),
    chooseRecording: () => openOne('audio', 'chooseRecording', 'recordings'),
    chooseModelFile: (suggestion) =>
      save({
        title: say('dialogs.saveModel'),
        defaultPath: suggestion,
        filters: [{ name: say('dialogs.onnxModel'), extensions: ['onnx'] }],
      }),
    chooseWeightsFile: (suggestion) =>
      save({
        title: say('dialogs.saveWeights'),
        defaultPath: suggestion,
        filters: [{ name: 'safetensors', extensions: ['safetensors'] }],
      }),
    choosePictureFile: (suggestion) =>
      save({
        title: say('dialogs.savePicture'),
        defaultPath: suggestion,
        filters: [{ name: 'PNG', extensions: ['png'] }],
      }),
    chooseNewFolder: (suggestion) => save({ title: say('dialogs.saveProgram'), defaultPath: suggestion }),
    reveal: (path) => shell.showItemInFolder(path),
  }
}
