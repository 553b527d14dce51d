/** Clipping of gradients: off, by their norm, or by each value. */
import type { GradientClip } from '../../../../compute/spec/training.ts'
import { Segments } from '../../../components/select.tsx'
import { Switch } from '../../../components/toggle.tsx'
import { useWords } from '../../../i18n/words.ts'
import { usePlanField } from './editor-context.ts'
import { FieldRow } from './field-row.tsx'
import { Part } from './part.tsx'

/** What clipping begins with when it is chosen. */
const usual = { norm: 1, value: { value: 0.5 } } as const
const limits = { least: 1e-6, most: 1e6 } as const

/** See the file's head. */
export function GradientClipRow() {
  const { text } = useWords()
  const [clip, set] = usePlanField('gradientClip')
  return (
    <FieldRow field="gradientClip">
      <GradientClipChoice label={text('wizard.fields.gradientClip')} clip={clip} onChange={set} />
    </FieldRow>
  )
}

export interface GradientClipChoiceProps {
  readonly label: string
  readonly clip: GradientClip | null
  readonly onChange: (clip: GradientClip | null) => void
}

/** Off, or a limit. */
export function GradientClipChoice({ label, clip, onChange: set }: GradientClipChoiceProps) {
  const { text } = useWords()
  return (
    <>
      <Switch isSelected={clip !== null} onChange={(on) => set(on ? usual.norm : null)}>
        {label}
      </Switch>
      {clip !== null && (
        <div className="plan-subfields">
          {typeof clip === 'number' ? (
            <Part name="norm" value={clip} onChange={set} {...limits} />
          ) : (
            <Part name="clipValue" value={clip.value} onChange={(value) => set({ value })} {...limits} />
          )}
          <Segments<keyof typeof usual>
            label={text('wizard.parts.clipBy')}
            value={typeof clip === 'number' ? 'norm' : 'value'}
            onChange={(kind) => set(usual[kind])}
            options={(['norm', 'value'] as const).map((value) => ({
              value,
              label: text(`wizard.clipKinds.${value}`),
            }))}
          />
        </div>
      )}
    </>
  )
}
