import { autogenerateProblems } from "./autogenerate-problems.ts"
import { filledText, isObject, mustBeText, problemsOf, shown, texts, type Check } from "./check.ts"
import { closest } from "./closest.ts"
import type { Problem } from "./problem.ts"

const databaseKeys: Readonly<Record<string, Check>> = {
  url: textOrKeyPath,
  dialect: (value) =>
    filledText(value) || (isObject(value) && typeof value["name"] === "string")
      ? undefined
      : `must be a dialect or the name of a package, is ${shown(value)}`,
  db: (value) =>
    isObject(value) || typeof value === "function"
      ? undefined
      : `must be a Kysely or a function that makes one, is ${shown(value)}`,
  migrations: (value) =>
    filledText(value) || (Array.isArray(value) && value.length > 0 && value.every(filledText))
      ? undefined
      : `must be a folder or a list of folders, is ${shown(value)}`,
  schema: (value) =>
    filledText(value) || texts(value) || (isObject(value) && "~schema" in value)
      ? undefined
      : `must be what defineSchema(...) gives, or the path of a module whose default export that is, or a list of paths; is ${shown(value)}`,
  autogenerate: (value) =>
    isObject(value) ? undefined : `must be { include, exclude, compare, refuse, print }, is ${shown(value)}`,
  defaultSchema: textOrKeyPath,
  history: (value) => (isObject(value) ? undefined : `must be { table, schema }, is ${shown(value)}`),
  scratch: (value) => (isObject(value) ? undefined : `must be { url, prepare, connect }, is ${shown(value)}`),
  fileName: (value) => (filledText(value) ? fileNameProblem(value) : mustBeText(value)),
  timeZone: (value) =>
    isTimeZone(value) ? undefined : `must be a time zone such as "Europe/Rome", is ${shown(value)}`,
  slugLength: (value) =>
    Number.isInteger(value) && Number(value) > 0 ? undefined : `must be a whole number, is ${shown(value)}`,
  recursive: (value) =>
    typeof value === "boolean" ? undefined : `must be true or false, is ${shown(value)}`,
  language: (value) =>
    value === "ts" || value === "js" ? undefined : `must be "ts" or "js", is ${shown(value)}`,
  revisionTemplate: (value) =>
    filledText(value) || typeof value === "function"
      ? undefined
      : `must be the path of a template or a function, is ${shown(value)}`,
  afterWrite: (value) =>
    filledText(value) || (Array.isArray(value) && value.every(filledText))
      ? undefined
      : `must be a command or a list of commands, is ${shown(value)}`,
  session: (value) =>
    typeof value === "function" || (Array.isArray(value) && value.every(filledText))
      ? undefined
      : `must be a list of SQL statements or a function, is ${shown(value)}`,
  onRevision: (value) => (typeof value === "function" ? undefined : `must be a function, is ${shown(value)}`),
  lockTimeout: milliseconds,
  statementLockTimeout: milliseconds,
  retries: (value) =>
    Number.isInteger(value) && Number(value) >= 0 ? undefined : `must be a whole number, is ${shown(value)}`,
  transaction: (value) =>
    value === "run" || value === "revision" || value === false
      ? undefined
      : `must be "run", "revision" or false, is ${shown(value)}`,
}

/** The keys of settings that are objects themselves. */
const innerKeys: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  history: { table: mustBeText, schema: mustBeText },
  scratch: {
    url: textOrKeyPath,
    prepare: (value) =>
      filledText(value) || typeof value === "function"
        ? undefined
        : `must be SQL or a function of a Kysely, is ${shown(value)}`,
    connect: (value) =>
      typeof value === "function"
        ? undefined
        : `must be a function of a database's name that gives a Kysely, is ${shown(value)}`,
  },
}

const configKeys: Readonly<Record<string, Check>> = {
  ...databaseKeys,
  // For editors; it says nothing of the project.
  $schema: mustBeText,
  databases: (value) =>
    isObject(value) && Object.keys(value).length > 0
      ? undefined
      : `must be { name: { ... } }, is ${shown(value)}`,
}

/** Everything that is wrong with the shape of a configuration, unknown keys too. */
export function validate(config: unknown): readonly Problem[] {
  if (!isObject(config))
    return [{ key: "", problem: `the configuration must be an object, is ${shown(config)}` }]
  const databases = isObject(config["databases"]) ? Object.entries(config["databases"]) : []
  return [
    ...problemsOf(config, configKeys, ""),
    ...innerProblems(config, ""),
    ...databases.flatMap(([name, database]) => problemsOfDatabase(database, `databases.${name}`)),
  ]
}

function problemsOfDatabase(database: unknown, key: string): readonly Problem[] {
  if (!isObject(database)) return [{ key, problem: `must be an object, is ${shown(database)}` }]
  return [...problemsOf(database, databaseKeys, `${key}.`), ...innerProblems(database, `${key}.`)]
}

function innerProblems(database: Record<string, unknown>, prefix: string): readonly Problem[] {
  return Object.entries(innerKeys)
    .flatMap(([name, checks]) => {
      const inner = database[name]
      return isObject(inner) ? problemsOf(inner, checks, `${prefix}${name}.`) : []
    })
    .concat(autogenerateProblems(database["autogenerate"], `${prefix}autogenerate.`))
}

const inFileNames = ["year", "month", "day", "hour", "minute", "second", "id", "slug"]

function fileNameProblem(value: string): string | undefined {
  const words = [...value.matchAll(/\{(\w*)\}/g)].map(([, word = ""]) => word)
  const unknown = words.find((word) => !inFileNames.includes(word))
  if (unknown !== undefined) {
    const near = closest(unknown, inFileNames)
    const meant =
      near === undefined
        ? `; known are ${inFileNames.map((word) => `{${word}}`).join(" ")}`
        : `; did you mean {${near}}?`
    return `has {${unknown}}, which is no placeholder${meant}`
  }
  return words.includes("id") || words.includes("slug")
    ? undefined
    : `must contain {id} or {slug}, or two revisions get one name; is ${shown(value)}`
}

function textOrKeyPath(value: unknown): string | undefined {
  if (filledText(value)) return undefined
  const known = isObject(value) && filledText(value["file"]) && filledText(value["key"])
  return known && Object.keys(value).length === 2
    ? undefined
    : `must be text or { file, key }, is ${shown(value)}`
}

function milliseconds(value: unknown): string | undefined {
  return typeof value === "number" && value >= 0
    ? undefined
    : `must be a number of milliseconds, is ${shown(value)}`
}

function isTimeZone(value: unknown): boolean {
  try {
    return filledText(value) && Boolean(Intl.DateTimeFormat("en", { timeZone: value }))
  } catch {
    return false
  }
}
