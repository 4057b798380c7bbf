import { dirname } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"

import { resolveFrom } from "./resolve.ts"

/** What Node itself can't load of TypeScript, or of code written for a bundler. All of it fails before any of the file's code runs. */
const beyondNode = new Set([
  "ERR_MODULE_NOT_FOUND",
  "ERR_UNKNOWN_FILE_EXTENSION",
  "ERR_UNSUPPORTED_DIR_IMPORT",
  "ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING",
  "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX",
])

/**
 * Imports a module of the project's: by Node itself, and where Node can't, by jiti if the project has it.
 *
 * @param path absolute
 */
export async function importModule(path: string): Promise<Readonly<Record<string, unknown>>> {
  const url = pathToFileURL(path).href
  try {
    return (await import(url)) as Record<string, unknown>
  } catch (error) {
    const jiti = isBeyondNode(error) ? resolveFrom(dirname(path), "jiti") : undefined
    if (jiti === undefined) throw error
    return importByJiti(jiti, path)
  }
}

/**
 * What an error of {@link importModule} says, with the line where the engine names one: of a syntax error, or of the module
 * that threw.
 */
export function importFault(error: unknown, path?: string): string {
  if (!(error instanceof Error)) return String(error)
  // The parser of YAML shows the place again below its sentence, which has it already.
  if (error.name === "YAMLParseError") return error.message.split("\n", 1)[0]!.replace(/:$/, "")
  const { stack = "" } = error
  const line = isSyntaxError(error)
    ? /^\S+?:(\d+)\n/.exec(stack)?.[1]
    : path === undefined
      ? undefined
      : (lineIn(stack, pathToFileURL(path).href) ?? lineIn(stack, path))
  return line === undefined ? error.message : `line ${line}: ${error.message}`
}

function lineIn(stack: string, file: string): string | undefined {
  const at = stack.indexOf(`${file}:`)
  return at < 0 ? undefined : /^\d+/.exec(stack.slice(at + file.length + 1))?.[0]
}

/** What to do about an error of {@link importModule}, where something can be said. */
export function importHint(error: unknown): string | undefined {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown }
  if (code === "ERR_MODULE_NOT_FOUND") {
    return "Install what is missing; imports name files with their endings (./tables.ts), unless jiti is installed: npm install --save-dev jiti"
  }
  if (beyondNode.has(String(code))) {
    return "Node.js runs TypeScript whose types can just be taken out; for anything more type: npm install --save-dev jiti"
  }
  return / does not provide an export named /.test(String(message))
    ? "If it is a type, write `import type`."
    : undefined
}

function isBeyondNode(error: unknown): boolean {
  return isSyntaxError(error) || beyondNode.has(String((error as { code?: unknown }).code))
}

function isSyntaxError(error: unknown): boolean {
  return error instanceof Error && error.name === "SyntaxError"
}

async function importByJiti(jitiUrl: string, path: string): Promise<Record<string, unknown>> {
  const { createJiti } = (await import(jitiUrl)) as typeof import("jiti")
  const jiti = createJiti(fileURLToPath(pathToFileURL(path)), { interopDefault: false })
  return jiti.import<Record<string, unknown>>(path)
}
