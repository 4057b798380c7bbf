import { filledText, isObject, problemsOf, shown, texts, type Check } from "./check.ts"
import type { Problem } from "./problem.ts"

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

/** Everything that is wrong with the shape of `autogenerate`, unknown keys too. */
export function autogenerateProblems(value: unknown, prefix: string): readonly Problem[] {
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
