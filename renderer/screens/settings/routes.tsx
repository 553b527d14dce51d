/** The settings' address. */
import type { RouteObject } from 'react-router'
import { SettingsScreen } from './settings-screen.tsx'

export const routes: RouteObject[] = [{ path: '/settings', element: <SettingsScreen /> }]
