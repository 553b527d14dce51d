/** The layers while training rows go through them: what they give, and what would still be learned. Worked out when asked for. */
import { Activity } from 'lucide-react'
import { useState } from 'react'
import type { InspectedNetwork } from '../../../compute/spec/layer-row.ts'
import type { NumberSpread } from '../../../compute/spec/number-spread.ts'
import { useRequest } from '../../bridge/hooks.ts'
import { Button } from '../../components/button.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Section } from '../../components/page.tsx'
import { useWords } from '../../i18n/words.ts'
import { Spread, type SpreadProps } from './spread.tsx'
import './tables.css'

export function LayersAtWork({ runId }: { readonly runId: string }) {
  const { text } = useWords()
  const [isAsked, setIsAsked] = useState(false)
  const { data, error, isFetching } = useRequest('runs.layersAtWork', { id: runId }, { enabled: isAsked })
  return (
    <Section title={text('result.layersAtWork.title')} lead={text('result.layersAtWork.lead')}>
      {error !== null && <ErrorNotice error={error} />}
      {data === undefined ? (
        <Button icon={Activity} isDisabled={isFetching} onPress={() => setIsAsked(true)}>
          {text(isFetching ? 'result.layersAtWork.looking' : 'result.layersAtWork.look')}
        </Button>
      ) : (
        data.networks.map((inspection) => <Inspection key={inspection.network} inspection={inspection} />)
      )}
    </Section>
  )
}

const parts = ['weights', 'activations', 'gradients'] as const satisfies readonly SpreadProps['of'][]

function Inspection({ inspection: { network, rows, loss, layers } }: { readonly inspection: InspectedNetwork }) {
  const { text, format } = useWords()
  return (
    <>
      {network !== null && <h3>{text(`result.layers.way.${network}`)}</h3>}
      <p className="quiet">{text('result.layersAtWork.of', { count: rows, loss: format.number(loss) })}</p>
      <table className="figures-table">
        <thead>
          <tr>
            <th scope="col">{text('result.layers.name')}</th>
            {parts.map((part) => (
              <th key={part} scope="col">
                {text(`result.layersAtWork.${part}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {layers.map((layer) => (
            <tr key={layer.name}>
              <th scope="row" title={layer.name}>
                <code>{layer.name}</code>
              </th>
              {parts.map((part) => (
                <td key={part}>
                  <Figures layer={layer.name} of={part} spread={layer[part]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

/** The histogram, and under it the figure that tells most: how many units are silent, or how long the vector is. */
function Figures({ spread, ...props }: Omit<SpreadProps, 'spread'> & { readonly spread: NumberSpread | null }) {
  const { text, format } = useWords()
  if (spread === null) return <span className="quiet">—</span>
  return (
    <span className="layer-figures">
      <Spread {...props} spread={spread} />
      <span className="quiet">
        {props.of === 'activations'
          ? text('result.layersAtWork.zeros', { share: spread.zeros })
          : text('result.layersAtWork.norm', { norm: format.number(spread.norm, 3) })}
      </span>
    </span>
  )
}
