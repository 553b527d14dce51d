/** The design page's address. */
import type { RouteObject } from 'react-router'
import { DesignScreen } from './design-screen.tsx'

export const routes: RouteObject[] = [{ path: '/design', element: <DesignScreen /> }]
