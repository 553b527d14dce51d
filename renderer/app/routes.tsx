/**
 * Every page's address. A folder under `screens` registers its own in its `routes.tsx`, as `routes`.
 *
 * Addresses: `/` start, `/import?path=`, `/data`, `/data/:id`, `/data/:id/train`, `/runs`, `/runs/:id`, `/settings`, `/design`.
 */
import { createHashRouter, type RouteObject } from 'react-router'
import { PageCrash } from './page-crash.tsx'
import { Shell } from './shell.tsx'

const screens = import.meta.glob<RouteObject[]>('../screens/*/routes.tsx', { eager: true, import: 'routes' })

export const router = createHashRouter([
  {
    element: <Shell />,
    errorElement: <PageCrash />,
    children: [{ errorElement: <PageCrash />, children: Object.values(screens).flat() }],
  },
])
