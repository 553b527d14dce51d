/** Address of the labelling of a dataset. */
import type { RouteObject } from 'react-router'
import { LabellingScreen } from './labelling-screen.tsx'

export const routes: RouteObject[] = [{ path: '/data/:id/label', element: <LabellingScreen /> }]
