/** The scale: a rule with ticks on which a quantity is marked. Shares, steps, progress. */
import './scale.css'

export interface ScaleProps {
  /** 0 to 1, or null while it can't be said. */
  readonly fraction: number | null
  /** How many parts the rule is divided into. */
  readonly parts?: number
}

/** A rule, marked up to `fraction`. Decoration of a number that stands in words beside it. */
export function Scale({ fraction, parts = 10 }: ScaleProps) {
  const reached = fraction === null ? 0 : Math.min(1, Math.max(0, fraction))
  return (
    <div className={fraction === null ? 'scale scale-unknown' : 'scale'} aria-hidden>
      <svg className="scale-ticks" preserveAspectRatio="none" viewBox={`0 0 ${parts} 1`}>
        {Array.from({ length: parts + 1 }, (_, tick) => (
          <line key={tick} x1={tick} x2={tick} y1={0} y2={1} vectorEffect="non-scaling-stroke" />
        ))}
      </svg>
      <div className="scale-reached" style={{ width: `${reached * 100}%` }} />
    </div>
  )
}
