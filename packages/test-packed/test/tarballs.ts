import { execFile } from "node:child_process"
import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"

// The packages that are published, by their folders.
const published = ["core", "config", "cli", "dialect-sqlite", "dialect-postgres"] as const

/** The folder of one published package. */
export type PackageName = (typeof published)[number]

/** Packs every published package as `pnpm publish` would, and gives the paths of the tarballs. */
export async function pack(folder: string): Promise<Readonly<Record<PackageName, string>>> {
  const packed = await Promise.all(
    published.map(async (name) => {
      const destination = join(folder, "tarballs", name)
      mkdirSync(destination, { recursive: true })
      await run("pnpm", ["pack", "--pack-destination", destination], packageFolder(name))
      const [file = "none"] = readdirSync(destination)
      return [name, join(destination, file)] as const
    }),
  )
  return Object.fromEntries(packed) as Record<PackageName, string>
}

/** A fresh folder far from the workspace, whose packages must not be found from it. */
export function outside(): string {
  return mkdtempSync(join(tmpdir(), "aludel-packed-"))
}

/** What is installed besides our packages; `typescript59` is an older TypeScript under a name of its own. */
export type PinnedName =
  | "kysely"
  | "better-sqlite3"
  | "pg"
  | "esbuild"
  | "@electric-sql/pglite"
  | "typescript"
  | "typescript59"
  | "@types/node"

/** A package of the registry with the version that the workspace tests with. */
export function pinned(name: PinnedName): string {
  const manifest = new URL(`../node_modules/${name}/package.json`, import.meta.url)
  const { name: own, version } = JSON.parse(readFileSync(manifest, "utf8")) as Readonly<
    Record<"name" | "version", string>
  >
  return own === name ? `${name}@${version}` : `${name}@npm:${own}@${version}`
}

/** Runs a program and gives what it wrote to stdout; an exit code other than 0 is an error with all that it wrote. */
export async function run(
  program: string,
  args: readonly string[],
  cwd: string,
  env = process.env,
): Promise<string> {
  try {
    // npm and pnpm are .cmd files on Windows: they need a shell.
    const shell = process.platform === "win32"
    const { stdout } = await promisify(execFile)(program, args, { cwd, env, shell })
    return stdout
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { readonly stdout?: string; readonly stderr?: string }
    throw new Error(`${program} ${args.join(" ")}\n${stdout}${stderr}`, { cause: error })
  }
}

function packageFolder(name: PackageName): string {
  return fileURLToPath(new URL(`../../${name}`, import.meta.url))
}
