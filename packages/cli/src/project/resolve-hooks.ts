import { readFileSync } from "node:fs"
import { registerHooks, type ResolveFnOutput, type ResolveHookContext } from "node:module"
import { fileURLToPath } from "node:url"

import { oneKysely } from "./one-kysely.ts"

let registered = false

/**
 * Makes a project's files loadable as they are: what they import of `@aludel/*` is the project's own, or where it has
 * none the command's (for pnpm and npx users of the command alone); what is written as a module is one, whatever `type`
 * the package has (`npm init` writes `commonjs`); and Kysely comes as one file, see {@link oneKysely}.
 */
export function registerResolveHooks(): void {
  if (registered) return
  registered = true
  // All files of a folder find a package in the same place, and a long history is a folder of thousands that import the same.
  const found = new Map<string, ResolveFnOutput>()
  registerHooks({
    resolve(specifier, context, next) {
      const key = packageKey(specifier, context)
      const known = key === undefined ? undefined : found.get(key)
      if (known !== undefined) return { ...known, shortCircuit: true }
      try {
        const resolved = next(specifier, context)
        const chosen = specifier === "kysely" ? oneKysely(resolved) : asModule(resolved)
        if (key !== undefined) found.set(key, chosen)
        return chosen
      } catch (error) {
        const here = specifier.startsWith("@aludel/")
          ? fromHere(() => next(specifier, { ...context, parentURL: import.meta.url }))
          : undefined
        if (here === undefined) throw error
        return here
      }
    },
  })
}

/** The same for imports that find the same; `undefined` for what is no package, or is imported as something special. */
function packageKey(
  specifier: string,
  { parentURL, conditions, importAttributes }: Partial<ResolveHookContext>,
): string | undefined {
  if (parentURL === undefined || !/^@?[a-z]/.test(specifier) || specifier.includes(":")) return undefined
  // What is required, not imported, has neither.
  if (conditions === undefined || Object.keys(importAttributes ?? {}).length > 0) return undefined
  return [specifier, conditions.join(), parentURL.slice(0, parentURL.lastIndexOf("/"))].join(" ")
}

function fromHere(resolve: () => ResolveFnOutput): ResolveFnOutput | undefined {
  try {
    return resolve()
  } catch {
    return undefined // the project's own error says more
  }
}

function asModule(resolved: ResolveFnOutput): ResolveFnOutput {
  const { url, format } = resolved
  if (!url.startsWith("file:") || url.includes("/node_modules/") || format?.startsWith("module"))
    return resolved
  const ending = /\.(ts|js)(?:\?|$)/.exec(url)?.[1]
  if (ending === undefined || !writtenAsModule(url)) return resolved
  return { ...resolved, format: ending === "ts" ? "module-typescript" : "module" }
}

function writtenAsModule(url: string): boolean {
  try {
    return /^(?:import|export)\b/m.test(readFileSync(fileURLToPath(url), "utf8"))
  } catch {
    return false // a missing file is told by whoever loads it
  }
}
