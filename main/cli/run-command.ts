/** Carries out `train` and `demo`: shows what happens, or gives one JSON object, and turns what goes wrong into an exit code. */
import { constants, existsSync, statSync } from 'node:fs'
import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { sourceKindOf } from '../../compute/data/files/find-files.ts'
import { errorToData, StudioError, systemErrorCode } from '../../compute/spec/errors.ts'
import { message } from '../../compute/spec/message.ts'
import { createTrainControl } from '../../compute/train/train-control.ts'
import type { Translator } from '../i18n/translator.ts'
import { openSamples } from '../samples/samples.ts'
import { readVersions } from '../versions.ts'
import type { Command, TrainSettings } from './arguments.ts'
import { type ExitCode, exitCodeOf, exitCodes } from './exit-codes.ts'
import { followInterrupts } from './interrupts.ts'
import { resultAsJson } from './result-json.ts'
import { showUsageProblem } from './show-help.ts'
import { createGeneratorShowing, showGenerator, silentGeneratorWatcher } from './show-generation.ts'
import { createShowing, showExport, silentWatcher } from './showing.ts'
import type { Terminal } from './terminal.ts'
import { generatorAsJson, trainGenerator } from './train-generator.ts'
import { ImpossibleData, type TrainJob, trainTable, UndividedColumn, UnknownFeature } from './train-table.ts'

export interface CommandLine {
  readonly appRoot: string
  readonly words: Translator
  readonly output: Terminal
  readonly complaints: Terminal
}

type RunnableCommand = Extract<Command, { kind: 'demo' | 'train' }>

/** Where a demo puts what it makes, unless told otherwise: into the current folder. */
const demoFolder = 'modelwright-demo'

interface Place {
  readonly files: readonly [string, ...string[]]
  readonly out: string
  readonly settings: TrainSettings
  /** Where the report goes, for a demo. */
  readonly folder: string | null
}

/** Runs the command and gives its exit code. */
export async function runCommand(command: RunnableCommand, line: CommandLine): Promise<ExitCode> {
  const { output, words } = line
  try {
    const place = await placeOf(command, line.appRoot)
    const isPictures = place.files.length === 1 && (await sourceKindOf(place.files[0])) === 'images'
    if (command.settings.generate && !isPictures) {
      showUsageProblem(line.complaints, words, message('cli.usage.noPictures', { file: basename(place.files[0]) }))
      return exitCodes.usage
    }
    await requireWritable(place.out)
    return await withWorkFolder((workFolder) => run(place, workFolder, line))
  } catch (error) {
    output.clearStatus()
    if (error instanceof UnknownFeature) {
      const { column, columns } = error
      const params = { column, columns: columns.slice(0, 50).join(', ') }
      showUsageProblem(line.complaints, words, message('cli.usage.unknownFeature', params))
      return exitCodes.usage
    }
    if (error instanceof ImpossibleData) {
      showUsageProblem(line.complaints, words, message('cli.usage.notPossibleData', error.params))
      return exitCodes.usage
    }
    if (error instanceof UndividedColumn) {
      showUsageProblem(line.complaints, words, message('cli.usage.splitValues', { column: error.column }))
      return exitCodes.usage
    }
    return tellError(error, command.settings.json, line)
  }
}

async function run(place: Place, workFolder: string, { appRoot, words, output }: CommandLine): Promise<ExitCode> {
  const { settings } = place
  const began = performance.now()
  const control = createTrainControl()
  const interrupts = followInterrupts(control, () => {
    if (!settings.json) output.line(output.style(words.text('cli.stopping'), 'yellow'))
  })
  try {
    const job = {
      files: place.files,
      settings,
      out: place.out,
      workFolder,
      cores: availableParallelism(),
      versions: await readVersions(appRoot),
      signal: interrupts.signal,
      control,
    }
    if (settings.generate) return await generate(place, job, began, { words, output })
    const result = await trainTable(
      job,
      settings.json ? silentWatcher : createShowing(output, words, basename(place.files[0])),
    )
    const seconds = (performance.now() - began) / 1000
    const report = resultAsJson(result, place.out, seconds)
    if (place.folder !== null)
      await writeFile(join(place.folder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`)
    if (settings.json) output.line(JSON.stringify(report))
    else showExport(output, words, result, { path: place.out, folder: place.folder, seconds })
    return result.model.outcome === 'stopped-by-person' ? exitCodes.interrupted : exitCodes.done
  } finally {
    interrupts.end()
  }
}

/** The same where pictures are to be made. */
async function generate(
  { out, settings }: Place,
  job: TrainJob,
  began: number,
  { words, output }: Pick<CommandLine, 'words' | 'output'>,
): Promise<ExitCode> {
  const watcher = settings.json ? silentGeneratorWatcher : createGeneratorShowing(output, words, basename(job.files[0]))
  const result = await trainGenerator(job, watcher)
  const seconds = (performance.now() - began) / 1000
  if (settings.json) output.line(JSON.stringify(generatorAsJson(result, out, seconds)))
  else showGenerator(output, words, result, { path: out, seconds })
  return result.outcome === 'stopped-by-person' ? exitCodes.interrupted : exitCodes.done
}

async function placeOf(command: RunnableCommand, appRoot: string): Promise<Place> {
  const { settings } = command
  if (command.kind === 'train') {
    const [first, ...further] = command.files
    const files = [resolve(first), ...further.map((file) => resolve(file))] as const
    return { files, out: resolve(settings.out ?? freeName(first)), settings, folder: null }
  }
  const folder = resolve(settings.out ?? demoFolder)
  try {
    await mkdir(folder, { recursive: true })
  } catch (error) {
    throw new StudioError(systemErrorCode(error) ?? 'folder-read-only', { path: folder }, { cause: error })
  }
  const file = await openSamples(join(appRoot, 'assets', 'samples')).path('penguins')
  return { files: [file], out: join(folder, 'penguins.onnx'), settings, folder }
}

/** Finds out before the work, and not after it, that its result can't be written. */
async function requireWritable(path: string): Promise<void> {
  const cannot = (cause: unknown) => new StudioError('folder-read-only', { path }, { cause })
  try {
    await access(dirname(path), constants.W_OK)
  } catch (error) {
    throw cannot(error)
  }
  if (existsSync(path) && statSync(path).isDirectory()) throw cannot(new Error('it is a folder'))
}

/** The table's name in the current folder; with a number behind it if there is such a file, which nobody said to replace. */
function freeName(file: string): string {
  const stem = basename(file, extname(file))
  for (let number = 1; ; number++) {
    const name = number === 1 ? `${stem}.onnx` : `${stem}-${number}.onnx`
    if (!existsSync(name)) return name
  }
}

/** A folder for what is needed meanwhile only. */
async function withWorkFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'modelwright-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Says what went wrong, what was kept and what to do. */
function tellError(error: unknown, asJson: boolean, { words, output, complaints }: CommandLine): ExitCode {
  const data = errorToData(error)
  const { what, kept, next } = words.sayError(data)
  if (asJson) {
    output.line(JSON.stringify({ error: { code: data.code, params: data.params, what, kept, next } }))
  } else {
    complaints.paragraph(complaints.style(what, 'red'))
    complaints.paragraph(kept)
    complaints.paragraph(next)
  }
  if (data.code === 'internal' && data.detail !== undefined) complaints.line(data.detail)
  return exitCodeOf(data.code)
}
