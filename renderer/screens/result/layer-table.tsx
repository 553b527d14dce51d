/** The layers of the model: what each gives for a row, what it has learned, and what a row costs in it. */
import { Fragment } from 'react'
import { useRequest } from '../../bridge/hooks.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Section } from '../../components/page.tsx'
import { useWords } from '../../i18n/words.ts'
import { LayerRows } from './layer-rows.tsx'
import { Spread } from './spread.tsx'

export function LayerTable({ runId }: { readonly runId: string }) {
  const { text } = useWords()
  const { data, error } = useRequest('runs.layers', { id: runId })
  return (
    <Section title={text('result.layers.title')} lead={text('result.layers.lead')}>
      {error !== null && <ErrorNotice error={error} />}
      {data?.networks.map(({ way, layers }) => (
        <Fragment key={way}>
          {way !== null && <h3>{text(`result.layers.way.${way}`)}</h3>}
          <LayerRows
            layers={layers}
            last={{
              title: text('result.layers.spread'),
              cell: ({ name, weights }) => weights !== null && <Spread layer={name} of="weights" spread={weights} />,
            }}
          />
        </Fragment>
      ))}
    </Section>
  )
}
