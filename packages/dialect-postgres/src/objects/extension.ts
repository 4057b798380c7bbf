import type { DefinedKind, DefinedNode } from "@aludel/core/dialect"
import { literal, quoteName } from "@aludel/core/dialect"

import { optionsOf } from "./options.ts"

interface ExtensionOptions {
  readonly version: string
  readonly schema: string
}

/** An extension. It belongs to the whole database, so one that is there already is taken as it is. */
export const extension: DefinedKind = {
  rank: -100,
  isAmbient: true,
  create(node) {
    const { version, schema } = optionsOf<ExtensionOptions>(node)
    return [
      [
        `create extension if not exists ${quoteName(node.name)}`,
        schema === undefined ? "" : ` schema ${quoteName(schema)}`,
        version === undefined ? "" : ` version ${literal(version)}`,
      ].join(""),
    ]
  },
  drop: (node) => [`drop extension ${quoteName(node.name)}`],
  replace(from, to, context) {
    const before = optionsOf<ExtensionOptions>(from)
    const { version, schema } = optionsOf<ExtensionOptions>(to)
    const alter = `alter extension ${quoteName(to.name)}`
    const home = schema ?? context.path({ name: "" }).at(-2)
    return [
      ...(before.schema === schema || home === undefined ? [] : [`${alter} set schema ${quoteName(home)}`]),
      ...(before.version === version
        ? []
        : [`${alter} update${version === undefined ? "" : ` to ${literal(version)}`}`]),
    ]
  },
  commentTarget: (node) => `extension ${quoteName(node.name)}`,
  // An extension says about itself what it is; version and schema are its own unless they are asked for.
  same: (live, declared) => agrees(live, declared),
}

function agrees(live: DefinedNode, declared: DefinedNode): boolean {
  const is = optionsOf<ExtensionOptions>(live)
  const wanted = optionsOf<ExtensionOptions>(declared)
  return (
    (wanted.version === undefined || wanted.version === is.version) &&
    (wanted.schema === undefined || wanted.schema === is.schema) &&
    (declared.comment === undefined || declared.comment === live.comment)
  )
}
