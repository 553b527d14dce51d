/** The app's mark: a square rule's two legs and the curve that is fitted between them. */

/** The mark, in the accent colour. */
export function Mark({ size = 24 }: { readonly size?: number }) {
  return (
    <svg className="mark" width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden>
      <path d="M3.5 2.5v18h18" stroke="var(--ink)" strokeWidth="1.5" />
      <path d="M3.5 6.5h3M3.5 11h2M3.5 15.5h3M8 20.5v-3M12.5 20.5v-2M17 20.5v-3" stroke="var(--ink)" strokeWidth="1" />
      <path d="M7 5c1.5 7 5.5 10.5 14 11" stroke="var(--accent)" strokeWidth="2" strokeLinecap="round" />
    </svg>
  )
}
