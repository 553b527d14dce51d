/** The start page's address. */
import type { RouteObject } from 'react-router'
import { StartScreen } from './start-screen.tsx'

export const routes: RouteObject[] = [{ path: '/', element: <StartScreen /> }]
