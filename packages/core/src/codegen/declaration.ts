import type { DeclarationWords } from "../dialect/declaration.ts"
import { catalog, tableKey, tableOf } from "../schema/catalog.ts"
import { isTablePart, type Schema, type UnmodelledObject } from "../schema/model.ts"
import { declarationFiles, type PrintedFile } from "./declaration-files.ts"
import { printItem, type DeclaredWhole } from "./declared-item.ts"
import { declaredItems, type DeclarationLayout, type DeclaredItem } from "./declared-items.ts"
import { typeFinder } from "./declared-types.ts"

export type { DeclarationLayout, PrintedFile }

/** How a declaration is printed. */
export interface DeclarationPrint {
  /** How the dialect's package says it. Default: core's builders alone. */
  readonly words?: DeclarationWords | undefined
  /** Default: `one file`. */
  readonly layout?: DeclarationLayout | undefined
  /** Default: `ts`. */
  readonly language?: "ts" | "js" | undefined
}

/** A printed declaration. */
export interface PrintedDeclaration {
  /** The files; the one that calls `defineSchema` is the last. */
  readonly files: readonly PrintedFile[]
  /** The objects that the dialect has no definer for, which are not in it. */
  readonly omitted: readonly UnmodelledObject[]
}

/**
 * Prints a schema as a person would declare it, so that the files evaluate to the same schema: minimal imports, names only
 * where the naming convention would not give them, constraints on their columns where they stand on one alone.
 */
export function printDeclaration(schema: Schema, print: DeclarationPrint = {}): PrintedDeclaration {
  const { words = {}, layout = "one file", language = "ts" } = print
  const { items, columnMakers, omitted } = declaredItems(schema, words, layout)
  const whole: DeclaredWhole = {
    words,
    catalog: catalog(schema),
    viewColumns: Map.groupBy(schema.viewColumns ?? [], (column) => tableKey(tableOf(column))),
    tables: new Map(items.filter(isRelation).map((item) => [tableKey(item.node as never), item])),
    findType: typeFinder(columnMakers),
  }
  const printed = items.map((item) => printItem(item, whole))
  const { importFrom = "@aludel/core" } = words
  return { files: declarationFiles(printed, { importFrom, language }), omitted }
}

function isRelation({ node }: DeclaredItem): boolean {
  return (
    node.kind === "table" || (node.kind === "defined" && !isTablePart(node) && node.definition !== undefined)
  )
}
