/** How long columns of free text are looked at, against how all other texts are. */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { analyseFreeTexts } from '../../../../compute/data/profile/analyse-free-texts.ts'
import { analyseTexts } from '../../../../compute/data/profile/analyse-texts.ts'
import { openStored } from '../../../../compute/data/storage/read-table.ts'
import { TableEngine } from '../../../../compute/data/storage/table-engine.ts'
import { importFolder } from './import-support.ts'

const { signal } = new AbortController()

describe('a long column of free text', () => {
  const folder = importFolder()
  const lines = Array.from({ length: 400 }, (_, row) =>
    row % 40 === 7 ? 'n/a,1' : row % 40 === 9 ? ',2' : `the ${row % 350}th note that nobody wrote twice,${row}`,
  )

  it('is told the same of as a short one', async () => {
    const path = await folder.write('notes.csv', `note,x\n${lines.join('\n')}\n`)
    const table = await folder.import(path, { dialect: { missing: [] } })
    const file = join(folder.project, table.file)
    const engine = await TableEngine.open({ files: [file], folder: null })
    const stored = await openStored(engine, file, signal)
    const short = await analyseTexts(stored, 0, [], signal)
    const long = await analyseFreeTexts(stored, 0, [], signal)
    expect(long?.values).toEqual(short.values)
    expect(long?.missingTexts).toEqual(['n/a'])
    const { meanLength, ...counted } = short.evidence
    expect(long?.evidence).toMatchObject(counted)
    expect(long?.evidence.meanLength).toBeCloseTo(meanLength, 9)
    await engine.close()
  })

  it('has a digest of which text stands in which row', async () => {
    const digests = new Set<string>()
    for (const [name, rows] of [
      ['one.csv', lines],
      ['two.csv', lines.with(3, lines[4]!).with(4, lines[3]!)],
      ['three.csv', lines.with(3, lines[4]!)],
    ] as const) {
      const table = await folder.import(await folder.write(name, `note,x\n${rows.join('\n')}\n`))
      const file = join(folder.project, table.file)
      const engine = await TableEngine.open({ files: [file], folder: null })
      const stored = await openStored(engine, file, signal)
      digests.add((await analyseFreeTexts(stored, 0, [], signal))!.digest)
      digests.add((await analyseTexts(stored, 0, [], signal)).digest)
      await engine.close()
    }
    expect(digests.size).toBe(6)
  })

  it('is looked at as a whole where its share holds numbers', async () => {
    const path = await folder.write('numbers.csv', `note,x\n${lines.map((_, row) => `${row},a`).join('\n')}\n`)
    const table = await folder.import(path, { kinds: { note: 'text' } })
    const file = join(folder.project, table.file)
    const engine = await TableEngine.open({ files: [file], folder: null })
    expect(await analyseFreeTexts(await openStored(engine, file, signal), 0, [], signal)).toBeNull()
    await engine.close()
  })
})
