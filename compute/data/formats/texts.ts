/** A folder or a zip of text files: a row each, with its class where they are in a folder for each. */
import { createHash } from 'node:crypto'
import type { Finding } from '../../spec/health.ts'
import { StudioError } from '../../spec/errors.ts'
import { message } from '../../spec/message.ts'
import type { ColumnKind } from '../../spec/table-dialect.ts'
import { tableFormatEndings } from '../../spec/table-format.ts'
import { named } from '../dialect/table-head.ts'
import { folderLabel, withoutSoleClass } from '../files/found-files.ts'
import { inParallel } from '../files/in-parallel.ts'
import { foreignFormat } from '../source/file-signature.ts'
import type { SourceFile } from '../source/source-file.ts'
import { folderPart } from '../split/part-names.ts'
import { readText, type TextFile, type TextFiles, textsOfFolder, textsOfZip } from '../text/text-files.ts'
import { type TextRow, readCopiedRows } from './copied-rows.ts'
import { endsIn } from './ends-in.ts'
import { listedNames } from './listed-names.ts'
import type { FormatHead, ReadJob, ReadRows, TableFormatReader } from './table-format.ts'
import { typedColumns, typedHead } from './typed-head.ts'

/** Texts that a first look shows, and files that are read side by side. */
const [shownTexts, filesAtOnce, filesPerBatch] = [60, 8, 500]

export const textsFormat: TableFormatReader = {
  recognises: (head, source) =>
    source.identify !== undefined || (foreignFormat(head) === 'ZIP' && endsIn(source, tableFormatEndings.texts)),
  async open(source, { dialect }) {
    const found = await collect(source)
    try {
      const texts = labelled(found)
      const looked = await lookedAt(source, texts)
      const head = {
        ...typedHead(
          source,
          {
            columns: typedColumns(columnsOf(texts)),
            rows: looked.map(({ file, text }) => cellsOf(texts, file, text)),
            wholeFileRead: looked.length === texts.files.length,
            estimatedRows: texts.files.length,
            notices: found.otherFiles === 0 ? [] : [otherFilesMessage(found.otherFiles)],
          },
          { ...dialect, missing: dialect.missing ?? [] },
        ),
        kinds: kindsOf(texts),
      }
      return { head, read: (job) => readTexts(source, head, job) }
    } finally {
      found.close()
    }
  },
}

async function collect(source: SourceFile): Promise<TextFiles> {
  const found = await (source.identify === undefined ? textsOfZip : textsOfFolder)(source.path)
  if (found.files.length > 0) return found
  found.close()
  throw new StudioError('file-not-a-table', { ...named(source), format: 'ZIP' })
}

interface LabelledFile extends TextFile {
  readonly label: string | null
}

interface LabelledTexts {
  readonly files: readonly LabelledFile[]
  readonly hasLabels: boolean
  /** Whether the folders name training and test, at least. */
  readonly hasParts: boolean
}

function labelled({ files }: TextFiles): LabelledTexts {
  const own = withoutSoleClass(files.map((file) => ({ ...file, label: folderLabel(file.file) })))
  const parts = new Set(files.map(({ file }) => folderPart(file)))
  return {
    files: own,
    hasLabels: own.some(({ label }) => label !== null),
    hasParts: parts.has('train') && parts.has('test'),
  }
}

const columnsOf = ({ hasLabels, hasParts }: LabelledTexts): string[] => [
  'text',
  ...(hasLabels ? ['label'] : []),
  ...(hasParts ? ['part'] : []),
]

const kindsOf = (texts: LabelledTexts): Record<string, ColumnKind> =>
  Object.fromEntries(columnsOf(texts).map((name) => [name, name === 'text' ? 'text' : 'category']))

const cellsOf = ({ hasLabels, hasParts }: LabelledTexts, { label, file }: LabelledFile, text: string) => [
  text,
  ...(hasLabels ? [label] : []),
  ...(hasParts ? [folderPart(file)] : []),
]

/** Some of all, at equal distances: names sort by class, so all classes have their share. */
async function lookedAt(source: SourceFile, { files }: LabelledTexts): Promise<{ file: LabelledFile; text: string }[]> {
  const count = Math.min(files.length, shownTexts)
  const some = Array.from({ length: count }, (_, at) => files[Math.floor(((at + 0.5) * files.length) / count)]!)
  const read = await Promise.all(some.map(async (file) => ({ file, text: (await readText(file))?.text ?? null })))
  if (count === files.length && read.every(({ text }) => text === null)) throw unreadable(source)
  const known = read.map(({ file, text }) => ({ file, text: text ?? '' }))
  const filled = known.filter(({ text }) => text !== '')
  return filled.length > 0 ? filled : known
}

const unreadable = (source: SourceFile) => new StudioError('file-not-readable', named(source))

const otherFilesMessage = (count: number) => message('data.notice.otherTextFiles', { count })

async function readTexts(source: SourceFile, head: FormatHead, job: ReadJob): Promise<ReadRows> {
  const found = await collect(source)
  const hash = createHash('sha256')
  const empty: string[] = []
  const damaged: string[] = []
  const texts = labelled(found)

  async function* rows(signal: AbortSignal, onDone: (done: number) => void): AsyncGenerator<readonly TextRow[]> {
    for (let from = 0; from < texts.files.length; from += filesPerBatch) {
      const batch: TextRow[] = []
      await inParallel(
        texts.files.slice(from, from + filesPerBatch),
        filesAtOnce,
        async (file) => ({ file, read: await readText(file) }),
        ({ file, read }, at) => {
          if (signal.aborted) throw new StudioError('cancelled')
          if (read === null) damaged.push(file.file)
          else if (read.text === '') empty.push(file.file)
          else {
            hash.update(JSON.stringify(file.file)).update(read.bytes)
            batch.push({ cells: cellsOf(texts, file, read.text), line: from + at + 1 })
          }
        },
      )
      onDone(Math.min(1, (from + filesPerBatch) / texts.files.length))
      yield batch
    }
    if (damaged.length === texts.files.length) throw unreadable(source)
  }

  const findings = (): Finding[] => [
    ...(damaged.length === 0 ? [] : [finding('needs-you', 'unreadableTexts', damaged)]),
    ...(empty.length === 0 ? [] : [finding('mended', 'emptyTexts', empty)]),
    ...(found.otherFiles === 0
      ? []
      : [{ level: 'fine' as const, column: null, text: otherFilesMessage(found.otherFiles) }]),
  ]
  try {
    const table = {
      ...{ source, head, rows, findings },
      nameColumns: () => typedColumns(columnsOf(texts)),
      notices: () => [],
      // A zip is one file, and has its own sum.
      ...(source.identify === undefined ? {} : { sha256: () => hash.digest('hex') }),
    }
    return await readCopiedRows(table, job)
  } finally {
    found.close()
  }
}

/** Files that a finding lists. */
const listedFiles = 200

function finding(level: Finding['level'], name: 'unreadableTexts' | 'emptyTexts', files: readonly string[]): Finding {
  const { count, columns } = listedNames(files)
  return {
    ...{ level, column: 'text', text: message(`data.notice.${name}`, { count, files: columns }) },
    ...{
      rule: message(`data.rules.${name}`),
      files: files.slice(0, listedFiles),
      remedies: [{ kind: 'import-again' }],
    },
  }
}
