/** The app's mark: a square rule's two legs and the curve that is fitted between them. */

/** The mark, in the accent colour. */
export function Mark({ size = 24 }: { readonly size?: number }) {
  return (
    <svg className="mark" width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden>
      <path d="M4 2v18h18" stroke="currentColor" strokeWidth="1.5" />
      <path d="M4 6h3M4 10.5h2M4 15h3" stroke="currentColor" strokeWidth="1" />
      <path d="M9 4.5c.6 7 4.6 10.6 12 11" stroke="var(--accent)" strokeWidth="2.25" strokeLinecap="round" />
    </svg>
  )
}
