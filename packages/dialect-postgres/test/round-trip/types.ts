import type { JsonValue } from "@aludel/core/dialect"

import type { Choices } from "./choices.ts"
import { newPlace, type Ground } from "./ground.ts"
import { comment, printedPath, quotedPath } from "./names.ts"
import { builtInTypes, type ValueType } from "./value-types.ts"

/** Makes a schema of the database. */
export function makeNamespace(ground: Ground, choose: Choices): void {
  if (ground.namespaces.length > 3) return
  const name = ground.name(choose)
  ground.namespaces.push(name)
  ground.nodes.push({ kind: "namespace", name, ...comment(choose) })
}

const words = ["open", "it's", 'a "b"', "Ünï", "漢", "", " ", "x".repeat(63), "\\", "(1)"]

/** Makes an enumerated type, now and then without values. */
export function makeEnum(ground: Ground, choose: Choices): void {
  const place = newPlace(ground, choose)
  const values = choose.some(words, choose.chance(90) ? 1 : 0, 4)
  ground.nodes.push({ kind: "enum", ...place, values, ...comment(choose) })
  const shared = { ordered: true, hashed: true, made: true, conditions: () => [] } as const
  const defaults = values.map((value) => `'${value.replaceAll("'", "''")}'::${quotedPath(place)}`)
  ground.types.push(
    { type: place.name, enum: place, defaults, ...shared },
    { type: `${printedPath(place)}[]`, defaults: [], long: true, ...shared },
  )
}

const collations = ['"C"', '"POSIX"']

/** A collation, as PostgreSQL prints it, that is not what there is without one. */
export function collation(choose: Choices, without?: string): { readonly collation: string } {
  return { collation: choose.pick(collations.filter((name) => name !== without)) }
}

// Most of what is made of columns wants one of these.
const commonTypes = builtInTypes.filter(({ type }) =>
  ["integer", "text", "tstzrange", "json", "int4range"].includes(type),
)

/** A type for a column: any that there is by now. */
export function anyType(ground: Ground, choose: Choices): ValueType {
  const made = ground.types.filter((type) => type.made)
  const way = choose.below(10)
  if (way < 3) return choose.pick(commonTypes)
  return made.length > 0 && way < 6 ? choose.pick(made) : choose.pick(ground.types)
}

/** How another type's definition names a type. */
export function typeText({ type, enum: enumeration }: ValueType): string {
  return enumeration === undefined ? type : printedPath(enumeration)
}

/** Makes a domain, also over made types. */
export function makeDomain(ground: Ground, choose: Choices): void {
  const place = newPlace(ground, choose)
  const base = anyType(ground, choose)
  const checks = choose.some(["value is not null", ...base.conditions("value")], 0, 2).map((expression) => ({
    name: ground.name(choose),
    expression,
    ...choose.maybe(20, () => ({ notValid: true })),
  }))
  const notNull = choose.chance(30)
  const options: Record<string, JsonValue> = {
    type: typeText(base),
    ...(base.collatable === true ? choose.maybe(30, () => collation(choose, base.collation)) : undefined),
    ...(base.domainDefault === undefined ? undefined : { default: base.domainDefault }),
    ...(base.defaults.length > 0
      ? choose.maybe(40, () => ({ default: choose.pick(base.defaults) }))
      : undefined),
    ...(notNull ? { notNull: true } : {}),
    ...(notNull && ground.server.major >= 17
      ? choose.maybe(40, () => ({ notNullName: ground.name(choose) }))
      : undefined),
    ...(checks.length > 0 ? { checks: checks.toSorted((a, b) => (a.name < b.name ? -1 : 1)) } : {}),
  }
  ground.nodes.push({ kind: "defined", type: "domain", ...place, options, ...comment(choose) })
  const { enum: _, bound: __, operatorClasses: ___, ...rest } = base
  const { default: domainDefault, collation: own } = options
  ground.types.push({
    ...rest,
    type: printedPath(place),
    defaults: [],
    made: true,
    conditions: () => [],
    ...(typeof domainDefault === "string" ? { domainDefault } : {}),
    ...(typeof own === "string" ? { collation: own } : {}),
    ...(base.array === true || base.type.endsWith("[]") ? { array: true } : {}),
  })
}

/** Makes a composite type. */
export function makeComposite(ground: Ground, choose: Choices): void {
  const place = newPlace(ground, choose)
  const attributes = Array.from({ length: choose.below(4) }, () => {
    const type = anyType(ground, choose)
    return {
      name: ground.name(choose),
      type: typeText(type),
      ...(type.collatable === true ? choose.maybe(40, () => collation(choose, type.collation)) : undefined),
    }
  })
  ground.nodes.push({
    kind: "defined",
    type: "composite type",
    ...place,
    options: { attributes },
    ...comment(choose),
  })
  const shared = { defaults: [], long: true, made: true, conditions: () => [] } as const
  ground.types.push({ type: printedPath(place), ...shared }, { type: `${printedPath(place)}[]`, ...shared })
}

/** Makes a range type. */
export function makeRange(ground: Ground, choose: Choices): void {
  const place = newPlace(ground, choose)
  const subtypes = ["integer", "text", "timestamptz", "double", "uuid", "date", "numeric", "varchar"]
  const subtype = choose.pick(builtInTypes.filter(({ type }) => subtypes.includes(type)))
  const differences = ground.functions.filter(({ use }) => use === "difference")
  const options: Record<string, JsonValue> = {
    subtype: subtype.type,
    ...(subtype.type === "text"
      ? choose.maybe(40, () => ({ operatorClass: "text_pattern_ops" }))
      : undefined),
    ...(subtype.collatable === true ? choose.maybe(40, () => collation(choose)) : undefined),
    ...(subtype.type === "double" ? choose.maybe(50, () => ({ difference: "float8mi" })) : undefined),
    ...(subtype.type === "integer" && differences.length > 0
      ? { difference: printedPath(choose.pick(differences)) }
      : undefined),
    ...choose.maybe(40, () => ({ multirange: ground.name(choose) })),
  }
  ground.nodes.push({ kind: "defined", type: "range type", ...place, options, ...comment(choose) })
  ground.types.push({
    type: printedPath(place),
    ordered: true,
    defaults: ["'empty'"],
    long: true,
    made: true,
    range: true,
    conditions: (column) => [`not isempty(${column})`],
    operatorClasses: { gist: [""] },
  })
}
