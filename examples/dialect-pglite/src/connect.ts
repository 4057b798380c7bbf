import { AludelError, type AnyDatabase, type ConnectOptions } from "@aludel/core/dialect"
import { PGlite } from "@electric-sql/pglite"
import { Kysely, PGliteDialect } from "kysely"

/**
 * Opens the database in a folder, `pglite:./data`, or one in memory, `pglite:`.
 *
 * @throws AludelError `database/url` where the URL is another engine's, `database/connection` where it can't be opened
 */
export async function connect({ url, offline = false }: ConnectOptions): Promise<AnyDatabase> {
  // Only to compile with: an engine in memory starts when the first query comes, which is never.
  const folder = offline ? undefined : folderOf(url)
  return new Kysely({ dialect: new PGliteDialect({ pglite: () => open(folder) }) })
}

async function open(folder: string | undefined): Promise<PGlite> {
  try {
    return await PGlite.create(folder)
  } catch (cause) {
    throw new AludelError("database/connection", `cannot open PGlite in ${folder}: ${String(cause)}`, {
      hint: "Is the folder one of PGlite's, and is no other process using it?",
      cause,
    })
  }
}

function folderOf(url: string): string | undefined {
  const [, folder] = /^pglite:(.*)$/.exec(url) ?? []
  if (folder === undefined) {
    throw new AludelError("database/url", "the URL of a PGlite database begins with pglite:", {
      hint: "pglite:./data is a folder, pglite: a database in memory.",
    })
  }
  return folder === "" ? undefined : folder
}
