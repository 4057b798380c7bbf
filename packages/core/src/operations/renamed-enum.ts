import { displayName, type Catalog, type ObjectName } from "../schema/catalog.ts"
import { isTablePart, type SchemaNode } from "../schema/model.ts"
import { literal } from "../sql/sql.ts"
import { sibling } from "./lookup.ts"
import type { RenameEnumValue } from "./operation.ts"

// Engines keep types and their values in step wherever expressions name them; here they are found by how they are printed.

/** Renames an enumerated type in the columns that have it, and in the expressions that cast to it. */
export function renamedEnum(catalog: Catalog, node: ObjectName, to: string): void {
  const [old, wanted] = [node.name, to].map((name) => `::${displayName(sibling(node, name))}`) as [
    string,
    string,
  ]
  inTexts(catalog, old, (text) =>
    text.replaceAll(old, (found, at: number) =>
      /[\w$]/.test(text.charAt(at + found.length)) ? found : wanted,
    ),
  )
  for (const column of catalog.schema().nodes)
    if (column.kind === "column" && column.enum?.name === node.name && column.enum.schema === node.schema)
      catalog.set({ ...column, type: to, enum: { ...column.enum, name: to } })
}

/** Renames a value of an enumerated type in the defaults of columns that have it, and where expressions cast it. */
export function renamedEnumValue(catalog: Catalog, { from, to, ...type }: RenameEnumValue): void {
  const cast = `::${displayName(type)}`
  const [old, wanted] = [literal(from), literal(to)]
  inTexts(catalog, `${old}${cast}`, (text) => text.replaceAll(`${old}${cast}`, () => `${wanted}${cast}`))
  for (const column of catalog.schema().nodes)
    if (
      column.kind === "column" &&
      column.default === old &&
      column.enum?.name === type.name &&
      column.enum.schema === type.schema
    )
      catalog.set({ ...column, default: wanted })
}

const texts: ReadonlySet<string> = new Set(["default", "expression", "where"])

function inTexts(catalog: Catalog, mentioned: string, change: (text: string) => string): void {
  for (const node of catalog.schema().nodes) {
    if (!isTablePart(node)) continue
    const before = JSON.stringify(node)
    if (!before.includes(JSON.stringify(mentioned).slice(1, -1))) continue
    catalog.set(
      JSON.parse(before, (key, value: unknown) =>
        typeof value === "string" && texts.has(key) ? change(value) : value,
      ) as SchemaNode,
    )
  }
}
