import { readFileSync } from "node:fs"
import { createRequire, findPackageJSON } from "node:module"
import { dirname, join } from "node:path"
import { pathToFileURL } from "node:url"

/**
 * The URL of what a package's name means to the files of a folder; `undefined` where it is not installed there.
 *
 * @param from a folder, or the URL of a file
 */
export function resolveFrom(from: string, specifier: string): string | undefined {
  const parent = from.startsWith("file:") ? from : pathToFileURL(join(from, "noop.js")).href
  try {
    return pathToFileURL(createRequire(parent).resolve(specifier)).href
  } catch (error) {
    return isNotExported(error) ? importedEntry(specifier, parent) : undefined
  }
}

function isNotExported(error: unknown): boolean {
  return (error as { code?: unknown }).code === "ERR_PACKAGE_PATH_NOT_EXPORTED"
}

/** `require.resolve` does not see what a package exports for `import` alone. */
function importedEntry(specifier: string, parent: string): string | undefined {
  const manifestPath = findPackageJSON(specifier, parent)
  if (manifestPath === undefined) return undefined
  const manifest = JSON.parse(readFileSync(manifestPath, "utf8")) as { readonly exports?: unknown }
  const target = chosen(manifest.exports)
  return target === undefined ? undefined : pathToFileURL(join(dirname(manifestPath), target)).href
}

function chosen(exports: unknown): string | undefined {
  if (typeof exports === "string") return exports
  if (typeof exports !== "object" || exports === null) return undefined
  const byCondition = exports as Readonly<Record<string, unknown>>
  return chosen(byCondition["."] ?? byCondition["import"] ?? byCondition["node"] ?? byCondition["default"])
}
