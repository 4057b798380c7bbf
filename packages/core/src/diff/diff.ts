import type { DefinedKind, Operation } from "../operations/definition.ts"
import { frozen } from "../operations/present.ts"
import type { Schema } from "../schema/model.ts"
import { changesBetween, type Same } from "./changes.ts"
import { equal } from "./equal.ts"
import { gathered } from "./gathered.ts"
import type { NamesImplied } from "./names.ts"
import { ordered } from "./order.ts"

/** How two schemas are compared. */
export interface DiffOptions {
  /**
   * Whether two nodes with the same identity are alike. Of a column that is not, it is asked again for each attribute
   * that differs, with the old column that has this one attribute of the new. Default: deep equality.
   */
  readonly same?: Same | undefined
  /**
   * Whether the engine lets a foreign key name a table that is not there yet. Default: no, and the keys of tables that
   * refer to each other are added once all are there.
   */
  readonly forwardReferences?: boolean | undefined
  /** Whether changes of one table stand together, as far as nothing between them minds. Default: no, they stand by what they do. */
  readonly gathers?: boolean | undefined
  /** The names that the engine gives what belongs to a column. Default: nothing else can have them. */
  readonly impliedNames?: NamesImplied | undefined
  /** What the dialect knows of the types of defined objects: where they stand in the order. Default: beside the tables. */
  readonly objects?: Readonly<Record<string, DefinedKind>> | undefined
}

/**
 * The operations that lead from one schema to another: no more than needed, resolved, in an order that engines accept, and
 * the same to the byte for the same schemas, in whatever order their nodes stand. Names decide what is the same thing; a
 * renamed one is dropped and created.
 */
export function diff(from: Schema, to: Schema, options: DiffOptions = {}): readonly Operation[] {
  if (isWhole(from, to)) return frozen([])
  const same = options.same ?? equal
  const operations = ordered(changesBetween(from, to, same, options), same, options)
  return frozen(options.gathers === true ? gathered(operations) : operations)
}

// What was aligned has the very nodes of the other side wherever nothing differs: most often everywhere.
function isWhole(from: Schema, to: Schema): boolean {
  if (from.nodes.length !== to.nodes.length) return false
  const known = new Set(to.nodes)
  return from.nodes.every((node) => known.delete(node))
}
