/** Dates as single texts are read, against how SQL reads whole columns of them. */
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { describe, expect, it } from 'vitest'
import { dictionarySeconds } from '../../../../compute/data/preprocess/fit-dates.ts'
import { momentSql } from '../../../../compute/data/storage/column-sql.ts'
import { sqlText } from '../../../../compute/data/storage/sql-text.ts'
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
    offset: (row) =>
      `2024-0${1 + (row % 9)}-${pad(1 + (row % 28))} 0${row % 10}:30:00${['+01:00', '-0330', '+00:00', '+14', '-12:45'][row % 5]}`,
    offsetOfFractions: (row) =>
      `2024-05-${pad(1 + (row % 28))}T23:${pad(row % 60)}:59.${row % 7}${row % 2 ? '+05:45' : '-00:01'}`,
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

  /** The times of a column, written as ISO 8601 has them. */
  async function timesOf(name: string, texts: readonly string[]): Promise<string[]> {
    const lines = texts.map((text, row) => `${text},${row}\n`)
    const table = await folder.import(await folder.write(`${name}.csv`, `when,x\n${lines.join('')}`))
    const reader = await openTable(join(folder.project, table.file))
    const times = await reader.times('when')
    await reader.close()
    return Array.from(times!.values, (moment) => new Date(moment).toISOString().slice(0, 19))
  }

  it('stay as they are in the hour that a change of the clocks leaves out, and in the one that it has twice', async () => {
    const spring = ['2024-03-31 01:30:00', '2024-03-31 02:30:00', '2024-03-31 03:30:00']
    const autumn = ['2024-10-27 02:30:00', '2024-10-27 02:30:00', '2024-10-27 03:30:00']
    const written = [...spring, ...autumn].map((text) => text.replace(' ', 'T'))
    expect(await timesOf('clocks', [...spring, ...autumn])).toEqual(written)
  })

  it('are told apart by their offsets from UTC, also beside times without', async () => {
    const moments = await timesOf('offsets', [
      '2024-10-27 02:30:00+02:00',
      '2024-10-27 02:30:00+01:00',
      '2024-10-27 02:30:00+00:00',
      '2024-10-27 02:30:00Z',
      '2024-10-27 02:30:00',
    ])
    expect(moments).toEqual([0, 1, 2, 2, 2].map((hour) => `2024-10-27T0${hour}:30:00`))
  })

  it('are the same moments in SQL wherever the machine stands', async () => {
    const texts = ['2024-03-31 02:30:00', '2024-10-27 02:30:00+02:00', '2024-10-27 02:30:00+01:00']
    const formats = ['%Y-%m-%d %H:%M:%S', '%Y-%m-%d %H:%M:%S%z']
    const connection = await (await DuckDBInstance.create(':memory:')).connect()
    for (const zone of ['UTC', 'Europe/Berlin', 'Asia/Shanghai']) {
      await connection.run(`SET TimeZone = '${zone}'`)
      const read = texts.map((text) => `CAST(${momentSql(sqlText(text), formats)} AS VARCHAR)`)
      const found = await connection.runAndReadAll(`SELECT ${read.join(', ')}`)
      const moments = ['2024-03-31 02:30:00', '2024-10-27 00:30:00', '2024-10-27 01:30:00']
      expect(found.getRowsJS(), zone).toEqual([moments])
    }
    connection.closeSync()
  })
})
