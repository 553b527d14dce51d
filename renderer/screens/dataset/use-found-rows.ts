/** The finding whose rows are shown: it comes along with the address, and is left by leaving it. */
import { useLocation, useNavigate } from 'react-router'
import { z } from 'zod'
import { type Finding, findingSchema } from '../../../compute/spec/health.ts'
import type { DatasetRecord } from '../../../main/ipc/contract/records.ts'
import { rowsAddress } from '../../app/addresses.ts'

const stateSchema = z.object({ found: findingSchema })

export interface FoundFinding {
  /** Null where all rows are shown. */
  readonly found: Finding | null
  readonly showAll: () => void
}

/** The finding that came along. */
export function useFoundFinding(): FoundFinding {
  const location = useLocation()
  const navigate = useNavigate()
  const state = stateSchema.safeParse(location.state)
  return {
    found: state.success ? state.data.found : null,
    showAll: () => void navigate(`${location.pathname}${location.search}`, { replace: true, state: null }),
  }
}

/** Leads to the rows of a finding, or to its pictures or recordings where it is about files. */
export function useShowRows({ id, table }: DatasetRecord) {
  const navigate = useNavigate()
  const { media } = table
  const kind = media?.kind === 'image' ? ('pictures' as const) : ('recordings' as const)
  return {
    shown: media === undefined ? ('rows' as const) : kind,
    onShow: (found: Finding) =>
      void navigate(rowsAddress(id, media === undefined ? 'rows' : 'files'), { state: { found } }),
  }
}
