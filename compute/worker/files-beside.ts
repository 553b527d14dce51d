/** What is written beside an exported model: the tokeniser of a model that reads tokens, and how to ask one that answers questions. */
import { basename } from 'node:path'
import { answeringReadme, answerScript } from '../export/answering-files.ts'
import { writeChecked } from '../export/checked-file.ts'
import { exportedTokenizer } from '../pretrained/imported-models.ts'
import { answeringBeside } from '../spec/answering-file.ts'
import type { FittedPreprocessing } from '../spec/preprocessing.ts'
import { tokenizerBeside } from '../spec/tokenizer-file.ts'

export interface FileBeside {
  readonly path: string
  readonly content: Uint8Array
}

/** The files that go with a model. @throws StudioError as exportedTokenizer */
export async function filesBeside(
  projectFolder: string,
  path: string,
  { features }: FittedPreprocessing,
): Promise<FileBeside[]> {
  const tokens = features.find((feature) => feature.kind === 'tokens' || feature.kind === 'pair')
  if (tokens === undefined) return []
  const isPair = tokens.kind === 'pair'
  const tokenizer = await exportedTokenizer(projectFolder, tokens.pretrained, isPair ? null : tokens.length)
  const first = { path: tokenizerBeside(path), content: tokenizer }
  if (!isPair) return [first]
  const { script, readme } = answeringBeside(path)
  const text = (content: string) => new TextEncoder().encode(content)
  const name = basename(path).replace(/\.onnx$/i, '')
  const named = answerScript.replace('THIS_FILE', basename(script))
  return [first, { path: script, content: text(named) }, { path: readme, content: text(answeringReadme(name)) }]
}

/** Writes files that get their names only with a model that has passed its check. @param write the model */
export function writeBeside<T>([first, ...rest]: readonly FileBeside[], write: () => Promise<T>): Promise<T> {
  return first === undefined ? write() : writeChecked(first.path, first.content, () => writeBeside(rest, write))
}
