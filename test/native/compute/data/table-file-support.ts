/** The recorded table files of other programs, and what is in them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '../../../../main/tooling/repository.ts'

interface Recorded {
  readonly columns: readonly string[]
  /** All values as texts. */
  readonly rows: readonly (readonly (string | null)[])[]
  /** In base64. */
  readonly files: Readonly<Record<string, string>>
}

export const recorded = JSON.parse(
  readFileSync(join(repositoryRoot, 'test/fixtures/data/table-files.json'), 'utf8'),
) as Recorded

/** A recorded file's bytes. */
export function recordedFile(name: string): Buffer {
  const file = recorded.files[name]
  if (file === undefined) throw new Error(`no file ${name} was recorded`)
  return Buffer.from(file, 'base64')
}
