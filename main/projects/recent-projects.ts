/** The list of projects that were opened before, kept in the operating system's folder for the app. */
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { writeAtomically } from '../files/atomic-write.ts'
import { projectSummarySchema } from '../ipc/contract/records.ts'
import type { ProjectSummary } from '../ipc/contract/records.ts'
import { isProjectFolder } from './project-folder.ts'

/** A project as it is remembered; whether it is still there is looked up when it is shown. */
export type RememberedProject = Omit<ProjectSummary, 'exists'>

const rememberedSchema = projectSummarySchema.omit({ exists: true })

/** No more are remembered. */
const mostRemembered = 50

export interface RecentProjects {
  /** Newest first, each with whether its folder is still there. */
  list(): Promise<ProjectSummary[]>
  /** Puts a project at the top. */
  remember(project: RememberedProject): void
  /** Takes a project off the list. */
  forget(path: string): void
  /** Resolves when the list is on the disk (or could not be written there). */
  flushed(): Promise<void>
}

/** Opens the list kept in `file`. Entries that can't be read are left out. */
export async function openRecentProjects(file: string, onFault: (error: unknown) => void): Promise<RecentProjects> {
  let projects = await readProjects(file)
  let writing = Promise.resolve()
  const change = (next: RememberedProject[]): void => {
    projects = next.slice(0, mostRemembered)
    const text = `${JSON.stringify({ version: 1, projects }, null, 2)}\n`
    writing = writing.then(() => writeAtomically(file, text)).catch(onFault)
  }
  return {
    list: () =>
      Promise.all(projects.map(async (project) => ({ ...project, exists: await isProjectFolder(project.path) }))),
    remember: (project) => change([project, ...projects.filter(({ path }) => path !== project.path)]),
    forget: (path) => change(projects.filter((project) => project.path !== path)),
    flushed: () => writing,
  }
}

async function readProjects(file: string): Promise<RememberedProject[]> {
  const listSchema = z.object({ projects: z.array(z.unknown()) })
  try {
    const list = listSchema.parse(JSON.parse(await readFile(file, 'utf8')))
    return list.projects.flatMap((entry) => {
      const parsed = rememberedSchema.safeParse(entry)
      return parsed.success ? [parsed.data] : []
    })
  } catch {
    return []
  }
}
