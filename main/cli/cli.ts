/**
 * The command line: the studio's main job in a terminal, in plain Node, for people and scripts.
 *
 * Ctrl-C ends the import at once; once training has begun it stops that, and the best model so far is evaluated and
 * exported. The exit code is 130 either way. A second Ctrl-C leaves at once.
 */
import { findAppRoot } from '../app-root.ts'
import { createTranslator, nearestLanguage } from '../i18n/translator.ts'
import { readVersions } from '../versions.ts'
import { readArguments } from './arguments.ts'
import { exitCodes } from './exit-codes.ts'
import { runCommand } from './run-command.ts'
import { showHelp, showUsageProblem } from './show-help.ts'
import { createTerminal } from './terminal.ts'

const environment = process.env
const appRoot = findAppRoot()
const read = readArguments(process.argv.slice(2))
const systemLanguage = environment['LC_ALL'] ?? environment['LC_MESSAGES'] ?? environment['LANG']
const words = createTranslator(read.language ?? nearestLanguage(systemLanguage), appRoot)
const output = createTerminal(process.stdout, environment)
const complaints = createTerminal(process.stderr, environment)

async function main(): Promise<number> {
  if ('problem' in read) {
    showUsageProblem(complaints, words, read.problem)
    return exitCodes.usage
  }
  const { command } = read
  switch (command.kind) {
    case 'help':
      showHelp(output, words)
      return exitCodes.done
    case 'version':
      output.line((await readVersions(appRoot))['modelwright'])
      return exitCodes.done
    case 'demo':
    case 'train':
      return runCommand(command, { appRoot, words, output, complaints })
    default:
      return command satisfies never
  }
}

// A reader that went away (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
process.exitCode = await main()
