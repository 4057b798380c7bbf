import { databaseNames } from "@aludel/config/node"
import { AludelError } from "@aludel/core"

import type { Globals } from "./globals.ts"
import { configOptions } from "./project.ts"

/**
 * The names of all configured databases, in the order of the configuration.
 *
 * @throws AludelError `config/invalid` where it names none
 */
export async function namesOf(globals: Globals): Promise<readonly string[]> {
  const names = await databaseNames(configOptions(globals))
  if (names.length > 0) return names
  throw new AludelError(
    "config/invalid",
    "--name '*' means every configured database, and none has a name.",
    {
      hint: "Leave --name out, or name the databases under `databases` in the configuration.",
    },
  )
}
