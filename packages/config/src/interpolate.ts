import { closest } from "./closest.ts"
import type { Environment } from "./config.ts"
import type { Problem } from "./problem.ts"

/** A text with its variables filled in, and the problems met on the way. */
export interface Interpolated<T> {
  readonly value: T
  readonly problems: readonly Problem[]
}

/**
 * Fills in `${VAR}` and `${VAR:-default}`; the default also stands for an empty variable, as in a shell. A variable that
 * is not set and has no default is a problem.
 */
export function interpolate(text: string, env: Environment, key: string): Interpolated<string> {
  const problems: Problem[] = []
  const value = text.replaceAll(
    /\$\{(\w+)(?::-([^}]*))?\}/g,
    (written, name: string, otherwise: string | undefined) => {
      const found = otherwise === undefined ? env[name] : env[name] || otherwise
      if (found === undefined)
        problems.push({ key, problem: `the environment variable ${name} is not set${meant(name, env)}` })
      return found ?? written
    },
  )
  return { value, problems }
}

// Of a short name everything is near.
function meant(name: string, env: Environment): string {
  const near = name.length < 6 ? undefined : closest(name, Object.keys(env))
  return near === undefined ? "" : `; did you mean ${near}?`
}

/** Fills in the variables of every text within plain data, except those under the keys that are read later. */
export function interpolateAll(
  data: unknown,
  env: Environment,
  later: (key: string) => boolean,
  key = "",
): Interpolated<unknown> {
  if (typeof data === "string" && !later(key)) return interpolate(data, env, key)
  if (typeof data !== "object" || data === null) return { value: data, problems: [] }
  const entries = Object.entries(data).map(
    ([name, value]) =>
      [name, interpolateAll(value, env, later, key === "" ? name : `${key}.${name}`)] as const,
  )
  return {
    value: Array.isArray(data)
      ? entries.map(([, item]) => item.value)
      : Object.fromEntries(entries.map(([name, item]) => [name, item.value])),
    problems: entries.flatMap(([, item]) => item.problems),
  }
}
