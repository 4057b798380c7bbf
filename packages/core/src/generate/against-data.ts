import { columnType } from "../dialect/generic.ts"
import { AludelError } from "../errors/error.ts"
import { attempt } from "../execution/attempt.ts"
import type { Operation } from "../operations/definition.ts"
import type {
  AddColumn,
  AddConstraint,
  AlterColumn,
  CreateIndex,
  ValidateConstraint,
} from "../operations/operation.ts"
import { usesColumn } from "../operations/uses.ts"
import { tableInQuery, violatingRows } from "../operations/violations.ts"
import { plainName } from "../operations/expression.ts"
import { kindWords } from "../schema/describe-node.ts"
import { catalog, displayName, nodeKey, tableKey, tableOf, type ObjectName } from "../schema/catalog.ts"
import type { ConstraintNode } from "../schema/nodes/constraints.ts"
import type { IndexNode } from "../schema/nodes/indexes.ts"
import type { Comparison } from "./compare.ts"
import type { RunContext } from "../runner/context.ts"
import { placeBefore, unrenamed } from "./renames.ts"

/** Looks at the rows of the database that a revision is generated against. */
export interface LiveRows {
  /** How many rows an operation concerns whose values must be filled or converted; `undefined` where the engine can't say. */
  concerned(operation: AddColumn | AlterColumn, what: "fill" | "convert"): Promise<number | undefined>
  /**
   * Looks for rows that operations would stumble over.
   *
   * @throws AludelError `generate/rows-in-the-way` with their numbers, and the queries that give them
   */
  refuseViolations(operations: readonly Operation[]): Promise<void>
}

/** Opens the rows for questions. Tables and columns are asked for by the names that they still have. */
export function liveRows({ db, dialect, defaultSchema }: RunContext, comparison: Comparison): LiveRows {
  const plain = db.withoutPlugins()
  const asNow = namesBefore(comparison)
  const text = ({ schema = defaultSchema, name }: ObjectName) =>
    tableInQuery(schema === undefined ? { name } : { schema, name })
  const count = async (query: string): Promise<number | undefined> => {
    const found = await attempt(plain, `select count(*) as n from (${query}) as found`)
    if ("refused" in found) return undefined
    return Number(found.rows[0]!["n"])
  }
  return {
    async concerned(operation, what) {
      const before = placeBefore(comparison.renames, tableOf(operation), operation.name)
      const table = text(before)
      const name = plainName(before.column ?? operation.name)
      if (operation.kind === "addColumn") return count(`select 1 from ${table}`)
      if (what === "fill") return count(`select 1 from ${table} where ${name} is null`)
      const { from, to } = operation
      const typed = (change: typeof to) =>
        columnType(dialect, {
          kind: "column",
          table: before.name,
          name,
          type: change.type!,
          ...(change.enum ? { enum: change.enum } : {}),
        })
      const there = `cast(cast(${name} as ${typed(to)}) as ${typed(from!)})`
      return count(`select 1 from ${table} where ${name} is not null and ${there} <> ${name}`)
    },
    async refuseViolations(operations) {
      const created = new Set(
        operations.flatMap((each) =>
          each.kind === "createTable" ? [tableKey(each as Operation & ObjectName)] : [],
        ),
      )
      const fresh = operations.filter((each): each is AddColumn => each.kind === "addColumn")
      const isNew = (part: ConstraintNode | IndexNode) =>
        created.has(tableKey(tableOf(part))) ||
        fresh.some(
          (each) => tableKey(tableOf(each)) === tableKey(tableOf(part)) && usesColumn(part, each.name),
        )
      const found: Violation[] = []
      for (const part of operations.flatMap(partOf)) {
        if (isNew(part)) continue
        const now = asNow(part)
        const query = violatingRows(now, text)
        if (query === undefined) continue
        const rows = await count(query)
        if (rows !== 0) found.push({ part, rows, query })
      }
      if (found.length > 0) throw inTheWay(found)
    },
  }
}

interface Violation {
  readonly part: ConstraintNode | IndexNode
  /** Nothing where the query was refused. */
  readonly rows: number | undefined
  readonly query: string
}

function partOf(operation: Operation): readonly (ConstraintNode | IndexNode)[] {
  if (operation.kind === "addConstraint") return [(operation as AddConstraint).constraint]
  if (operation.kind === "createIndex") return [(operation as CreateIndex).index]
  if (operation.kind !== "validateConstraint") return []
  const { constraint } = operation as ValidateConstraint
  if (constraint === undefined) return []
  const { notValid: _, ...rest } = { notValid: undefined, ...constraint }
  return [rest]
}

/** A part of a table by the names that the database still has. */
function namesBefore({ from, renames }: Comparison): <N extends ConstraintNode | IndexNode>(part: N) => N {
  if (renames.length === 0) return (part) => part
  const tables = from.nodes.filter(({ kind }) => kind === "table" || kind === "column")
  return (part) => {
    const { schema: _, ...rest } = part
    const { name, ...place } = placeBefore(renames, tableOf(part))
    const key = nodeKey({ ...rest, ...place, table: name })
    return catalog(unrenamed({ nodes: [...tables, part] }, renames)).get(key) as typeof part
  }
}

/** Duplicates are counted by what they have in common. */
function breaking(rows: number | undefined, isOfGroups: boolean): string {
  if (rows === undefined) return "it can't be told whether rows break"
  const [one, many] = isOfGroups ? ["group of rows", "groups of rows"] : ["row", "rows"]
  return rows === 1 ? `1 ${one} breaks` : `${rows} ${many} break`
}

function inTheWay(found: readonly Violation[]): AludelError {
  const lines = found.map(({ part, rows, query }) => {
    const what = `${part.kind === "index" ? "unique index" : kindWords[part.kind]} ${part.name} of ${displayName(tableOf(part))}`
    const isOfGroups = part.kind === "index" || part.kind === "unique" || part.kind === "primaryKey"
    return `  ${breaking(rows, isOfGroups)} the ${what}\n    ${query}`
  })
  return new AludelError(
    "generate/rows-in-the-way",
    `rows of the database stand in the way, so that no revision was written:\n${lines.join("\n")}`,
    {
      hint: "Correct the rows, or leave --against-data out and put op.sql(…) or op.run(…) that corrects them before the operation.",
      details: {
        violations: found.map(({ part, rows, query }) => ({
          table: displayName(tableOf(part)),
          name: part.name,
          rows,
          query,
        })),
      },
    },
  )
}
