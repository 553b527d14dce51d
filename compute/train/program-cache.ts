/**
 * Compiled programs that are kept on disk, by all that they were compiled from: a run that is resumed or trained again, a fold
 * or a trial begins without compiling anew.
 *
 * What is kept is the app's own and stays on this computer: it is not in the project, which may come from somebody else. A
 * file that is not whole, or of another version of the app, is not used.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { replaceFile } from './replace-file.ts'

/** A program: its ONNX file, and what else is known of it, which JSON can hold. */
export interface Program {
  readonly file: Uint8Array
}

export interface ProgramCache {
  /**
   * The program that was compiled from the same before, or one that is compiled now. `from` is what JSON can hold.
   * @throws TypeError for a program that JSON can't hold
   */
  program<Compiled extends Program>(from: object, compile: () => Compiled): Compiled
}

/** What of a training's settings a program is compiled from: all but those that come in otherwise. */
export function compiledSettings<Settings extends object>(
  settings: Settings,
  others: readonly (keyof Settings & string)[],
): object {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !others.some((other) => other === name)))
}

/** Keeps nothing. */
export const noPrograms: ProgramCache = { program: (_, compile) => compile() }

/** Programs that are kept at most: those that were used last. */
const mostPrograms = 64
const ending = '.program'

const digestOf = (...parts: readonly (string | Uint8Array)[]): string =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex')

/** A file's first line, before what is known of the program and the program itself. */
interface Head {
  readonly digest: string
  readonly facts: object
}

function pack({ file, ...facts }: Program): readonly Uint8Array[] {
  if (!isDeepStrictEqual(JSON.parse(JSON.stringify(facts)), facts))
    throw new TypeError('a program that JSON can’t hold')
  const head: Head = { digest: digestOf(JSON.stringify(facts), file), facts }
  return [Buffer.from(`${JSON.stringify(head)}\n`), file]
}

/** Null for what is not a whole program. */
function unpack(bytes: Buffer): Program | null {
  const end = bytes.indexOf('\n')
  if (end < 0) return null
  const { digest, facts } = JSON.parse(bytes.toString('utf8', 0, end)) as Head
  // Apart from the buffer, which ONNX Runtime and others would keep with it.
  const file = Uint8Array.from(bytes.subarray(end + 1))
  return digest === digestOf(JSON.stringify(facts), file) ? { ...facts, file } : null
}

function readProgram(path: string): Program | null {
  try {
    const program = unpack(readFileSync(path))
    if (program !== null) utimesSync(path, new Date(), new Date())
    return program
  } catch {
    return null
  }
}

/** Removes those that were not used for longest. */
function prune(folder: string): void {
  const programs = readdirSync(folder).filter((name) => name.endsWith(ending))
  if (programs.length <= mostPrograms) return
  const used = programs.map((name) => ({ path: join(folder, name), at: statSync(join(folder, name)).mtimeMs }))
  for (const { path } of used.toSorted((a, b) => b.at - a.at).slice(mostPrograms)) rmSync(path, { force: true })
}

/**
 * Programs in a folder, which is made when there is something to keep.
 * @param version what tells the code that compiles from any other; asked for each program
 */
export function programsIn(folder: string, version: () => string): ProgramCache {
  return {
    program<Compiled extends Program>(from: object, compile: () => Compiled): Compiled {
      const path = join(folder, `${digestOf(JSON.stringify([version(), from]))}${ending}`)
      const kept = readProgram(path)
      // Of the same version and the same inputs, so of the same type.
      if (kept !== null) return kept as Compiled
      const compiled = compile()
      const packed = pack(compiled)
      try {
        mkdirSync(folder, { recursive: true })
        replaceFile(path, packed)
        prune(folder)
      } catch {
        // A full disk or a folder that can't be written to costs the time of the next compilation, and no run.
      }
      return compiled
    },
  }
}
