/** The import table of the design, tried on imports that it allows and on ones that it must refuse. */
import { describe, expect, it } from 'vitest'
import { computeStages } from '../../../main/tooling/lint/layer-table.ts'
import { importProblem } from '../../../main/tooling/lint/layers-rule.ts'

type Case = readonly [path: string, specifier: string, imported?: readonly string[]]

const allowed: readonly Case[] = [
  ['compute/data/profile.ts', '../spec/dataset.ts'],
  ['compute/data/profile.ts', './import/read.ts'],
  ['compute/data/store.ts', '@duckdb/node-api'],
  ['compute/data/sqlite/open-database.ts', 'better-sqlite3'],
  ['compute/train/trainer.ts', '../optim/adam.ts'],
  ['compute/train/trainer.ts', 'onnxruntime-node'],
  ['compute/worker/entry.ts', 'node:worker_threads'],
  ['main/index.ts', 'electron', ['app']],
  ['main/index.ts', '../package.json'],
  ['main/jobs/training.ts', '../../compute/worker/protocol.ts'],
  ['main/ipc/handlers.ts', 'electron', ['ipcMain']],
  ['main/preload/preload.ts', 'electron', ['ipcRenderer', 'contextBridge']],
  ['main/database/worker.ts', 'better-sqlite3'],
  ['main/ipc/contract/channels.ts', '../../../compute/spec/job.ts'],
  ['renderer/start/start-page.tsx', 'react'],
  ['renderer/start/start-page.tsx', '../../compute/spec/dataset.ts'],
  ['renderer/start/start-page.tsx', '../../main/ipc/contract/channels.ts'],
  ['renderer/locales.ts', '../assets/locales/en/app.json'],
  ['test/native/data/profile.test.ts', '../../../compute/data/profile.ts'],
  ['test/electron/start.test.ts', 'electron', ['ipcMain']],
  ['vitest.config.ts', './main/tooling/build.ts'],
]

const refused: readonly Case[] = [
  // The engine's own order, and what must stay out of it.
  ['compute/spec/dataset.ts', '../data/profile.ts'],
  ['compute/spec/dataset.ts', 'node:fs'],
  ['compute/data/profile.ts', '../train/trainer.ts'],
  ['compute/stray.ts', './data/profile.ts'],
  ['compute/train/trainer.ts', 'electron', ['app']],
  ['compute/train/trainer.ts', 'better-sqlite3'],
  ['compute/train/trainer.ts', 'react'],
  ['compute/train/trainer.ts', '@duckdb/node-api'],
  ['compute/train/trainer.ts', '../../main/jobs/training.ts'],
  ['compute/train/trainer.ts', '../../assets/locales/en/app.json'],
  // The main process.
  ['main/index.ts', '../renderer/app.tsx'],
  ['main/index.ts', 'electron', ['ipcMain']],
  ['main/windows/window.ts', 'electron', ['BrowserWindow', 'ipcMain']],
  ['main/cli/cli.ts', 'electron', ['app']],
  ['main/jobs/training.ts', 'better-sqlite3'],
  ['main/jobs/training.ts', 'kysely'],
  ['main/jobs/training.ts', 'react-dom/client'],
  ['main/ipc/contract/channels.ts', '../../database/project.ts'],
  ['main/ipc/contract/channels.ts', 'node:path'],
  // The interface.
  ['renderer/start/start-page.tsx', '../../compute/data/profile.ts'],
  ['renderer/start/start-page.tsx', '../../main/ipc/handlers.ts'],
  ['renderer/start/start-page.tsx', '../../main/index.ts'],
  ['renderer/start/start-page.tsx', '../../assets/samples/index.ts'],
  ['renderer/start/start-page.tsx', 'electron', ['ipcRenderer']],
  ['renderer/start/start-page.tsx', 'fs'],
  ['renderer/start/start-page.tsx', 'onnxruntime-node'],
  // Folders of data.
  ['assets/samples/index.ts', '../../compute/spec/dataset.ts'],
  ['migrations/index.ts', '../main/database/open.ts'],
]

describe('the import table', () => {
  for (const [path, specifier, names = []] of allowed) {
    it(`lets ${path} import ${[...names, specifier].join(' of ')}`, () => {
      expect(importProblem(path, specifier, names)).toBeNull()
    })
  }

  for (const [path, specifier, names = []] of refused) {
    it(`keeps ${path} from importing ${[...names, specifier].join(' of ')}`, () => {
      expect(importProblem(path, specifier, names)).toEqual(expect.any(String))
    })
  }

  it('lets each stage of the engine import every lower stage and no higher one', () => {
    for (const [index, stage] of computeStages.entries()) {
      for (const [otherIndex, other] of computeStages.entries()) {
        const problem = importProblem(`compute/${stage}/one.ts`, `../${other}/two.ts`, [])
        expect(problem === null, `${stage} importing ${other}: ${problem ?? 'allowed'}`).toBe(otherIndex <= index)
      }
    }
  })
})
