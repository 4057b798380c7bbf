import { existsSync } from "node:fs"
import { relative, resolve } from "node:path"

import { AludelError, isAludelError } from "@aludel/core"
import type { Declaration } from "@aludel/core"

import type { LoadedConfig } from "./load.ts"
import { importFault, importHint, importModule } from "./module.ts"

/**
 * The declared schema of a configuration; `undefined` where none is configured.
 *
 * @throws AludelError `generate/invalid-schema` where its module is missing, can't be loaded, or exports something else
 */
export async function loadSchema(config: LoadedConfig): Promise<Declaration | undefined> {
  const { schema } = config.settings
  if (typeof schema !== "string") return schema
  const path = resolve(config.folder, schema)
  const shown = relative(config.options.cwd, path)
  if (!existsSync(path))
    throw invalid(
      `There is no declared schema at ${shown}.`,
      "Write it, or correct `schema` in the configuration.",
    )
  const exported = await defaultExport(path, shown)
  if (typeof exported === "object" && exported !== null && "~schema" in exported)
    return exported as Declaration
  throw invalid(
    `The default export of ${shown} is not a declared schema.`,
    "Write `export default defineSchema({ ... })`.",
  )
}

async function defaultExport(path: string, shown: string): Promise<unknown> {
  try {
    return (await importModule(path))["default"]
  } catch (cause) {
    if (isAludelError(cause)) throw cause
    throw invalid(`${shown} could not be loaded: ${importFault(cause)}`, importHint(cause), cause)
  }
}

function invalid(message: string, hint: string | undefined, cause?: unknown): AludelError {
  return new AludelError("generate/invalid-schema", message, { hint, cause })
}
