/** What was asked for on the command line. */
import { type Device, deviceNames } from '../../compute/spec/device.ts'
import { parseArgs } from 'node:util'
import { type DataKind, dataKinds, timeBudgets } from '../../compute/spec/advice.ts'
import { tasks } from '../../compute/spec/dataset.ts'
import { message, type Message, type MessageParams } from '../../compute/spec/message.ts'
import type { Limits } from '../../compute/spec/advice.ts'
import type { Task } from '../../compute/spec/dataset.ts'
import { mostSteps } from '../../compute/spec/series-window.ts'
import { languages, type Language } from '../ipc/contract/records.ts'

/** Ways to divide rows that one training can take. */
const splitWays = ['random', 'group', 'time', 'given'] as const
export type SplitWay = (typeof splitWays)[number]

/** What may be set for a training, null where the guide is to decide. */
export interface TrainSettings {
  readonly target: string | null
  /** The sheet or table of the file. */
  readonly sheet: string | null
  /** The name of a column for the files' names. */
  readonly fileColumn: string | null
  readonly task: Task | null
  /** What the data is taken as. */
  readonly data: DataKind | null
  /** Steps to forecast and to look back, for series. */
  readonly ahead: number | null
  readonly history: number | null
  /** Columns that are known ahead, for series. */
  readonly known: readonly string[] | null
  readonly features: readonly string[] | null
  /** The folder of a published model that is to read the texts. */
  readonly pretrained: string | null
  readonly budget: Limits['budget'] | null
  readonly epochs: number | null
  readonly threads: number | null
  readonly device: Device | null
  readonly seed: number | null
  /** Whether each class has the same share in all parts of the split. */
  readonly stratify: boolean
  /** How rows are divided; null: as the guide says. */
  readonly split: { readonly way: SplitWay; readonly by: string | null } | null
  /** Whether more pictures are to be made, in place of a prediction; with a target of the classes in it. */
  readonly generate: boolean
  /** Where the model goes; for a demo the folder. */
  readonly out: string | null
  readonly json: boolean
}

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'demo'; readonly settings: TrainSettings }
  /** Several files are one table. */
  | { readonly kind: 'train'; readonly files: readonly [string, ...string[]]; readonly settings: TrainSettings }

export type Arguments = { readonly language: Language | null } & (
  | { readonly command: Command }
  /** What is wrong with them. */
  | { readonly problem: Message }
)

const options = {
  target: { type: 'string', short: 't' },
  sheet: { type: 'string' },
  'file-column': { type: 'string' },
  task: { type: 'string' },
  data: { type: 'string' },
  ahead: { type: 'string' },
  history: { type: 'string' },
  known: { type: 'string' },
  features: { type: 'string' },
  pretrained: { type: 'string' },
  budget: { type: 'string' },
  epochs: { type: 'string' },
  threads: { type: 'string' },
  device: { type: 'string' },
  seed: { type: 'string' },
  'no-stratify': { type: 'boolean' },
  split: { type: 'string' },
  'split-by': { type: 'string' },
  generate: { type: 'boolean' },
  out: { type: 'string', short: 'o' },
  json: { type: 'boolean' },
  lang: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const

class UsageProblem extends Error {
  readonly said: Message
  constructor(key: string, params: MessageParams = {}) {
    super(key)
    this.said = message(`cli.usage.${key}`, params)
  }
}

/** Reads the arguments behind the program's name. */
export function readArguments(args: readonly string[]): Arguments {
  const language = languageIn(args)
  try {
    return { language, command: readCommand(args) }
  } catch (error) {
    if (error instanceof UsageProblem) return { language, problem: error.said }
    const unknown = error instanceof TypeError && 'code' in error ? firstUnknown(args) : undefined
    if (unknown === undefined) throw error
    return { language, problem: message('cli.usage.badOption', { option: unknown }) }
  }
}

/** The language that is asked for, even if the rest can't be read: the complaint is to be in it. */
function languageIn(args: readonly string[]): Language | null {
  const at = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='))
  const written = args[at]?.includes('=') ? args[at].slice('--lang='.length) : args[at + 1]
  return at < 0 ? null : (languages.find((language) => language === written) ?? null)
}

/** The option that parseArgs stumbled over: the first that isn't ours, or that lacks its value. */
function firstUnknown(args: readonly string[]): string | undefined {
  const names = Object.keys(options)
  const shorts = Object.values(options).flatMap((option) => ('short' in option ? [option.short] : []))
  const written = args.filter((arg) => arg.startsWith('-'))
  const isKnown = (arg: string) =>
    arg.startsWith('--') ? names.includes(arg.slice(2).split('=')[0]!) : shorts.some((short) => arg[1] === short)
  return written.find((arg) => !isKnown(arg)) ?? written.at(-1)
}

function readCommand(args: readonly string[]): Command {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  oneOf('lang', values.lang, languages)
  if (values.help === true) return { kind: 'help' }
  if (values.version === true) return { kind: 'version' }
  const [name, ...rest] = positionals
  if (name === undefined) throw new UsageProblem('noCommand')
  if (name !== 'demo' && name !== 'train') throw new UsageProblem('unknownCommand', { command: name })
  const settings: TrainSettings = {
    target: values.target ?? null,
    sheet: values.sheet ?? null,
    fileColumn: values['file-column'] ?? null,
    task: oneOf('task', values.task, tasks),
    data: oneOf('data', values.data, dataKinds),
    ahead: wholeNumber('ahead', values.ahead, 1, mostSteps.horizon),
    history: wholeNumber('history', values.history, 1, mostSteps.history),
    known: values.known === undefined ? null : listOf('known', values.known),
    features: values.features === undefined ? null : listOf('features', values.features),
    pretrained: values.pretrained ?? null,
    budget: oneOf('budget', values.budget, timeBudgets),
    epochs: wholeNumber('epochs', values.epochs, 1, 100_000),
    threads: wholeNumber('threads', values.threads, 1, 256),
    device: oneOf('device', values.device, deviceNames),
    seed: wholeNumber('seed', values.seed, 0, 0xffff_ffff),
    stratify: values['no-stratify'] !== true,
    split: splitOf(values.split, values['split-by']),
    generate: values.generate === true,
    out: values.out ?? null,
    json: values.json === true,
  }
  return name === 'demo' ? demoOf(rest, settings) : trainOf(rest, settings)
}

function demoOf(rest: readonly string[], settings: TrainSettings): Command {
  if (rest[0] !== undefined) throw new UsageProblem('tooMany', { argument: rest[0] })
  return { kind: 'demo', settings }
}

function trainOf([file, ...further]: readonly string[], settings: TrainSettings): Command {
  if (file === undefined) throw new UsageProblem('noFile')
  if (settings.fileColumn === '') throw new UsageProblem('emptyName', { option: '--file-column' })
  return { kind: 'train', files: [file, ...further], settings }
}

/** A column alone is one whose groups stay together. */
function splitOf(written: string | undefined, by: string | undefined): TrainSettings['split'] {
  const way = oneOf('split', written, splitWays) ?? (by === undefined ? null : 'group')
  if (way === null) return null
  if (way !== 'random' && by === undefined) throw new UsageProblem('splitBy', { way })
  return { way, by: by ?? null }
}

function listOf(option: string, text: string): string[] {
  const names = text.split(',').map((name) => name.trim())
  if (names.some((name) => name === '')) throw new UsageProblem('emptyName', { option: `--${option}` })
  return names
}

function oneOf<T extends string>(option: string, value: string | undefined, allowed: readonly T[]): T | null {
  if (value === undefined) return null
  const found = allowed.find((each) => each === value)
  if (found === undefined) {
    throw new UsageProblem('notAllowed', { option: `--${option}`, value, allowed: allowed.join(', ') })
  }
  return found
}

function wholeNumber(option: string, value: string | undefined, least: number, most: number): number | null {
  if (value === undefined) return null
  const number = /^\d+$/.test(value) ? Number(value) : NaN
  if (!(number >= least && number <= most)) {
    throw new UsageProblem('notAWholeNumber', { option: `--${option}`, value, least, most })
  }
  return number
}
