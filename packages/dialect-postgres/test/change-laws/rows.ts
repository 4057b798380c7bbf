import { catalog, quoteName, tableOf, type AnyDatabase, type Schema } from "@aludel/core/dialect"

import { creationOrder, isTable } from "../../../core/src/diff/creation-order.ts"
import type { WholeTable } from "../../../core/src/diff/changes.ts"
import { sampleValues } from "../../../core/src/generate/sample-value.ts"
import { rows, run } from "../database.ts"

/** Puts a row into each table of a schema as far as the server takes one, all in one statement; gives the tables, and how many have one. */
export async function insertRows(
  transaction: AnyDatabase,
  schema: Schema,
  path: (name: { readonly schema?: string; readonly name: string }) => readonly string[],
): Promise<{ readonly tables: readonly WholeTable[]; readonly filled: number }> {
  const known = catalog(schema)
  const wholes = schema.nodes.flatMap((node): readonly WholeTable[] =>
    node.kind === "table" && node.partitionOf === undefined
      ? [{ table: node, parts: known.parts(node) }]
      : [],
  )
  const tables = creationOrder(wholes).wholes.filter(isTable)
  if (tables.length === 0) return { tables, filled: 0 }
  const types = new Map(
    schema.nodes.flatMap((node) =>
      node.kind === "enum" || (node.kind === "defined" && node.type === "domain")
        ? [[path(node).at(-1)!, node] as const]
        : [],
    ),
  )
  const name = (table: Parameters<typeof path>[0]) => path(table).map(quoteName).join(".")
  const inserted = (whole: WholeTable, turn: number) => {
    const given = whole.parts.flatMap((part) => {
      if (part.kind !== "column" || part.identity !== undefined || part.generated !== undefined) return []
      const key = whole.parts.find((each) => each.kind === "foreignKey" && each.columns.includes(part.name))
      const values =
        key?.kind === "foreignKey"
          ? [
              `(select ${quoteName(key.references.columns[key.columns.indexOf(part.name)]!)} from ${name(tableOf(key.references))} limit 1)`,
            ]
          : sampleValues(part, { types, texts: [], numbers: [] })
      const value = values[turn % Math.max(values.length, 1)]
      return value === undefined || (turn === 2 && part.nullable === true)
        ? []
        : [{ column: part.name, value }]
    })
    const columns = given.map(({ column }) => quoteName(column)).join(", ")
    const into = `insert into ${name(whole.table)}`
    return given.length === 0
      ? `${into} default values`
      : `${into} (${columns}) values (${given.map(({ value }) => value).join(", ")})`
  }
  const attempts = tables.map((table) =>
    [2, 1, 0].reduce(
      (otherwise, turn) => `begin ${inserted(table, turn)}; exception when others then ${otherwise} end;`,
      "null;",
    ),
  )
  await run(transaction, `do $rows$ begin ${attempts.join("\n")} end $rows$`)
  const counts = tables.map(({ table }) => `(exists (select from ${name(table)}))::integer`)
  const [found] = (await rows(transaction, `select ${counts.join(" + ")} as filled`)) as [{ filled: number }]
  return { tables, filled: found.filled }
}
