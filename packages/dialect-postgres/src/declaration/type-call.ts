import type { AnyColumn } from "@aludel/core"
import type { TypeCall } from "@aludel/core/dialect"

import { t } from "../t.ts"

type Method = (...args: (string | number)[]) => AnyColumn

/** Methods of `t` that make something else than a column of one type of PostgreSQL. */
const others = new Set(["array", "enum", "type"])

const methods = Object.entries(t).filter(([name]) => !others.has(name)) as unknown as readonly [
  string,
  Method,
][]
const byName = new Map(methods)

// Where two methods make the same type, the later one is the one that PostgreSQL's own name is for: `jsonb`.
const plain = new Map(methods.flatMap(([name, make]) => [[typeOf(make, []), name] as const]))

/** The method of `t` that makes a column of a type, with its arguments; nothing where core's own words say it, or none does. */
export function typeCall(type: string): TypeCall | undefined {
  const alone = plain.get(type)
  if (alone !== undefined) return [alone]
  const [, base, digits] = /^([^("]+)\((\d+(?:,\d+)*)\)$/.exec(type) ?? []
  const fields = /^interval (.+?)(?:\((\d)\))?$/.exec(type)
  if (fields !== null)
    return made(type, "interval", fields[2] === undefined ? [fields[1]!] : [fields[1]!, Number(fields[2])])
  if (base === undefined || digits === undefined) return undefined
  return made(type, plain.get(base) ?? base, digits.split(",").map(Number))
}

function made(type: string, name: string, args: readonly (string | number)[]): TypeCall | undefined {
  const method = byName.get(name)
  return method !== undefined && typeOf(method, args) === type && name !== "numeric"
    ? [name, ...args]
    : undefined
}

function typeOf(method: Method, args: readonly (string | number)[]): string {
  return method(...args)["~column"].type
}
