/** Addresses of the runs: all of them, several side by side, and one. */
import type { RouteObject } from 'react-router'
import { CompareScreen } from './compare-screen.tsx'
import { RunScreen } from './run-screen.tsx'
import { RunsScreen } from './runs-screen.tsx'

export const routes: RouteObject[] = [
  { path: '/runs', element: <RunsScreen /> },
  { path: '/runs/compare', element: <CompareScreen /> },
  { path: '/runs/:id', element: <RunScreen /> },
]
