/** The layers of the plan's model before training: what each gives and costs, what training needs of memory, and how each learns. */
import { useState } from 'react'
import {
  groupLayers,
  isAmong,
  neverDecays,
  rateFactorOf,
  withFactor,
  withLayer,
} from '../../../../compute/spec/layer-groups.ts'
import type { PlannedLayers } from '../../../../compute/spec/layer-row.ts'
import { Button } from '../../../components/button.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { NumberField } from '../../../components/field.tsx'
import { Facts } from '../../../components/page.tsx'
import { Waiting } from '../../../components/progress.tsx'
import { Checkbox } from '../../../components/toggle.tsx'
import { useWords } from '../../../i18n/words.ts'
import { LayerRows } from '../../result/layer-rows.tsx'
import { useEditor, usePlanField } from './editor-context.ts'
import { SharedRow } from './field-row.tsx'
import { layerFields, learningLayers, layerProblems } from './use-planned-layers.ts'
import './layer-fields.css'

/** See the file's head. */
export function LayerFields() {
  const { planned, error } = useEditor().layers
  if (error !== null) return <ErrorNotice error={error} />
  if (planned === null) return <Waiting />
  return (
    <>
      <PlannedTable planned={planned} />
      <Learning planned={planned} />
    </>
  )
}

/** In one line: how many layers, what they have to learn, what they compute. */
export function useLayersLine(): string {
  const { text, format } = useWords()
  const { planned } = useEditor().layers
  if (planned === null) return ''
  const sum = (of: (layer: PlannedLayers['layers'][number]) => number) =>
    format.integer(planned.layers.reduce((total, layer) => total + of(layer), 0))
  return [
    text('wizard.layerPlan.count', { count: planned.layers.length }),
    text('wizard.layerPlan.weightCount', { weights: sum(({ parameters }) => parameters) }),
    text('wizard.layerPlan.flops', { flops: sum(({ flops }) => flops) }),
  ].join(' · ')
}

/** More rows than this are shown by their blocks first. */
const manyLayers = 16
const bytesOfNumber = 4

function PlannedTable({ planned }: { readonly planned: PlannedLayers }) {
  const { text, format } = useWords()
  const [each, showEach] = useState(false)
  const { training } = useEditor().state.plan
  const { layers, memory } = planned
  const grouped = groupLayers(layers)
  const canGroup = layers.length > manyLayers && grouped.length < layers.length
  const sum = (of: (layer: PlannedLayers['layers'][number]) => number) =>
    layers.reduce((total, layer) => total + of(layer), 0)
  const size = (bytes: number) => format.bytes(bytes)
  const { runtime, rows, state, activations } = memory
  return (
    <div className="planned-layers">
      <p className="caption quiet">{text('wizard.layerPlan.lead')}</p>
      <div className="planned-layers-table">
        <LayerRows layers={canGroup && !each ? grouped : layers} />
      </div>
      {canGroup && (
        <div>
          <Button size="small" variant="quiet" onPress={() => showEach(!each)}>
            {each ? text('wizard.layerPlan.byBlocks') : text('wizard.layerPlan.all', { count: layers.length })}
          </Button>
        </div>
      )}
      <Facts
        facts={[
          [text('wizard.layerPlan.weights'), size(bytesOfNumber * sum(({ parameters }) => parameters))],
          [text('wizard.layerPlan.activations'), size(sum(({ bytes }) => bytes))],
          [
            text('wizard.layerPlan.training', { count: Math.ceil(training.batchSize / training.accumulation) }),
            text('wizard.layerPlan.trainingMemory', {
              all: size(runtime + rows + state + activations),
              activations: size(activations),
              state: size(state),
              rows: size(rows),
              runtime: size(runtime),
            }),
          ],
        ]}
      />
    </div>
  )
}

/** How each layer learns: whether at all, how fast beside the others, and whether its weights decay. */
function Learning({ planned }: { readonly planned: PlannedLayers }) {
  const { text } = useWords()
  const { state } = useEditor()
  const [frozen, setFrozen] = usePlanField('frozen')
  const [factors, setFactors] = usePlanField('learningRateFactors')
  const [undecayed, setUndecayed] = usePlanField('undecayed')
  const rows = learningLayers(planned)
  const names = rows.map(({ name }) => name)
  const problems = layerProblems(state.plan.training, planned)
  const gone = layerFields.some((field) => problems[field]?.key === 'wizard.layerPlan.gone')
  const forget = () => {
    const [first = ''] = names
    setFrozen(withLayer(names, frozen, '', false))
    setFactors(withFactor(names, factors, first, rateFactorOf(first, factors)))
    setUndecayed(withLayer(names, undecayed, '', false))
  }
  return (
    <SharedRow fields={layerFields} meaning={text('wizard.layerPlan.meaning')}>
      <div className="learning">
        <table className="figures-table" aria-label={text('wizard.layerPlan.learning')}>
          <thead>
            <tr>
              <th scope="col">{text('result.layers.name')}</th>
              <th scope="col">{text('wizard.layerPlan.learns')}</th>
              <th scope="col">{text('wizard.layerPlan.rate')}</th>
              <th scope="col">{text('wizard.layerPlan.decays')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const { name } = row
              const [stays, never] = [isAmong(name, frozen), neverDecays(row)]
              return (
                <tr key={name}>
                  <th scope="row" title={name}>
                    <code>{name}</code>
                  </th>
                  <td>
                    <Checkbox
                      aria-label={text('wizard.layerPlan.learnsLayer', { layer: name })}
                      isSelected={!stays}
                      onChange={(learns) => setFrozen(withLayer(names, frozen, name, !learns))}
                    />
                  </td>
                  <td>
                    <NumberField
                      label={text('wizard.layerPlan.rateLayer', { layer: name })}
                      labelHidden
                      isDisabled={stays}
                      minValue={0.0001}
                      maxValue={1000}
                      formatOptions={{ maximumFractionDigits: 4, useGrouping: false }}
                      value={rateFactorOf(name, factors)}
                      onChange={(factor) =>
                        Number.isFinite(factor) && setFactors(withFactor(names, factors, name, factor))
                      }
                    />
                  </td>
                  <td>
                    <Checkbox
                      aria-label={text('wizard.layerPlan.decaysLayer', { layer: name })}
                      isDisabled={stays || never || state.plan.training.weightDecay === 0}
                      isSelected={!never && !isAmong(name, undecayed)}
                      onChange={(decays) => setUndecayed(withLayer(names, undecayed, name, !decays))}
                    />
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
        {gone && (
          <div>
            <Button size="small" onPress={forget}>
              {text('wizard.layerPlan.forget')}
            </Button>
          </div>
        )}
      </div>
    </SharedRow>
  )
}
