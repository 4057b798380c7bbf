import type { ColumnNode, CompileContext, TableNode } from "@aludel/core/dialect"
import { nodeKey, objectName, quoteName, tableKey, tableOf } from "@aludel/core/dialect"

import { columnName, keptSettings } from "../ddl/column-text.ts"
import { unsupported } from "../ddl/unsupported.ts"
import { optionsOf } from "../objects/options.ts"
import { place } from "./changed.ts"
import { alterColumnText } from "./table-parts.ts"
import type { Remaking } from "./type-texts.ts"

/** How the values of columns become those of other types of the same names. */
export interface Conversion {
  /** Each part by itself; else by its text, which is the same in both types. */
  readonly isByParts: boolean
  /** Without being asked for: a generated column can't ask. */
  readonly isAssigned: boolean
}

/**
 * The statements that give columns the new type of the same name.
 *
 * @param root the type that becomes another one, where that is more than being made of another
 * @throws AludelError `dialect/unsupported` where a table is partitioned by one
 */
export function convertedColumns(
  columns: readonly ColumnNode[],
  root: Remaking | undefined,
  context: CompileContext,
): Conversion & { readonly convert: readonly string[] } {
  for (const column of columns) refusePartitioned(column, context)
  const isByParts = root !== undefined && goesByParts(root, context)
  const convert = columns.flatMap((column) => {
    const spelled = context.columnType(column)
    const collation = column.collation === undefined ? "" : ` collate ${column.collation}`
    const through = isByParts ? "" : "::text"
    // A generated column is converted as it is assigned to.
    const using =
      column.generated === undefined ? ` using ${quoteName(column.name)}${through}::${spelled}` : ""
    return [`type ${spelled}${collation}${using}`, ...keptSettings(column)].map((words) =>
      alterColumnText(column, words, context),
    )
  })
  return { convert, isByParts, isAssigned: columns.some(({ generated }) => generated !== undefined) }
}

// Rows and what is beneath domains are turned into others; anything else is made of the same texts as before. Between two
// enumerated types there is nothing but the text.
function goesByParts({ from, to }: Remaking, { before }: CompileContext): boolean {
  if (from.kind === "enum" || to.kind === "enum" || from.type === "range type") return false
  if (from.type !== "domain") return true
  return ![from, to].every((domain) => {
    const { schema, name } = objectName(optionsOf<{ readonly type: string }>(domain).type ?? "")
    return before?.get(nodeKey({ kind: "enum", ...place(schema, name) })) !== undefined
  })
}

function refusePartitioned(column: ColumnNode, { before }: CompileContext): void {
  const table = before?.get(tableKey(tableOf(column))) as TableNode | undefined
  const isKey = table?.partitionBy?.keys.some((key) => "column" in key && key.column === column.name)
  if (!isKey) return
  throw unsupported(
    `${columnName(column)} is what its table is partitioned by, so that its type ${column.type} can't be made anew`,
    "Create a new table with the new type, copy the rows, and rename it.",
  )
}
