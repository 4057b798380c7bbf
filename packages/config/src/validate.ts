import { closest } from "./closest.ts"
import type { Problem } from "./problem.ts"

type Check = (value: unknown) => string | undefined

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
  fileName: (value) =>
    !filledText(value)
      ? mustBeText(value)
      : value.includes("{id}") || value.includes("{slug}")
        ? undefined
        : `must contain {id} or {slug}, or two revisions get one name; is ${shown(value)}`,
  timeZone: (value) =>
    isTimeZone(value) ? undefined : `must be a time zone such as "Europe/Rome", is ${shown(value)}`,
  slugLength: (value) =>
    Number.isInteger(value) && Number(value) > 0 ? undefined : `must be a whole number, is ${shown(value)}`,
  recursive: (value) =>
    typeof value === "boolean" ? undefined : `must be true or false, is ${shown(value)}`,
  language: (value) =>
    value === "ts" || value === "js" ? undefined : `must be "ts" or "js", is ${shown(value)}`,
  afterWrite: (value) =>
    filledText(value) || (Array.isArray(value) && value.every(filledText))
      ? undefined
      : `must be a command or a list of commands, is ${shown(value)}`,
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

const filterKeys: Readonly<Record<string, Check>> = {
  kind: textOrTexts,
  schema: patternOrPatterns,
  table: patternOrPatterns,
  name: patternOrPatterns,
}

const autogenerateKeys: Readonly<Record<string, Check>> = {
  include: () => undefined,
  exclude: () => undefined,
  compare: (value) =>
    isObject(value) ? undefined : `must be { kind: { attribute: "same" or a function } }, is ${shown(value)}`,
  refuse: (value) =>
    typeof value === "function" || (isObject(value) && Object.values(value).every(filledText))
      ? undefined
      : `must be { operation: "reason" } or a function, is ${shown(value)}`,
  print: (value) =>
    isObject(value) ? undefined : `must be { type, default }, both functions, is ${shown(value)}`,
}

const configKeys: Readonly<Record<string, Check>> = {
  ...databaseKeys,
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

function autogenerateProblems(value: unknown, prefix: string): readonly Problem[] {
  if (!isObject(value)) return []
  const { compare, print } = value
  return [
    ...problemsOf(value, autogenerateKeys, prefix),
    ...["include", "exclude"].flatMap((name) => filterProblems(value[name], `${prefix}${name}`)),
    ...(isObject(compare) ? compareProblems(compare, `${prefix}compare.`) : []),
    ...(isObject(print)
      ? problemsOf(print, { type: mustBeFunction, default: mustBeFunction }, `${prefix}print.`)
      : []),
  ]
}

function filterProblems(value: unknown, key: string): readonly Problem[] {
  if (value === undefined || typeof value === "function" || filledText(value)) return []
  if (Array.isArray(value)) return value.flatMap((item, index) => filterProblems(item, `${key}.${index}`))
  if (isObject(value)) return problemsOf(value, filterKeys, `${key}.`)
  return [
    {
      key,
      problem: `must be a name, { kind, schema, table, name }, a function, or a list of such; is ${shown(value)}`,
    },
  ]
}

function compareProblems(compare: Record<string, unknown>, prefix: string): readonly Problem[] {
  return Object.entries(compare).flatMap(([kind, attributes]): readonly Problem[] => {
    const key = `${prefix}${kind}`
    if (!isObject(attributes))
      return [{ key, problem: `must be { attribute: "same" or a function }, is ${shown(attributes)}` }]
    return Object.entries(attributes)
      .filter(([, answer]) => answer !== "same" && typeof answer !== "function")
      .map(([attribute, answer]) => ({
        key: `${key}.${attribute}`,
        problem: `must be "same" or a function that answers "same", "different" or "default"; is ${shown(answer)}`,
      }))
  })
}

function problemsOf(
  value: Record<string, unknown>,
  checks: Readonly<Record<string, Check>>,
  prefix: string,
): Problem[] {
  return Object.entries(value).flatMap(([name, item]) => {
    const check = checks[name]
    const problem =
      check === undefined
        ? unknownKey(name, Object.keys(checks))
        : item === undefined
          ? undefined
          : check(item)
    return problem === undefined ? [] : [{ key: `${prefix}${name}`, problem }]
  })
}

function unknownKey(name: string, names: readonly string[]): string {
  const near = closest(name, names)
  return near === undefined
    ? `unknown key; known are ${names.join(", ")}`
    : `unknown key; did you mean ${near}?`
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

function texts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every(filledText)
}

function textOrTexts(value: unknown): string | undefined {
  return filledText(value) || texts(value) ? undefined : `must be text or a list of texts, is ${shown(value)}`
}

function patternOrPatterns(value: unknown): string | undefined {
  const isPattern = (item: unknown) => typeof item === "string" || item instanceof RegExp
  return isPattern(value) || (Array.isArray(value) && value.length > 0 && value.every(isPattern))
    ? undefined
    : `must be text, a regular expression, or a list of such; is ${shown(value)}`
}

function mustBeFunction(value: unknown): string | undefined {
  return typeof value === "function" ? undefined : `must be a function, is ${shown(value)}`
}

function mustBeText(value: unknown): string | undefined {
  return filledText(value) ? undefined : `must be text, is ${shown(value)}`
}

function filledText(value: unknown): value is string {
  return typeof value === "string" && value !== ""
}

function isTimeZone(value: unknown): boolean {
  try {
    return filledText(value) && Boolean(Intl.DateTimeFormat("en", { timeZone: value }))
  } catch {
    return false
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

/** Texts and numbers as they are; of everything else just what kind of thing it is, for it may hold secrets. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return "a list"
  if (typeof value === "object" && value !== null) return "an object"
  return typeof value === "function" ? "a function" : (JSON.stringify(value) ?? typeof value)
}
