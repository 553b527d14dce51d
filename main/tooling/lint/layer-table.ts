/**
 * Who may import whom: the table of the design, as data. The lint rule `house/layers` holds it.
 *
 * Paths are folders relative to the root of the repository. A file belongs to the longest folder
 * that contains it. There is no exemption for types: a shared type lives in the lowest layer.
 */

/** One layer: the folders it may import besides itself, and the packages that are kept out of it. */
export interface Layer {
  readonly folder: string
  /** Folders whose files may be imported. The layer's own folder is always allowed; an empty string means any folder. */
  readonly mayImport: readonly string[]
}

/** The engine's stages, lowest first. Each may import the stages before it. */
export const computeStages = [
  'spec',
  'graph',
  'autodiff',
  'nn',
  'models',
  'optim',
  'data',
  'train',
  'pretrained',
  'evaluate',
  'export',
  'advise',
  'worker',
] as const

const stageLayers: readonly Layer[] = computeStages.map((stage, index) => ({
  folder: `compute/${stage}`,
  mayImport: computeStages.slice(0, index).map((lower) => `compute/${lower}`),
}))

/** Every folder that holds source, and what it may import. */
export const layers: readonly Layer[] = [
  ...stageLayers,
  // A file of the engine outside every stage may import nothing of the engine: it has no place in the order.
  { folder: 'compute', mayImport: [] },
  { folder: 'main/ipc/contract', mayImport: ['compute/spec'] },
  { folder: 'main', mayImport: ['compute', 'assets', 'package.json'] },
  { folder: 'renderer', mayImport: ['compute/spec', 'main/ipc/contract', 'assets/locales'] },
  { folder: 'migrations', mayImport: [] },
  { folder: 'assets', mayImport: [] },
  { folder: 'test', mayImport: [''] },
]

/** A package, or some of its names, that only some folders may import. */
export interface PackageLimit {
  /** The package; what lies below it (`react/jsx-runtime`) is meant too. A trailing `*` stands for any ending. */
  readonly name: string
  /** When given, only these exported names are limited. */
  readonly imported?: readonly string[]
  readonly allowedIn: readonly string[]
  readonly exceptIn?: readonly string[]
  /** What to do instead: the end of the message. */
  readonly instead: string
}

/** Packages with a home. Whatever is not listed here may be imported anywhere. */
export const packageLimits: readonly PackageLimit[] = [
  {
    name: 'electron',
    imported: ['ipcMain', 'ipcRenderer', 'contextBridge'],
    allowedIn: ['main/ipc', 'main/preload', 'test'],
    instead: 'Use the typed channels of main/ipc.',
  },
  {
    name: 'electron',
    allowedIn: ['main', 'test'],
    exceptIn: ['main/cli', 'main/database', 'main/tooling'],
    instead: 'This code also runs where there is no Electron.',
  },
  {
    name: 'better-sqlite3',
    allowedIn: ['main/database', 'compute/data', 'test'],
    instead: 'Ask main/database, or compute/data for files of others.',
  },
  { name: 'kysely', allowedIn: ['main/database', 'test'], instead: 'Ask main/database.' },
  { name: '@duckdb/*', allowedIn: ['compute/data', 'test'], instead: 'Ask compute/data.' },
  { name: '@napi-rs/image', allowedIn: ['compute/data', 'test'], instead: 'Ask compute/data.' },
  { name: 'onnxruntime-node', allowedIn: ['compute', 'test'], instead: 'Ask the engine in compute.' },
  ...['react', 'react-*', '@tanstack/*', 'zustand', 'uplot', 'lucide-react'].map((name): PackageLimit => ({
    name,
    allowedIn: ['renderer', 'test'],
    instead: 'The interface lives in renderer.',
  })),
]

/** Node's own modules are for code that runs in Node; these folders also run in a sandboxed window. */
export const foldersWithoutNode: readonly string[] = ['renderer', 'compute/spec', 'main/ipc/contract']

/** True when the path is the folder itself, or lies in it. */
export function isWithin(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`)
}

/** The layer that a file belongs to: the one with the longest folder. Null for files at the root. */
export function layerOf(path: string): Layer | null {
  const containing = layers.filter((layer) => isWithin(path, layer.folder))
  return containing.sort((one, other) => other.folder.length - one.folder.length)[0] ?? null
}
