/** The design, live: everything that DESIGN.md lays down, drawn by the parts that the screens use. */
import { useState } from 'react'
import { useAppInfo } from '../../app/app-info.tsx'
import { Page, Section } from '../../components/page.tsx'
import { Segments } from '../../components/select.tsx'
import { useWords } from '../../i18n/words.ts'
import { ChartSamples } from './chart-samples.tsx'
import { ColorSamples } from './color-samples.tsx'
import { ControlSamples } from './control-samples.tsx'
import './design-screen.css'
import { SignSamples } from './sign-samples.tsx'
import { SpaceSamples, TypeSamples } from './type-samples.tsx'

type Theme = 'light' | 'dark'

/** The design page; either theme can be looked at, whatever the app's is. */
export function DesignScreen() {
  const { text } = useWords()
  const { dark } = useAppInfo()
  const [chosen, setTheme] = useState<Theme | null>(null)
  const theme = chosen ?? (dark ? 'dark' : 'light')
  return (
    <div data-theme={theme} className="design-theme">
      <Page
        title={text('design.title')}
        summary={text('design.summary')}
        actions={
          <Segments<Theme>
            label={text('design.theme')}
            labelHidden
            value={theme}
            onChange={setTheme}
            options={[
              { value: 'light', label: text('settings.themes.light') },
              { value: 'dark', label: text('settings.themes.dark') },
            ]}
          />
        }
      >
        <div className="design-page">
          <Section title={text('design.type')}>
            <TypeSamples />
          </Section>
          <Section title={text('design.space')}>
            <SpaceSamples />
          </Section>
          <Section title={text('design.colors')} lead={text('design.colorsLead')}>
            <ColorSamples theme={theme} />
          </Section>
          <Section title={text('design.controls')}>
            <ControlSamples />
          </Section>
          <Section title={text('design.charts')} lead={text('design.chartsLead')}>
            {/* Drawn on a canvas in the colours of its place: made anew in the other theme. */}
            <ChartSamples key={theme} />
          </Section>
          <Section title={text('design.signs')} lead={text('design.signsLead')}>
            <SignSamples />
          </Section>
        </div>
      </Page>
    </div>
  )
}
