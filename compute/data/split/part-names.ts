/** Names under which data comes already divided: of folders, and of values in a column. */
import type { Part } from '../../spec/split.ts'

const namesOf = {
  train: ['train', 'training', 'tr', 'learn', '训练', '训练集'],
  validation: ['val', 'valid', 'validation', 'dev', '验证', '验证集'],
  test: ['test', 'testing', 'tst', 'holdout', 'hold-out', 'eval', 'evaluation', '测试', '测试集'],
} as const satisfies Record<Part, readonly string[]>

const partOfName: ReadonlyMap<string, Part> = new Map([
  ...namesOf.train.map((name) => [name, 'train'] as const),
  ...namesOf.validation.map((name) => [name, 'validation'] as const),
  ...namesOf.test.map((name) => [name, 'test'] as const),
])

/** The part that a name stands for, or null. */
export function canonicalPart(name: string): Part | null {
  return partOfName.get(name.trim().toLowerCase()) ?? null
}

/** The part that the outermost folder of that kind says in a path with forward slashes; null where none does. */
export function folderPart(file: string): Part | null {
  for (const folder of file.split('/').slice(0, -1)) {
    const part = canonicalPart(folder)
    if (part !== null) return part
  }
  return null
}
