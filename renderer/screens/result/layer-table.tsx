/** The layers of the model: what each gives for a row, what it has learned, and what a row costs in it. */
import { Fragment } from 'react'
import type { TrainedLayer } from '../../../compute/spec/layer-row.ts'
import { useRequest } from '../../bridge/hooks.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Section } from '../../components/page.tsx'
import { useWords } from '../../i18n/words.ts'
import { Spread } from './spread.tsx'
import './tables.css'

export function LayerTable({ runId }: { readonly runId: string }) {
  const { text } = useWords()
  const { data, error } = useRequest('runs.layers', { id: runId })
  return (
    <Section title={text('result.layers.title')} lead={text('result.layers.lead')}>
      {error !== null && <ErrorNotice error={error} />}
      {data?.networks.map(({ way, layers }) => (
        <Fragment key={way}>
          {way !== null && <h3>{text(`result.layers.way.${way}`)}</h3>}
          <Layers layers={layers} />
        </Fragment>
      ))}
    </Section>
  )
}

const columns = ['shape', 'parameters', 'multiplications', 'memory'] as const

function Layers({ layers }: { readonly layers: readonly TrainedLayer[] }) {
  const { text, format } = useWords()
  const sum = (of: (layer: TrainedLayer) => number) => layers.reduce((total, layer) => total + of(layer), 0)
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
          <th scope="col">{text('result.layers.spread')}</th>
        </tr>
      </thead>
      <tbody>
        {layers.map(({ name, parts, shape, parameters, multiplications, bytes, weights }) => (
          <tr key={name}>
            <th scope="row" title={name}>
              <code>{name}</code>
            </th>
            <td className="quiet">
              {parts.length === 0 ? '—' : parts.map((part) => text(`result.layers.part.${part}`)).join(' · ')}
            </td>
            <td className="number">{shape.length === 0 ? '—' : shape.map(format.integer).join(' × ')}</td>
            <td className="number">{format.integer(parameters)}</td>
            <td className="number">{format.integer(multiplications)}</td>
            <td className="number">{format.bytes(bytes)}</td>
            <td>{weights !== null && <Spread layer={name} of="weights" spread={weights} />}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{text('result.layers.all')}</th>
          <td />
          <td />
          <td className="number figures-strong">{format.integer(sum(({ parameters }) => parameters))}</td>
          <td className="number figures-strong">{format.integer(sum(({ multiplications }) => multiplications))}</td>
          <td className="number figures-strong">{format.bytes(sum(({ bytes }) => bytes))}</td>
          <td />
        </tr>
      </tfoot>
    </table>
  )
}
