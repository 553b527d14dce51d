/** A first look at files that may be imported: how many of which classes, and some of all of them. */
import type { FileInspection } from '../../spec/file-source.ts'
import { findFiles } from './find-files.ts'
import type { FoundFile, MediaKind } from './found-files.ts'
import { inParallel } from './in-parallel.ts'

/** Files that are shown. */
const shown = 24
/** Of which so many are in memory together. */
const atOnce = 4

/** Looks at names, and at a few files, in the way that is given; one that can't be read is told of when it is imported. @throws StudioError as findFiles */
export async function inspectFiles<Sample>(
  path: string,
  kind: MediaKind,
  sampleOf: (file: FoundFile) => Promise<Sample>,
): Promise<FileInspection & { samples: Sample[] }> {
  const found = await findFiles(path, kind)
  try {
    const counts = new Map<string, number>()
    for (const { label } of found.files) if (label !== null) counts.set(label, (counts.get(label) ?? 0) + 1)
    const classes = [...counts].map(([label, files]) => ({ label, files }))
    classes.sort((a, b) => b.files - a.files || (a.label < b.label ? -1 : 1))
    const samples: Sample[] = []
    await inParallel(
      spread(found.files, shown),
      atOnce,
      (file) => sampleOf(file).catch(() => null),
      (sample) => {
        if (sample !== null) samples.push(sample)
      },
    )
    return {
      path: found.path,
      name: found.name,
      kind: found.kind,
      files: found.files.length,
      bytes: found.bytes,
      classes,
      labelsFrom: found.labelsFrom,
      samples,
      otherFiles: found.otherFiles,
      further: [...found.further.keys()],
      notices: [],
    }
  } finally {
    found.close()
  }
}

/** Some of all, at equal distances: names sort by class, so all classes have their share. */
function spread<T>(all: readonly T[], count: number): T[] {
  if (all.length <= count) return [...all]
  return Array.from({ length: count }, (_, at) => all[Math.floor(((at + 0.5) * all.length) / count)]!)
}
