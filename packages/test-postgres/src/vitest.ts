import type { TestProject } from "vitest/node"
import { startPostgres } from "./server.ts"

declare module "vitest" {
  interface ProvidedContext {
    /** The superuser's URL of this run's server; `createDatabase(url)` makes a database on it. */
    readonly postgresUrl: string
    /** The major version of this run's server: `it.skipIf(inject("postgresMajor") < 15)`. */
    readonly postgresMajor: number
  }
}

/** Vitest's global setup: one server per test run, `inject("postgresUrl")` in the tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres()
  project.provide("postgresUrl", server.url)
  project.provide("postgresMajor", server.major)
  return () => server.stop()
}
