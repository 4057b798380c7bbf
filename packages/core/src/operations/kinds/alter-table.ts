import { AludelError } from "../../errors/error.ts"
import { displayName, objectName } from "../../schema/catalog.ts"
import type { Argument, Definition } from "../definition.ts"
import type { AlterTable, TableChange } from "../operation.ts"
import { present } from "../present.ts"
import { appliedToTable, attributesOf } from "../table-change.ts"

/** `op.alterTable("hotels", { parameters: { fillfactor: "70" }, unlogged: null })`: what is left out stays, `null` takes away. */
export const alterTable = {
  kind: "alterTable",
  fills: ["from"],
  make: (name: string, change: TableChange): AlterTable => ({
    kind: "alterTable",
    ...objectName(name),
    to: present(change),
  }),
  arguments: (operation) => [displayName(operation), operation.to as Argument],
  describe: (operation) => `alter table ${displayName(operation)} (${Object.keys(operation.to).join(", ")})`,
  summary: (operation) => `~ table ${displayName(operation)}: ${Object.keys(operation.to).join(", ")}`,
  resolve: (operation, before) =>
    operation.from === undefined ? { ...operation, from: attributesOf(operation, before) } : operation,
  reverse({ from, to, ...operation }) {
    if (from === undefined)
      return { irreversible: `it is not known what the table ${displayName(operation)} was` }
    return { ...operation, from: to, to: from }
  },
  apply: appliedToTable,
  needsBefore: ({ from }) => from === undefined,
  compile(operation) {
    throw new AludelError(
      "dialect/unsupported",
      `the table ${displayName(operation)} has nothing here that could be altered (${Object.keys(operation.to).join(", ")})`,
      { hint: "Install the dialect package of your engine, or write op.sql(sql`…`)." },
    )
  },
} satisfies Definition<AlterTable>
