import type { ColumnNode, Identity } from "@aludel/core/dialect"

import type { Choices } from "./choices.ts"
import { condition, partOf, type Ground, type GroundColumn } from "./ground.ts"
import { comment, quoted, type Place } from "./names.ts"
import { anyType, collation } from "./types.ts"
import type { ValueType } from "./value-types.ts"

/** Makes columns for a table that has others (perhaps none) already; the first of all is an integer that is never NULL. */
export function newColumns(
  ground: Ground,
  choose: Choices,
  table: Place,
  inherited: readonly GroundColumn[],
  options: { readonly partitioned: boolean },
): readonly GroundColumn[] {
  const made: GroundColumn[] = []
  if (inherited.length === 0) made.push(plainColumn(ground, choose, table, ground.types[0]!, false))
  for (let count = choose.below(6); count > 0; count -= 1)
    made.push(newColumn(ground, choose, table, [...inherited, ...made], options))
  return made
}

function newColumn(
  ground: Ground,
  choose: Choices,
  table: Place,
  before: readonly GroundColumn[],
  options: { readonly partitioned: boolean },
): GroundColumn {
  const way = choose.below(10)
  if (way === 0) return identityColumn(ground, choose, table)
  if (way === 1) {
    const made = generatedColumn(ground, choose, table, before)
    if (made !== undefined) return made
  }
  return plainColumn(ground, choose, table, anyType(ground, choose), true, options)
}

/** A column of a type with all that a column may have, or, where it is to be a key, never NULL. */
export function plainColumn(
  ground: Ground,
  choose: Choices,
  table: Place,
  type: ValueType,
  free: boolean,
  { partitioned }: { readonly partitioned: boolean } = { partitioned: false },
): GroundColumn {
  const nullable = free && choose.chance(50)
  const node: ColumnNode = {
    ...base(ground, choose, table, type),
    ...(nullable ? { nullable } : {}),
    ...(type.defaults.length > 0
      ? choose.maybe(35, () => ({ default: choose.pick(type.defaults) }))
      : undefined),
    ...(nullable || !free ? undefined : notNull(ground, choose, partitioned)),
  }
  return {
    name: node.name,
    type,
    node,
    nullable,
    isPlain: node.storage === "plain",
    ...(node.default === undefined ? {} : { default: node.default }),
    ...collationOf(node, type),
  }
}

function collationOf({ collation: own }: ColumnNode, type: ValueType): { readonly collation?: string } {
  const found = own ?? type.collation
  return found === undefined ? {} : { collation: found }
}

function base(ground: Ground, choose: Choices, table: Place, type: ValueType): ColumnNode {
  return {
    kind: "column",
    ...partOf({ ...table }),
    name: ground.name(choose),
    type: type.type,
    ...(type.enum === undefined ? {} : { enum: type.enum }),
    ...(type.collatable === true ? choose.maybe(25, () => collation(choose, type.collation)) : undefined),
    ...(type.long === true && type.made !== true && !type.type.endsWith("range")
      ? longValues(ground, choose)
      : undefined),
    ...choose.maybe(10, () => ({ statistics: choose.pick([0, 10, 10_000]) })),
    ...choose.maybe(10, () => ({
      parameters: choose.pick([{ n_distinct: "-0.5" }, { n_distinct: "7", n_distinct_inherited: "9" }]),
    })),
    ...comment(choose),
  }
}

function longValues(ground: Ground, choose: Choices): Pick<ColumnNode, "compression" | "storage"> {
  return {
    ...choose.maybe(10, () => ({ compression: choose.pick(ground.server.compressions) })),
    ...choose.maybe(10, () => ({ storage: choose.pick(["external", "plain"] as const) })),
  }
}

// PostgreSQL 18 keeps NOT NULL as a constraint with a name and attributes.
function notNull(
  ground: Ground,
  choose: Choices,
  partitioned: boolean,
): { readonly notNull: NonNullable<ColumnNode["notNull"]> } | undefined {
  if (ground.server.major < 18) return undefined
  return choose.maybe(25, () => {
    const name = choose.maybe(60, () => ({ name: ground.name(choose) }))
    const rest = choose.pick([
      {},
      ...(partitioned ? [] : [{ noInherit: true as const }]),
      { notValid: true as const },
    ])
    const all = { ...name, ...rest }
    return { notNull: Object.keys(all).length > 0 ? all : { name: ground.name(choose) } }
  })
}

const limits: Readonly<Record<string, readonly string[]>> = {
  smallint: ["-7", "32000"],
  integer: ["-2147483647", "2147483000"],
  bigint: ["-9223372036854775807", "9223372036854775000"],
}

/** The options of a sequence of this type, by chance; the numbers fit each other. */
export function sequenceOptions(choose: Choices, type: string): Partial<Identity> {
  const [minimum, maximum] = limits[type]! as [string, string]
  return {
    ...choose.maybe(30, () => ({ increment: choose.pick(["2", "-1", "-10"]) })),
    ...choose.maybe(30, () => ({ minimum })),
    ...choose.maybe(30, () => ({ maximum })),
    ...choose.maybe(30, () => ({ cache: "20" })),
    ...choose.maybe(30, () => ({ cycle: true as const })),
  }
}

/** Where a sequence with these options may start so that it must be said. */
export function startOf(
  choose: Choices,
  { increment, minimum }: Partial<Identity>,
): { readonly start?: string } {
  // What goes down starts at -1 where nothing is said, and reaches no number above it.
  const down = increment?.startsWith("-") === true
  if (down && minimum === undefined) return choose.maybe(50, () => ({ start: "-7" })) ?? {}
  return choose.maybe(50, () => ({ start: down ? "-3" : "5" })) ?? {}
}

function identityColumn(ground: Ground, choose: Choices, table: Place): GroundColumn {
  const type = choose.pick(ground.types.slice(0, 3))
  const options = sequenceOptions(choose, type.type)
  const node: ColumnNode = {
    ...base(ground, choose, table, type),
    identity: {
      always: choose.chance(50),
      ...options,
      ...startOf(choose, options),
      ...choose.maybe(30, () => ({ sequence: ground.name(choose) })),
    },
  }
  return { name: node.name, type, node, nullable: false, identity: true }
}

function generatedColumn(
  ground: Ground,
  choose: Choices,
  table: Place,
  before: readonly GroundColumn[],
): GroundColumn | undefined {
  const usable = before.filter(({ generated, type, identity }) => !generated && !type.made && !identity)
  if (usable.length === 0) return undefined
  const virtual = ground.server.major >= 18 && choose.chance(50)
  const [type, expression] = generatedValue(ground, choose, usable, virtual)
  const { statistics, compression, storage, ...rest } = base(ground, choose, table, type)
  const node: ColumnNode = {
    ...rest,
    ...(virtual ? undefined : { ...(storage && { storage }), ...(compression && { compression }) }),
    ...(virtual || statistics === undefined ? undefined : { statistics }),
    ...(choose.chance(60) ? { nullable: true as const } : {}),
    generated: { expression, ...(virtual ? {} : { stored: true as const }) },
  }
  return {
    name: node.name,
    type,
    node,
    nullable: node.nullable === true,
    isPlain: node.storage === "plain",
    generated: virtual ? "virtual" : "stored",
    ...collationOf(node, type),
  }
}

function generatedValue(
  ground: Ground,
  choose: Choices,
  usable: readonly GroundColumn[],
  virtual: boolean,
): readonly [ValueType, string] {
  const typed = (name: string) => ground.types.find(({ type }) => type === name)!
  const words = usable.filter(({ type }) => type.type === "text")
  const numbers = usable.filter(({ type }) => type.type === "integer")
  if (words.length > 0 && choose.chance(40))
    return [typed("text"), `lower(${quoted(choose.pick(words).name)}) || 'x'`]
  if (numbers.length > 0 && choose.chance(40))
    return [typed("integer"), `${quoted(choose.pick(numbers).name)} * 2 + 1`]
  return [typed("boolean"), condition(ground, choose, usable, { functions: !virtual })]
}
