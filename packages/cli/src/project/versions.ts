import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"

import { resolveFrom } from "@aludel/config/node"
import { AludelError } from "@aludel/core"

import { version } from "../version.ts"

const packages = ["@aludel/core", "@aludel/config", "@aludel/dialect-postgres", "@aludel/dialect-sqlite"]

/**
 * Refuses a project whose packages of ours have another version than the command: they are released together, and what
 * one writes the other reads.
 *
 * @throws AludelError `package/version`
 */
export function refuseOtherVersions(folder: string): void {
  const others = packages.flatMap((name) => {
    const installed = installedVersion(folder, name)
    return installed === undefined || installed === version() ? [] : [`${name} ${installed}`]
  })
  if (others.length === 0) return
  throw new AludelError(
    "package/version",
    `The project has ${others.join(", ")}; the command is @aludel/cli ${version()}.`,
    {
      hint: `Install one version of all: npm install ${["@aludel/cli", ...others.map((other) => other.split(" ")[0])].map((name) => `${name}@${version()}`).join(" ")}`,
    },
  )
}

function installedVersion(folder: string, name: string): string | undefined {
  const url = resolveFrom(folder, `${name}/package.json`)
  if (url === undefined) return undefined
  return (JSON.parse(readFileSync(fileURLToPath(url), "utf8")) as { readonly version: string }).version
}
