import { readFileSync } from "node:fs"
import type { ResolveFnOutput } from "node:module"

/** The version of Kysely in the command's bundle, written in when it is made; from its sources the command has none. */
declare const bundledKysely: string | undefined

/**
 * Where an import of Kysely leads: to the one file of the command's bundle where the project has the same version, unpatched;
 * else to the project's own. Kysely is three hundred files, and loading them takes longer than most commands run.
 */
export function oneKysely(resolved: ResolveFnOutput): ResolveFnOutput {
  if (typeof bundledKysely === "undefined" || !resolved.url.endsWith("/kysely/dist/index.js")) return resolved
  if (/patch/i.test(resolved.url) || versionBeside(resolved.url) !== bundledKysely) return resolved
  return { url: new URL("kysely.js", import.meta.url).href, format: "module", shortCircuit: true }
}

function versionBeside(url: string): string | undefined {
  try {
    const manifest = JSON.parse(readFileSync(new URL("../package.json", url), "utf8")) as { version?: string }
    return manifest.version
  } catch {
    return undefined // the project's own will do
  }
}
