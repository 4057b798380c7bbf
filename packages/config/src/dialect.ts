import { isAbsolute, resolve } from "node:path"
import { pathToFileURL } from "node:url"

import { AludelError } from "@aludel/core"
import type { Dialect } from "@aludel/core/dialect"

import { resolveFrom } from "./resolve.ts"
import { withoutPasswords } from "./url.ts"

/** What must be installed for a dialect of ours, by its short name. */
const ours: Readonly<
  Record<string, { readonly package: string; readonly install: string; readonly url: RegExp }>
> = {
  postgres: {
    package: "@aludel/dialect-postgres",
    install: "@aludel/dialect-postgres pg",
    url: /^postgres(?:ql)?(?:\+\w+)?:/i,
  },
  sqlite: {
    package: "@aludel/dialect-sqlite",
    install: "@aludel/dialect-sqlite better-sqlite3",
    url: /^(?:sqlite(?:\+\w+)?|file):/i,
  },
}

/**
 * The package of the dialect that a URL means.
 *
 * @throws AludelError `database/url` where it means none; nothing is guessed
 */
export function dialectOfUrl(url: string): string {
  if (/^(?:sqlite(?:\+\w+)?|file):\/*(?:\?.*)?$/i.test(url)) {
    throw new AludelError("database/url", `The database URL ${url} names no file.`, {
      hint: "Write sqlite:app.db, or sqlite::memory: for a database that is gone afterwards.",
    })
  }
  const found = Object.values(ours).find((dialect) => dialect.url.test(url))
  if (found !== undefined) return found.package
  const scheme = /^([a-z][\w+.-]*):/i.exec(url)?.[1]
  const what =
    scheme === undefined
      ? url === ""
        ? "The database URL is empty"
        : `${withoutPasswords(url)} is not a URL`
      : `No dialect is known for URLs that begin with ${scheme}:`
  throw new AludelError("database/url", `${what}.`, {
    hint: "Known are postgres://user@host/database and sqlite:path; for other engines name a package as `dialect` in the configuration.",
  })
}

/**
 * Loads a dialect by the name of its package, or its path; `postgres` and `sqlite` mean those of ours.
 *
 * @param name what the configuration says
 * @param places folders or file URLs that know the package, in this order: the project first, then the command
 * @throws AludelError `dialect/not-installed`, `dialect/invalid`
 */
export async function loadDialect(name: string, places: readonly string[]): Promise<Dialect> {
  const specifier = ours[name]?.package ?? name
  const url = locate(specifier, places)
  if (url === undefined) throw notInstalled(specifier)
  return dialectIn((await importDialect(specifier, url)) as Record<string, unknown>, specifier)
}

function locate(specifier: string, places: readonly string[]): string | undefined {
  const [project = "."] = places
  if (specifier.startsWith(".") || isAbsolute(specifier))
    return pathToFileURL(resolve(project, specifier)).href
  return places.map((place) => resolveFrom(place, specifier)).find((url) => url !== undefined)
}

async function importDialect(specifier: string, url: string): Promise<unknown> {
  try {
    return await import(url)
  } catch (cause) {
    throw new AludelError(
      "dialect/invalid",
      `The dialect ${specifier} could not be loaded: ${(cause as Error).message}`,
      {
        cause,
        hint: `Type \`npm install ${installation(specifier)}\` to install it anew.`,
      },
    )
  }
}

/** The default export; else the export named like the package; else the only one that is a dialect or makes one. */
function dialectIn(exports: Readonly<Record<string, unknown>>, specifier: string): Dialect {
  const shortName = specifier.replace(/^.*dialect-/, "")
  const first = [exports["default"], exports[shortName]]
    .map(asDialect)
    .find((dialect) => dialect !== undefined)
  if (first !== undefined) return first
  const all = Object.values(exports)
    .map(asDialect)
    .filter((dialect) => dialect !== undefined)
  if (all.length === 1 && all[0] !== undefined) return all[0]
  throw new AludelError(
    "dialect/invalid",
    `The package ${specifier} exports ${all.length === 0 ? "no dialect" : "several dialects"}.`,
    {
      hint: "Import the dialect in aludel.config.ts and give it as `dialect`.",
    },
  )
}

function asDialect(value: unknown): Dialect | undefined {
  if (typeof value !== "function") return isDialect(value) ? value : undefined
  try {
    const made: unknown = (value as () => unknown)()
    return isDialect(made) ? made : undefined
  } catch {
    return undefined // some other function, which wants arguments
  }
}

function isDialect(value: unknown): value is Dialect {
  return typeof value === "object" && value !== null && typeof (value as { name?: unknown }).name === "string"
}

function notInstalled(specifier: string): AludelError {
  return new AludelError("dialect/not-installed", `The dialect ${specifier} is not installed.`, {
    hint: `Type \`npm install ${installation(specifier)}\`.`,
    details: { package: specifier },
  })
}

function installation(specifier: string): string {
  return Object.values(ours).find((dialect) => dialect.package === specifier)?.install ?? specifier
}
