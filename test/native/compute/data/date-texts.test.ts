/** Dates as single texts are read, against how SQL reads whole columns of them. */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dictionarySeconds } from '../../../../compute/data/preprocess/fit-dates.ts'
import { openTable } from '../../../../compute/data/table-reader.ts'
import { importFolder } from './import-support.ts'

describe('texts of dates', () => {
  const folder = importFolder()
  const pad = (number: number) => String(number).padStart(2, '0')
  const written: Record<string, (row: number) => string> = {
    iso: (row) => `20${pad(row % 60)}-${pad(1 + (row % 12))}-${pad(1 + (row % 28))}`,
    stamp: (row) =>
      `19${pad(40 + (row % 60))}-0${1 + (row % 9)}-${pad(1 + (row % 28))} ${pad(row % 24)}:${pad(row % 60)}:07`,
    german: (row) => `${1 + (row % 31)}.${1 + (row % 12)}.20${pad(row % 90)}`,
    short: (row) => `${1 + (row % 12)}/${1 + (row % 28)}/${pad((row * 7) % 100)}`,
    named: (row) => `${1 + (row % 28)} ${['Jan', 'FEB', 'mar', 'Dec'][row % 4]} ${1000 + row * 40}`,
    afternoon: (row) =>
      `2024/${1 + (row % 12)}/${1 + (row % 28)} ${1 + (row % 12)}:${pad(row % 60)} ${row % 2 === 0 ? 'AM' : 'pm'}`,
    fraction: (row) => `2024-05-${pad(1 + (row % 28))}T23:${pad(row % 60)}:59.${row % 7}`,
    chinese: (row) => `${1950 + row}年${1 + (row % 12)}月${1 + (row % 28)}日`,
  }

  it.each(Object.entries(written))('are the moments that SQL reads in them: %s', async (name, write) => {
    const rows = Array.from({ length: 130 }, (_, row) => write(row))
    const lines = [...rows, 'unknown', ''].map((text, row) => `${text},${row}`)
    const table = await folder.import(await folder.write(`${name}.csv`, `when,x\n${lines.join('\n')}\n`))
    const reader = await openTable(join(folder.project, table.file))
    const times = await reader.times('when')
    const column = (await reader.columns(['when'])).columns.get('when')
    await reader.close()
    if (column?.kind !== 'date') throw new Error(`a column of ${column?.kind}`)
    const seconds = dictionarySeconds(column.dictionary, column.formats ?? [])
    const found = Array.from(column.codes, (code) => seconds[code] ?? NaN)
    expect(found).toEqual(Array.from(times!.values, (moment) => Math.floor(moment / 1000)))
    expect(found.filter(Number.isNaN).length).toBeLessThan(7)
  })
})
