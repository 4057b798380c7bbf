import { closest } from "./closest.ts"
import type { Problem } from "./problem.ts"

/** Says what is wrong with a value, as the end of a sentence that begins with its key; `undefined` where nothing is. */
export type Check = (value: unknown) => string | undefined

/** What is wrong with the values of an object, key by key, unknown keys too. */
export function problemsOf(
  value: Record<string, unknown>,
  checks: Readonly<Record<string, Check>>,
  prefix: string,
): Problem[] {
  return Object.entries(value).flatMap(([name, item]) => {
    const check = checks[name]
    const problem =
      check === undefined
        ? unknownKey(
            name,
            Object.keys(checks).filter((key) => key !== "$schema"),
          )
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

/** Whether it is a list of texts, at least one. */
export function texts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every(filledText)
}

/** What is wrong with a value that must be text. */
export function mustBeText(value: unknown): string | undefined {
  return filledText(value) ? undefined : `must be text, is ${shown(value)}`
}

/** Whether it is text that is not empty. */
export function filledText(value: unknown): value is string {
  return typeof value === "string" && value !== ""
}

/** Whether it is an object and no list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

/** Texts and numbers as they are; of everything else just what kind of thing it is, for it may hold secrets. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return "a list"
  if (typeof value === "object" && value !== null) return "an object"
  return typeof value === "function" ? "a function" : (JSON.stringify(value) ?? typeof value)
}
