/** How to run an exported model in Python, in five lines, with the columns of this very model. */
import type { FormField } from '../../../main/ipc/contract/records.ts'
import type { RunSpec } from '../../../compute/spec/run.ts'
import type { CalendarPart, SeriesWindow } from '../../../compute/spec/series-window.ts'
import { answeringBeside } from '../../../compute/spec/answering-file.ts'
import { tokenizerBeside } from '../../../compute/spec/tokenizer-file.ts'
import { shortNumber } from './try-fields.ts'

/** The last part of a path, on any system. */
export function baseName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path
}

/** Five lines that load the file and predict one row. JSON's texts and numbers are Python's as well. */
export function pythonSnippet(
  path: string,
  fields: readonly FormField[],
  { window, labelling, answering }: Pick<RunSpec, 'window' | 'labelling' | 'answering'> = {},
): string {
  if (window !== undefined) return windowSnippet(path, fields, window)
  if (answering !== undefined) return answerSnippet(path)
  if (labelling !== undefined) return wordsSnippet(path, fields, labelling.words)
  const file = fields.find(({ kind }) => kind === 'image' || kind === 'audio')
  if (file !== undefined)
    return fileSnippet(
      path,
      file,
      fields.filter((field) => field !== file),
    )
  const tokens = fields.find(({ kind }) => kind === 'tokens')
  if (tokens !== undefined) return tokensSnippet(path, tokens.column)
  return [
    'import numpy as np, onnxruntime',
    `model = onnxruntime.InferenceSession(${JSON.stringify(baseName(path))})`,
    ...rowLines(fields),
    'print(model.run(None, inputs))',
  ].join('\n')
}

/** Lines that make inputs of the columns with their usual values. */
function rowLines(fields: readonly FormField[]): readonly string[] {
  const cells = fields.map((field) => `${JSON.stringify(field.column)}: ${pythonCell(field)}`)
  const array = 'np.array([[row[i.name]]], kinds.get(i.type, np.float32))'
  return [
    `row = {${cells.join(', ')}}`,
    `kinds = {"tensor(string)": object, "tensor(int64)": np.int64}; inputs = {i.name: ${array} for i in model.get_inputs() if i.name in row}`,
  ]
}

/** A usual cell as Python writes it, or what stands for a missing one. Dates are seconds since 1970. */
function pythonCell({ kind, usual }: FormField): string {
  if (kind === 'date') return `np.datetime64(${JSON.stringify(usual ?? 'NaT')}, "s").astype(np.int64)`
  if (usual === null) return kind === 'number' ? 'float("nan")' : '""'
  return JSON.stringify(typeof usual === 'number' && kind === 'number' ? shortNumber(usual) : String(usual))
}

const readings = {
  hour: 'when.dt.hour + when.dt.minute / 60',
  weekday: 'when.dt.day_of_week',
  yearday: 'when.dt.day_of_year',
} as const satisfies Record<CalendarPart, string>

/** The same for a forecast: the newest steps of one series, oldest first, and what is known of those ahead. */
function windowSnippet(path: string, fields: readonly FormField[], window: SeriesWindow): string {
  const { time, history, horizon, calendar, known = [] } = window
  const namesOf = (wanted: FormField['kind']) => fields.flatMap(({ kind, column }) => (kind === wanted ? [column] : []))
  const knownOf = (wanted: FormField['kind']) => namesOf(wanted).filter((column) => known.includes(column))
  const [numbersAhead, categoriesAhead] = [knownOf('number'), knownOf('category')]
  const knows = numbersAhead.length + categoriesAhead.length > 0
  const when = JSON.stringify(time)
  const categories = namesOf('category')
  const free = (name: string): string => (categories.includes(name) ? free(`${name}_`) : name)
  return [
    'import numpy as np, onnxruntime, pandas as pd',
    `model = onnxruntime.InferenceSession(${JSON.stringify(baseName(path))})`,
    `rows = pd.read_csv("series.csv").sort_values(${when}).ffill().tail(${history})`,
    ...(knows ? [`ahead = pd.read_csv("ahead.csv").sort_values(${when}).head(${horizon})`] : []),
    `inputs = {${JSON.stringify(free('values'))}: rows[${JSON.stringify(namesOf('number'))}].to_numpy(np.float32)[None]}`,
    ...categories.map((name) => {
      const column = JSON.stringify(name)
      return `inputs[${column}] = rows[${column}].astype(str).to_numpy(object)[None]`
    }),
    ...(numbersAhead.length === 0
      ? []
      : [
          `inputs[${JSON.stringify(free('known'))}] = ahead[${JSON.stringify(numbersAhead)}].to_numpy(np.float32)[None]`,
        ]),
    ...categoriesAhead.map(
      (name) =>
        `inputs[${JSON.stringify(free(`${name}_ahead`))}] = ahead[${JSON.stringify(name)}].astype(str).to_numpy(object)[None]`,
    ),
    ...(calendar.length === 0
      ? []
      : [
          `when = pd.to_datetime(${knows ? `pd.concat([rows, ahead])` : 'rows'}[${when}])`,
          `inputs[${JSON.stringify(free('calendar'))}] = np.stack([${calendar.map((part) => readings[part]).join(', ')}], 1).astype(np.float32)[None]`,
        ]),
    'print(model.run(None, inputs))',
  ].join('\n')
}

/** The same for a model that reads tokens: they are cut by the tokeniser that was written beside it. */
function tokensSnippet(path: string, column: string): string {
  return [
    'import numpy as np, onnxruntime; from tokenizers import Tokenizer',
    `model = onnxruntime.InferenceSession(${JSON.stringify(baseName(path))})`,
    `tokenizer = Tokenizer.from_file(${JSON.stringify(tokenizerBeside(baseName(path)))})`,
    'ids = tokenizer.encode("A text.").ids',
    `print(model.run(None, {${JSON.stringify(column)}: np.array([ids], np.int64)}))`,
  ].join('\n')
}

/** The same for a model that answers questions: the script beside it does it all. */
function answerSnippet(path: string): string {
  const script = JSON.stringify(answeringBeside(baseName(path)).script)
  return [
    'import runpy',
    `answer = runpy.run_path(${script})["answer"]`,
    'print(answer("A question?", "A passage that answers it."))',
  ].join('\n')
}

/** How a file becomes what the model takes, in Python: which modules that needs, and lines that end with the value. */
interface ReadFile {
  readonly imports: string
  readonly lines: readonly string[]
  readonly value: string
}

/** The middle of one channel at the model's rate, between silence where it is too short. */
const readRecording = (column: string): ReadFile => ({
  imports: 'import json, numpy as np, onnxruntime, soundfile; from scipy.signal import resample_poly',
  lines: [
    `heard = next(c for c in json.loads(model.get_modelmeta().custom_metadata_map["modelwright.columns"]) if c["name"] == ${JSON.stringify(column)})`,
    'sound, rate = soundfile.read("recording.wav", dtype="float32", always_2d=True)',
    'sound, size = resample_poly(sound.mean(1), heard["sampleRate"], rate), heard["samples"]',
    'gap = max(0, size - len(sound)); skip = max(0, len(sound) - size) // 2',
    'clip = np.pad(sound, (gap // 2, gap - gap // 2))[skip : skip + size].astype(np.float32)',
  ],
  value: 'clip[None]',
})

/** The same for a model that labels words: each word of a sentence beside its label. */
function wordsSnippet(path: string, fields: readonly FormField[], column: string): string {
  const name = JSON.stringify(column)
  const [field] = fields
  const sentence = JSON.stringify(String(field?.usual ?? 'A sentence .'))
  const head = [
    'import numpy as np, onnxruntime',
    `model = onnxruntime.InferenceSession(${JSON.stringify(baseName(path))})`,
    `words = ${sentence}.split()`,
  ]
  if (field?.kind !== 'tokens') {
    return [
      ...head,
      `labels, probabilities = model.run(None, {${name}: np.array([[" ".join(words)]], object)})`,
      'print(list(zip(words, labels[0])))',
    ].join('\n')
  }
  return [
    'from tokenizers import Tokenizer',
    ...head,
    `tokenizer = Tokenizer.from_file(${JSON.stringify(tokenizerBeside(baseName(path)))})`,
    'cut = tokenizer.encode(words, is_pretokenized=True)',
    `labels, probabilities = model.run(None, {${name}: np.array([cut.ids], np.int64)})`,
    'print([(word, labels[0][cut.word_ids.index(at)]) for at, word in enumerate(words) if at in cut.word_ids])',
  ].join('\n')
}

/** The middle of the picture at the model's size, as numbers from 0 to 255. */
const readPicture = (column: string): ReadFile => ({
  imports: 'import numpy as np, onnxruntime; from PIL import Image, ImageOps',
  lines: [
    `_, height, width, channels = next(i.shape for i in model.get_inputs() if i.name == ${JSON.stringify(column)})`,
    'picture = Image.open("picture.png").convert("L" if channels == 1 else "RGB")',
    'pixels = np.asarray(ImageOps.fit(picture, (width, height), Image.Resampling.LANCZOS), np.float32)',
  ],
  value: 'pixels.reshape(1, height, width, channels)',
})

/** The same for a model of pictures or recordings, with the columns that it reads beside them. */
function fileSnippet(path: string, { column, kind }: FormField, others: readonly FormField[]): string {
  const { imports, lines, value } = kind === 'image' ? readPicture(column) : readRecording(column)
  const file = `{${JSON.stringify(column)}: ${value}}`
  return [
    imports,
    `model = onnxruntime.InferenceSession(${JSON.stringify(baseName(path))})`,
    ...lines,
    ...(others.length === 0 ? [] : rowLines(others)),
    `print(model.run(None, ${others.length === 0 ? file : `inputs | ${file}`}))`,
  ].join('\n')
}
