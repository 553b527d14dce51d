/** Addresses of the import preview, the list of datasets and a dataset's page. */
import type { RouteObject } from 'react-router'
import { DatasetListScreen } from './dataset-list-screen.tsx'
import { ImportRoute } from './import/import-screen.tsx'
import { DatasetScreen } from './page/dataset-screen.tsx'

export const routes: RouteObject[] = [
  { path: '/import', element: <ImportRoute /> },
  { path: '/data', element: <DatasetListScreen /> },
  { path: '/data/:id', element: <DatasetScreen /> },
]
