import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs"
import { delimiter, join } from "node:path"
import { fileURLToPath } from "node:url"
import { type PackageName, pinned, type PinnedName, run } from "./tarballs.ts"

/** What installs packages outside of the workspace. */
export type Manager = "npm" | "pnpm"

/** What a place is installed with: packages of ours, and those that the workspace tests with. */
export interface Contents {
  readonly ours: readonly PackageName[]
  readonly others: readonly PinnedName[]
}

/** A folder with its node_modules. */
export interface Place {
  readonly folder: string
  /** A folder within, from which the packages are found; with these files of `scripts/` in it. */
  project(name: string, ...scripts: readonly string[]): string
  /** Runs a line of a shell in a folder within, as a script of its package.json would. */
  type(line: string, cwd: string): Promise<string>
}

/** Installs packed packages of ours as a person would, and what they are tested with. */
export async function install(
  manager: Manager,
  folder: string,
  { ours, others }: Contents,
  tarballs: Readonly<Record<PackageName, string>>,
): Promise<Place> {
  mkdirSync(folder)
  const dependencies = Object.fromEntries(ours.map((name) => [`@aludel/${name}`, `file:${tarballs[name]}`]))
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module", dependencies }))
  if (manager === "pnpm") {
    // What they depend on among themselves is not in the registry before the release.
    const overrides = ours.map((name) => `  "@aludel/${name}": "file:${tarballs[name]}"\n`)
    const settings = `pmOnFail: ignore\nallowBuilds: { esbuild: false }\noverrides:\n${overrides.join("")}`
    writeFileSync(join(folder, "pnpm-workspace.yaml"), settings)
    await run("pnpm", ["add", "--prefer-offline", ...others.map(pinned)], folder)
  } else {
    const quick = ["--prefer-offline", "--no-audit", "--no-fund"]
    await run("npm", ["install", ...quick, ...others.map(pinned)], folder)
  }
  return {
    folder,
    project(name, ...scripts) {
      const place = join(folder, name)
      mkdirSync(place)
      for (const script of scripts)
        copyFileSync(fileURLToPath(new URL(`scripts/${script}`, import.meta.url)), join(place, script))
      return place
    },
    type: (line, cwd) => {
      const path = [join(folder, "node_modules/.bin"), process.env["PATH"] ?? ""].join(delimiter)
      const shell = process.platform === "win32" ? ["cmd", "/c"] : ["sh", "-c"]
      return run(shell[0] ?? "sh", [shell[1] ?? "-c", line], cwd, { ...process.env, PATH: path })
    },
  }
}

/** A cache for npx that shares npm's downloads, but whose installs go away with the test. */
export async function disposableCache(root: string): Promise<string> {
  const cache = join(root, "npm-cache")
  mkdirSync(cache)
  const shared = (await run("npm", ["config", "get", "cache"], root)).trim()
  mkdirSync(join(shared, "_cacache"), { recursive: true })
  symlinkSync(join(shared, "_cacache"), join(cache, "_cacache"), "junction")
  return cache
}
