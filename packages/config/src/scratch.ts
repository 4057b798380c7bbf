import { basename } from "node:path"

import type { ScratchSettings } from "@aludel/core/dialect"

import { lookUp, type OpenDatabase } from "./database.ts"
import type { LoadedConfig } from "./load.ts"
import { invalidConfig, type Problem } from "./problem.ts"
import { resolveFrom } from "./resolve.ts"

/**
 * What a configuration says of its scratch, with what follows from the database that was opened: other databases of the
 * same server are opened by its URL.
 *
 * @throws AludelError `config/invalid` where a variable in `scratch.url` is not set, or a file or a key in it is missing
 */
export async function scratchSettings(
  config: LoadedConfig,
  { dialect, url: run }: Pick<OpenDatabase, "dialect" | "url">,
): Promise<ScratchSettings> {
  const { connect: own, prepare } = config.settings.scratch ?? {}
  const problems: Problem[] = []
  const url = await lookUp(config, "scratch.url", problems)
  if (problems.length > 0) throw invalidConfig(basename(config.file), problems)
  const byUrl = run === undefined ? undefined : dialect?.connect
  const connect =
    own === undefined
      ? byUrl && ((database: string) => byUrl({ url: run?.url ?? "", database }))
      : async (database: string) => own(database)
  return {
    ...(connect === undefined ? {} : { connect }),
    ...(url === undefined ? {} : { url }),
    ...(prepare === undefined ? {} : { prepare }),
    import: (specifier) => import(resolveFrom(config.folder, specifier) ?? specifier),
  }
}
