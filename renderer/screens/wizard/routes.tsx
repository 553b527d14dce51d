/** The wizard's address. */
import type { RouteObject } from 'react-router'
import { WizardRoute } from './wizard-screen.tsx'

export const routes: RouteObject[] = [{ path: '/data/:id/train', element: <WizardRoute /> }]
