import {
  AludelError,
  displayName,
  literal,
  quoteName,
  tableOf,
  type Catalog,
  type Operation,
  type TableReference,
} from "@aludel/core/dialect"

import { createIndexText } from "../definition-text.ts"
import { noteDangling, statisticsIn, type Library } from "../library.ts"
import { autoincrement } from "../live-table.ts"
import { triggerText } from "../objects.ts"
import { ownTable, qualified } from "../qualified.ts"
import { tableText } from "../table-text.ts"
import { copiedValues } from "./copied.ts"
import { refuseCascade } from "./cascade.ts"
import { rowidAlias } from "./rowid.ts"
import { keptStatistics } from "./statistics.ts"
import { after, freeName, nodesOf, wholeTable, type WholeTable } from "./table.ts"
import { usersOfDropped } from "./users.ts"

/**
 * The statements that build a table anew as operations on it make it, by SQLite's own twelve steps
 * (https://www.sqlite.org/lang_altertable.html#otheralter). Foreign keys must not be acted on meanwhile and are checked
 * before the commit: the session sees to both.
 *
 * The old table's name is what others refer to it by, so the new one takes it over in the end; with
 * `legacy_alter_table` SQLite then neither touches nor looks at views, triggers and foreign keys that have the name in
 * them, whole or broken: for them nothing has happened.
 *
 * @param operations operations on one table
 * @param before the schema before them
 * @param library what is known of the connection
 * @throws AludelError `operation/invalid` where the table lacks what they name; `dialect/unsupported` where SQLite would
 * cascade to other tables
 */
export function rebuild(
  operations: readonly (Operation & TableReference)[],
  before: Catalog | undefined,
  library: Library,
): readonly string[] {
  const [first] = operations
  const table = first && tableOf(first)
  const from = table && wholeTable(before, table)
  if (before === undefined || from === undefined) throw unknownTable(displayName(table ?? { name: "" }))
  const { schema, name } = from.table
  if (library.actsOnForeignKeys) refuseCascade(before, from.table)
  const to = after(from, operations)
  noteDangling(to.parts, library)
  const fresh = freeName(before, schema, `aludel_new_${name}`)
  const made = qualified({ ...(schema === undefined ? {} : { schema }), name: fresh })
  const statistics = keptStatistics(from, to, fresh, statisticsIn(library, schema))
  return [
    `create table ${tableText({ ...from.table, name: fresh }, nodesOf(to))}`,
    copy(from, to, made, operations),
    ...mark(from, to, fresh),
    ...statistics.before,
    `drop table ${qualified(from.table)}`,
    "pragma legacy_alter_table = on",
    `alter table ${made} rename to ${quoteName(name)}`,
    "pragma legacy_alter_table = off",
    ...to.parts.flatMap((part) => {
      if (part.kind === "index") return [createIndexText(part)]
      return part.kind === "defined" ? [triggerText(part)] : []
    }),
    ...statistics.after,
    ...usersOfDropped(before, from, to),
  ]
}

function copy(from: WholeTable, to: WholeTable, made: string, operations: readonly Operation[]): string {
  const values = copiedValues(from, to, operations)
  const [into, select] = [values.map((value) => value.to), values.map((value) => value.from)]
  return `insert into ${made} (${into.join(", ")}) select ${select.join(", ")} from ${qualified(from.table)}`
}

// The highest number that was ever given, which may be higher than that of any row that is left.
function mark(from: WholeTable, to: WholeTable, fresh: string): readonly string[] {
  if (![from, to].every(isNumbered)) return []
  const [old, name] = [literal(from.table.name), literal(fresh)]
  const sequence = ownTable(from.table.schema, "sqlite_sequence")
  return [
    `delete from ${sequence} where name = ${name}`,
    `insert into ${sequence} (name, seq) select ${name}, seq from ${sequence} where name = ${old}`,
  ]
}

function isNumbered(table: WholeTable): boolean {
  return rowidAlias(table)?.identity?.sequence === autoincrement.sequence
}

function unknownTable(name: string): AludelError {
  return new AludelError(
    "operation/invalid",
    `there is no table ${name}, or it is not known here what it is`,
    {
      hint: "SQLite builds a table anew for this change, and must know what it was.",
    },
  )
}
