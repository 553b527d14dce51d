/** A table of a model's layers: what each gives for a row, what it has to learn, and what a row costs in it. */
import type { ReactNode } from 'react'
import type { LayerRow } from '../../../compute/spec/layer-row.ts'
import { useWords } from '../../i18n/words.ts'
import './tables.css'

interface LayerRowsProps<Row extends LayerRow> {
  readonly layers: readonly Row[]
  /** What else is told of each. */
  readonly last?: { readonly title: string; readonly cell: (layer: Row) => ReactNode }
}

const columns = ['shape', 'parameters', 'flops', 'memory'] as const

/** See the file's head. */
export function LayerRows<Row extends LayerRow>({ layers, last }: LayerRowsProps<Row>) {
  const { text, format } = useWords()
  const sum = (of: (layer: Row) => number) => layers.reduce((total, layer) => total + of(layer), 0)
  return (
    <table className="figures-table">
      <thead>
        <tr>
          <th scope="col">{text('result.layers.name')}</th>
          <th scope="col">{text('result.layers.parts')}</th>
          {columns.map((column) => (
            <th key={column} scope="col" className="number">
              {text(`result.layers.${column}`)}
            </th>
          ))}
          {last !== undefined && <th scope="col">{last.title}</th>}
        </tr>
      </thead>
      <tbody>
        {layers.map((layer) => (
          <tr key={layer.name}>
            <th scope="row" title={layer.name}>
              <code>{layer.name}</code>
            </th>
            <td className="quiet">
              {layer.parts.length === 0
                ? '—'
                : layer.parts.map((part) => text(`result.layers.part.${part}`)).join(' · ')}
            </td>
            <td className="number">{layer.shape.length === 0 ? '—' : layer.shape.map(format.integer).join(' × ')}</td>
            <td className="number">{format.integer(layer.parameters)}</td>
            <td className="number">{format.integer(layer.flops)}</td>
            <td className="number">{format.bytes(layer.bytes)}</td>
            {last !== undefined && <td>{last.cell(layer)}</td>}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{text('result.layers.all')}</th>
          <td />
          <td />
          <td className="number figures-strong">{format.integer(sum(({ parameters }) => parameters))}</td>
          <td className="number figures-strong">{format.integer(sum(({ flops }) => flops))}</td>
          <td className="number figures-strong">{format.bytes(sum(({ bytes }) => bytes))}</td>
          {last !== undefined && <td />}
        </tr>
      </tfoot>
    </table>
  )
}
