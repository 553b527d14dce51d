/** Whether a file's name has one of some endings. */
import { extname } from 'node:path'
import type { SourceFile } from '../source/source-file.ts'

export function endsIn({ fileName }: SourceFile, endings: readonly string[]): boolean {
  return endings.includes(extname(fileName).slice(1).toLowerCase())
}
