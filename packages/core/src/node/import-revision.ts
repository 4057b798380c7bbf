import { readFileSync } from "node:fs"
import { pathToFileURL } from "node:url"
import { isDeepStrictEqual } from "node:util"
import { AludelError, isAludelError } from "../errors/error.ts"
import { headerOf, isRevision, type Revision, type RevisionHeader } from "../revisions/revision.ts"
import type { LoadedRevision, LocatedHeader } from "../revisions/source.ts"

/**
 * A revision with its text, after making sure that it says what its scanned header says.
 *
 * @throws AludelError `revision/load` where the file can't be imported, `revision/invalid` where the headers differ
 */
export async function importRevision(path: string, header: LocatedHeader): Promise<LoadedRevision> {
  const { location, textHash: _, operationsHash: __, ...expected } = header
  const revision = await importDefault(path, location)
  const actual = headerOf(revision)
  const keys = (Object.keys({ ...expected, ...actual }) as (keyof RevisionHeader)[]).filter(
    (key) => !isDeepStrictEqual(expected[key], actual[key]),
  )
  if (keys.length > 0) {
    throw new AludelError(
      "revision/invalid",
      `${location}: ${keys.map((key) => `\`${key}\``).join(", ")} of the imported revision differ from what its text says`,
      {
        hint: "Write the header as plain literals: id, parents, message, branchLabels, dependsOn.",
        details: { location, keys },
      },
    )
  }
  return { revision, text: readFileSync(path, "utf8").replace(/\r\n?/g, "\n") }
}

/**
 * The revision that a file exports.
 *
 * @throws AludelError `revision/load`; errors of defineRevision with the file's name before them
 */
export async function importDefault(path: string, location: string): Promise<Revision> {
  let exported: { readonly default?: unknown }
  try {
    exported = (await import(urlOf(path))) as { readonly default?: unknown }
  } catch (error) {
    throw isAludelError(error) ? named(error, location) : unloadable(error, location)
  }
  if (isRevision(exported.default)) return exported.default
  throw new AludelError("revision/load", `${location}: its default export is no revision`, {
    hint: "Write: export default defineRevision({ … })",
  })
}

const imported = new Map<string, { readonly text: string; readonly version: number }>()

/** The URL of a file, another one when the file has changed since this process imported it: modules are kept by URL. */
function urlOf(path: string): string {
  const text = readFileSync(path, "utf8")
  const before = imported.get(path)
  const version = before === undefined ? 0 : before.text === text ? before.version : before.version + 1
  imported.set(path, { text, version })
  const url = pathToFileURL(path).href
  return version === 0 ? url : `${url}?aludel=${version}`
}

function named(error: AludelError, location: string): AludelError {
  return new AludelError(error.code, `${location}: ${error.message}`, {
    hint: error.hint,
    cause: error,
    details: error.details,
  })
}

function unloadable(error: unknown, location: string): AludelError {
  const { code, message = String(error), stack = "" } = Object(error) as Partial<NodeJS.ErrnoException>
  // An engine names the place of a syntax error only in the first line of the stack.
  const line =
    error instanceof SyntaxError || code?.endsWith("_SYNTAX") === true
      ? /^\S+?:(\d+)\n/.exec(stack)?.[1]
      : undefined
  const [first = ""] = message.trim().split("\n")
  return new AludelError("revision/load", `${location}${line === undefined ? "" : `:${line}`}: ${first}`, {
    hint: hintFor(code, error),
    cause: error,
    details: { location },
  })
}

function hintFor(code: string | undefined, error: unknown): string {
  switch (code) {
    case "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX":
      return "Node takes types away but compiles nothing: no enum, namespace or parameter property in a revision."
    case "ERR_UNKNOWN_FILE_EXTENSION":
      return "Node runs TypeScript files from 22.18 on: update Node, or write revisions in JavaScript."
    case "ERR_MODULE_NOT_FOUND":
      return "Install the package that is missing, or write the ending of the file into the import: ./names.ts"
    default:
      return error instanceof SyntaxError
        ? "Correct the syntax; the line is where the engine stopped."
        : "Correct the file: it fails while it is imported."
  }
}
