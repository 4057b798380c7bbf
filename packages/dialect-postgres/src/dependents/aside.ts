import type { Catalog, CompileContext, ObjectName } from "@aludel/core/dialect"
import { nodeKey, quoteName } from "@aludel/core/dialect"

import { pathText } from "../ddl/path-text.ts"
import { multirangeRenamed } from "../ddl/type-renames.ts"
import { clippedName, multirangeName } from "../engine-name.ts"
import { multirangeOf, place } from "./changed.ts"
import type { TypeNode } from "./type-texts.ts"

/** A type that makes room for another of its name. */
export interface Aside {
  /** What it is called meanwhile. */
  readonly name: ObjectName
  /** What the type of several ranges is called meanwhile. */
  readonly multirange?: ObjectName
  readonly put: readonly string[]
  readonly drop: readonly string[]
}

/** The statements that put a type aside, and that drop it once nothing is of it. */
export function asideOf(node: TypeNode, context: CompileContext): Aside {
  const old = freeName(node, node.name, context.before)
  const name = place(node.schema, old)
  if (node.kind === "enum")
    return { name, put: [renamed(node, old, context)], drop: [`drop type ${pathText(name, context)}`] }
  const kind = context.object(node.type)!
  const put = kind.rename!(node, old, context)
  const drop = kind.drop({ ...node, name: old }, context)
  if (node.type !== "range type") return { name, put, drop }
  const several = multirangeOf(node)
  const isOwn = several === multirangeName(node.name)
  const oldSeveral = isOwn ? multirangeName(old) : freeName(node, several, context.before)
  return {
    name,
    multirange: place(node.schema, oldSeveral),
    put: [...put, ...(isOwn ? [] : multirangeRenamed(place(node.schema, several), oldSeveral, context))],
    drop,
  }
}

function renamed(type: ObjectName, to: string, context: CompileContext): string {
  return `alter type ${pathText(type, context)} rename to ${quoteName(to)}`
}

/** `kind_old`, or with a number where that is taken: types share their names with tables. */
function freeName({ schema }: TypeNode, name: string, before: Catalog | undefined): string {
  for (let number = 0; ; number += 1) {
    const suffix = number === 0 ? "_old" : `_old${number}`
    const free = `${clippedName(name, suffix)}${suffix}`
    const kinds = [{ kind: "enum" }, { kind: "table" }, ...types.map((type) => ({ kind: "defined", type }))]
    const isTaken = kinds.some(
      (kind) => before?.get(nodeKey({ ...(kind as { kind: "enum" }), ...place(schema, free) })) !== undefined,
    )
    if (!isTaken) return free
  }
}

const types = ["domain", "composite type", "range type", "sequence", "view", "materialized view"]
