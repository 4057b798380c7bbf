import { createHistory, type History } from "@aludel/core"

import type { Globals } from "./globals.ts"
import { loadProject, type Project } from "./project.ts"

/** Lends the project's revisions alone: no database is opened, no dialect or driver loaded. */
export async function withHistory<T>(
  globals: Globals,
  work: (history: History, project: Project) => Promise<T>,
): Promise<T> {
  const project = await loadProject(globals)
  return work(createHistory({ source: project.source }), project)
}
