import { existsSync, globSync } from "node:fs"
import { relative, resolve } from "node:path"

import { AludelError, isAludelError } from "@aludel/core"
import type { Declaration } from "@aludel/core"

import type { LoadedConfig } from "./load.ts"
import { mergedSchema, type SchemaModule } from "./merged-schema.ts"
import { placed, type PlacedProblem } from "./schema-place.ts"
import { importFault, importHint, importModule } from "./module.ts"

/**
 * The declared schema of a configuration; `undefined` where none is configured.
 *
 * @throws AludelError `generate/invalid-schema` where a module is missing, can't be loaded, or exports something else, or
 * where two declare the same; all problems at once
 */
export async function loadSchema(config: LoadedConfig): Promise<Declaration | undefined> {
  const { schema } = config.settings
  if (typeof schema === "string" && !isPattern(schema)) return schemaModule(config, schema)
  if (typeof schema !== "string" && !isList(schema)) return schema
  const modules: SchemaModule[] = []
  const problems: string[] = []
  let hint: string | undefined
  for (const path of pathsOf(config, [schema].flat(), problems)) {
    const shown = relative(config.options.cwd, path)
    try {
      modules.push({ shown, exports: await importModule(path) })
    } catch (cause) {
      problems.push(
        isAludelError(cause) && cause.code === "schema/invalid"
          ? inFile(cause, path, shown).message
          : `${shown} could not be loaded: ${isAludelError(cause) ? cause.message : importFault(cause, path)}`,
      )
      hint ??= isAludelError(cause) ? cause.hint : importHint(cause)
    }
  }
  return mergedSchema(modules, problems, hint, `${config.options.cwd}/`)
}

/**
 * The schema that a module's default export is, or its exports together make.
 *
 * @param path relative to the configuration's folder
 * @throws AludelError `generate/invalid-schema`
 */
export async function schemaModule(config: LoadedConfig, path: string): Promise<Declaration> {
  const absolute = resolve(config.folder, path)
  const shown = relative(config.options.cwd, absolute)
  if (!existsSync(absolute))
    throw invalid(
      `There is no declared schema at ${shown}.`,
      "Write it, or correct `schema` in the configuration.",
    )
  const exported = await defaultExport(absolute, shown)
  if (typeof exported === "object" && exported !== null && "~schema" in exported)
    return exported as Declaration
  throw invalid(
    `The default export of ${shown} is not a declared schema.`,
    "Write `export default defineSchema({ ... })`.",
  )
}

function isPattern(path: string): boolean {
  return /[*?[\]{}]/.test(path)
}

function isList(value: unknown): value is readonly string[] {
  return Array.isArray(value)
}

// In the order in which they are listed, those of a pattern by name; each once.
function pathsOf(config: LoadedConfig, listed: readonly string[], problems: string[]): readonly string[] {
  const paths = listed.flatMap((path) => {
    const found = isPattern(path)
      ? globSync(path, { cwd: config.folder })
          .filter((name) => !/\.d\.[cm]?ts$/.test(name))
          .toSorted()
      : [path].filter((name) => existsSync(resolve(config.folder, name)))
    if (found.length === 0) problems.push(`there is no file ${path}`)
    return found.map((name) => resolve(config.folder, name))
  })
  return [...new Set(paths)]
}

async function defaultExport(path: string, shown: string): Promise<unknown> {
  try {
    return (await importModule(path))["default"]
  } catch (cause) {
    if (isAludelError(cause)) throw inFile(cause, path, shown)
    throw invalid(`${shown} could not be loaded: ${importFault(cause, path)}`, importHint(cause), cause)
  }
}

/** The error of a declared schema with its file, and the lines that its problems are about. */
function inFile(error: AludelError, path: string, shown: string): AludelError {
  if (error.code !== "schema/invalid") return error
  const { problems = [] } = error.details as { readonly problems?: readonly PlacedProblem[] }
  const root = path.slice(0, path.length - shown.length)
  const lines = problems.map((problem) => ({ text: placed(problem, root), hint: problem.hint }))
  const [first] = lines
  const text =
    lines.length === 1 && first !== undefined
      ? first.text
      : `the declared schema has ${lines.length} problems:${lines
          .map((line) => `\n- ${line.text}${line.hint === undefined ? "" : `. ${line.hint}`}`)
          .join("")}`
  return new AludelError(error.code, lines.length === 0 ? error.message : `${shown}: ${text}`, {
    hint: error.hint,
    cause: error,
    details: error.details,
  })
}

function invalid(message: string, hint: string | undefined, cause?: unknown): AludelError {
  return new AludelError("generate/invalid-schema", message, { hint, cause })
}
