/** The help text and the complaint about a command line that can't be read. */
import type { Message } from '../../compute/spec/message.ts'
import type { Translator } from '../i18n/translator.ts'
import { exitCodes } from './exit-codes.ts'
import type { Terminal } from './terminal.ts'
import { pad, textWidth, wrap } from './text-width.ts'

/** How each option is written; their order is that of the help. */
const written = {
  target: '-t, --target <column>',
  sheet: '    --sheet <name>',
  'file-column': '    --file-column <n>',
  task: '    --task <task>',
  data: '    --data <kind>',
  ahead: '    --ahead <n>',
  history: '    --history <n>',
  known: '    --known <a,b>',
  features: '    --features <a,b>',
  pretrained: '    --pretrained <folder>',
  budget: '    --budget <budget>',
  epochs: '    --epochs <n>',
  threads: '    --threads <n>',
  device: '    --device <device>',
  seed: '    --seed <n>',
  'no-stratify': '    --no-stratify',
  split: '    --split <way>',
  'split-by': '    --split-by <column>',
  generate: '    --generate',
  out: '-o, --out <path>',
  json: '    --json',
  lang: '    --lang <language>',
  help: '-h, --help',
  version: '-v, --version',
} as const

export function showHelp(terminal: Terminal, { text }: Translator): void {
  const title = (key: string) => {
    terminal.line()
    terminal.line(terminal.style(text(`cli.help.${key}`), 'bold'))
  }
  const list = (entries: readonly (readonly [string, string])[]) => {
    const width = Math.max(...entries.map(([name]) => textWidth(name)))
    for (const [name, meaning] of entries) {
      wrap(meaning, Math.max(20, terminal.width - width - 4)).forEach((part, at) => {
        terminal.line(`  ${pad(at === 0 ? name : '', width)}  ${part}`)
      })
    }
  }
  terminal.paragraph(text('cli.help.about'))
  title('usage')
  list([
    ['modelwright train <file…> [--target <column>] [options]', text('cli.help.lines.train')],
    ['modelwright demo [options]', text('cli.help.lines.demo')],
  ])
  title('options')
  list(Object.entries(written).map(([name, form]) => [form, text(`cli.help.option.${name}`)]))
  title('exitCodes')
  list(Object.entries(exitCodes).map(([name, code]) => [String(code).padStart(3), text(`cli.help.exitCode.${name}`)]))
}

export function showUsageProblem(terminal: Terminal, { text, say }: Translator, problem: Message): void {
  terminal.paragraph(terminal.style(say(problem), 'red'))
  terminal.paragraph(text('cli.usage.seeHelp'))
}
