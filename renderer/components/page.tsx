/** The frame of a screen: its name and actions on top, sections parted by hairlines below. */
import { type ReactNode, useEffect, useId } from 'react'
import './page.css'

export interface PageProps {
  readonly title: ReactNode
  /** The window's title, where `title` is not a text. */
  readonly name?: string
  /** Above the title: where this belongs to. */
  readonly trail?: ReactNode
  /** Under the title, in one line: what there is to know at a glance. */
  readonly summary?: ReactNode
  /** Buttons at the right, the main one last. */
  readonly actions?: ReactNode
  /** `wide` for tables and charts, `reading` for forms and text. */
  readonly width?: 'wide' | 'reading'
  /** A foot that stays in sight while the page scrolls, for a form's buttons. */
  readonly foot?: ReactNode
  readonly children: ReactNode
}

/** A screen. The page itself scrolls; head and foot stay. */
export function Page(props: PageProps) {
  const { title, name, trail, summary, actions, width = 'wide', foot, children } = props
  const windowTitle = name ?? (typeof title === 'string' ? title : null)
  useEffect(() => {
    if (windowTitle !== null) document.title = `${windowTitle} — Modelwright`
  }, [windowTitle])
  return (
    <div className={`page page-${width}`}>
      <header className="page-head">
        <div className="page-names">
          {trail !== undefined && <div className="page-trail">{trail}</div>}
          {typeof title === 'string' ? <h1>{title}</h1> : title}
          {summary !== undefined && <div className="page-summary">{summary}</div>}
        </div>
        {actions !== undefined && <div className="page-actions">{actions}</div>}
      </header>
      <div className="page-body">{children}</div>
      {foot !== undefined && <footer className="page-foot">{foot}</footer>}
    </div>
  )
}

export interface SectionProps {
  readonly title: ReactNode
  /** One sentence under the title. */
  readonly lead?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A part of a page under a hairline, named by its heading. */
export function Section({ title, lead, actions, children }: SectionProps) {
  const id = useId()
  return (
    <section className="section" aria-labelledby={id}>
      <div className="section-head">
        <h2 id={id}>{title}</h2>
        {actions !== undefined && <div className="section-actions">{actions}</div>}
      </div>
      {lead !== undefined && <p className="section-lead">{lead}</p>}
      {children}
    </section>
  )
}

export interface FactsProps {
  /** Name and value of each; those without a value are left out. */
  readonly facts: readonly (readonly [name: ReactNode, value: ReactNode])[]
  /** `row`: side by side, as a summary. `list`: below each other. */
  readonly layout?: 'row' | 'list'
}

/** Facts by name, as a definition list. */
export function Facts({ facts, layout = 'list' }: FactsProps) {
  return (
    <dl className={`facts facts-${layout}`}>
      {facts
        .filter(([, value]) => value !== null && value !== undefined)
        .map(([name, value], index) => (
          <div key={index} className="fact">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}

/** Control left, the reason for its value right, joined by a hairline. */
export function Reasoned({ children, reason }: { readonly children: ReactNode; readonly reason: ReactNode }) {
  return (
    <div className="reasoned">
      <div className="reasoned-control">{children}</div>
      <div className="reasoned-reason">{reason}</div>
    </div>
  )
}

export interface EmptyStateProps {
  readonly title: string
  readonly text: ReactNode
  readonly actions?: ReactNode
}

/** What stands where nothing is yet: what will be here, and how to get it. */
export function EmptyState({ title, text, actions }: EmptyStateProps) {
  return (
    <div className="empty-state">
      <h2>{title}</h2>
      <p>{text}</p>
      {actions !== undefined && <div className="empty-state-actions">{actions}</div>}
    </div>
  )
}
