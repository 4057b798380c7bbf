import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import { createDatabase } from "@aludel/test-postgres"
import { inject, onTestFinished } from "vitest"

/** A fresh database, as the service's settings name it. */
export interface Place {
  readonly url: string
  readonly schema: string | undefined
}

/** The engines that the service runs on; on PostgreSQL in a schema of its own. */
export const engines: readonly { readonly engine: string; place(): Promise<Place> }[] = [
  {
    engine: "SQLite",
    async place() {
      const folder = mkdtempSync(join(tmpdir(), "aludel-example-"))
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
      return { url: `sqlite:${join(folder, "hotel.db")}`, schema: undefined }
    },
  },
  {
    engine: "PostgreSQL",
    place: async () => ({ url: await createDatabase(inject("postgresUrl")), schema: "hotel" }),
  },
]
