import { quoteName, type AnyDatabase } from "@aludel/core/dialect"

import { createIndexText } from "../../src/definition-text.ts"
import { objects } from "../../src/objects.ts"
import { query } from "../../src/query.ts"
import { tableText } from "../../src/table-text.ts"
import { nodesOf, type Draw, type RandomTable } from "./random-schema.ts"

/** Creates drawn tables with what stands on them. */
export async function createTables(db: AnyDatabase, tables: readonly RandomTable[]): Promise<void> {
  const others = tables.flatMap((table) => table.others)
  for (const table of tables) await query(db, `create table ${tableText(table.table, nodesOf(table))}`)
  for (const node of others) if (node.kind === "index") await query(db, createIndexText(node))
  for (const node of others) {
    if (node.kind !== "defined") continue
    for (const text of objects[node.type]!.create(node, {} as never)) await query(db, text)
  }
}

const values = ["1", "2", "3", "'x'", "'12'", "null", "4.5", "x'00'", "''"] as const

/** Inserts drawn rows; what breaks a constraint is left out. */
export async function insertRows(db: AnyDatabase, tables: readonly RandomTable[], draw: Draw): Promise<void> {
  for (const { table, columns } of tables) {
    for (let row = 0; row < draw.number(0, 4); row += 1) {
      const given = columns.filter(
        ({ name, generated }) => generated === undefined && (name === "id" || draw.chance(70)),
      )
      const list = given.map(({ name }) => quoteName(name)).join(", ")
      const drawn = given
        .map(({ name }) => (name === "id" ? `${draw.number(1, 9)}` : draw.one(values)))
        .join(", ")
      await query(db, `insert into ${table.name} (${list}) values (${drawn})`).catch(() => [])
    }
    if (draw.chance(30)) await query(db, `delete from ${table.name} where id > 5`).catch(() => [])
  }
  for (let broken = await violations(db); broken.length > 0; broken = await violations(db)) {
    await query(db, "pragma foreign_keys = off")
    for (const { table, rowid } of broken)
      await query(db, `delete from ${table}${rowid === null ? "" : ` where rowid = ${rowid}`}`)
    await query(db, "pragma foreign_keys = on")
  }
}

function violations(
  db: AnyDatabase,
): Promise<readonly { readonly table: string; readonly rowid: number | null }[]> {
  return query<{ table: string; rowid: number | null }>(db, "pragma foreign_key_check").catch(() => [])
}
