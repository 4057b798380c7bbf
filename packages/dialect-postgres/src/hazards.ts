import {
  displayName,
  tableOf,
  type AddConstraint,
  type AlterColumn,
  type CreateIndex,
  type Hazard,
  type Operation,
} from "@aludel/core/dialect"

/**
 * What keeps others waiting longer than a moment: what looks at all rows or writes them anew while it holds a lock that
 * writers, or readers too, wait for.
 *
 * @see https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES
 */
export function hazards(operation: Operation): readonly Hazard[] {
  switch (operation.kind) {
    case "createIndex": {
      const { concurrently, ...index } = operation as CreateIndex
      if (concurrently) return []
      return lock(
        `Nobody writes to ${displayName(tableOf(index))} while the index is built.`,
        "For a large table: { concurrently: true }.",
      )
    }
    case "addConstraint":
      return ofConstraint(operation as AddConstraint)
    case "alterColumn":
      return ofColumn(operation as AlterColumn)
    default:
      return []
  }
}

function ofConstraint({ constraint }: AddConstraint): readonly Hazard[] {
  const table = displayName(tableOf(constraint))
  switch (constraint.kind) {
    case "check":
    case "foreignKey":
      if (constraint.notValid || constraint.notEnforced) return []
      return lock(
        `Nobody writes to ${table} while all its rows are looked at.`,
        "For a large table: add it with { notValid: true }, and op.validateConstraint() in a later revision.",
      )
    default:
      return lock(
        `Nobody reads or writes ${table} while the index of ${constraint.name} is built.`,
        "Where the table is large, choose a quiet hour.",
      )
  }
}

function ofColumn({ to, from, ...column }: AlterColumn): readonly Hazard[] {
  const table = displayName(tableOf(column))
  if (to.type !== undefined && from?.type !== undefined && !isSpared(from.type, to.type))
    return lock(
      `Nobody reads or writes ${table} while its rows are written anew.`,
      "For a large table: add another column, fill it piece by piece, and drop this one in a later revision.",
    )
  if (to.nullable !== false) return []
  return lock(
    `Nobody reads or writes ${table} while all its rows are looked at.`,
    "For a large table: add and validate a check that it is not null before; then the rows are not looked at again.",
  )
}

/** Whether the rows stay as they are: texts of another length, when none gets shorter, and more digits of the same scale. */
function isSpared(from: string, to: string): boolean {
  const [old, wanted] = [typeOf(from), typeOf(to)]
  if (texts.has(old.name) && texts.has(wanted.name))
    return wanted.size.length === 0 || (old.size.length > 0 && old.size[0]! <= wanted.size[0]!)
  if (old.name !== "numeric" || wanted.name !== "numeric") return false
  if (wanted.size.length === 0) return true
  return (
    old.size.length > 0 && old.size[0]! <= wanted.size[0]! && (old.size[1] ?? 0) === (wanted.size[1] ?? 0)
  )
}

function typeOf(text: string): { readonly name: string; readonly size: readonly number[] } {
  const [, name = text, size = ""] = /^(\w+)(?:\(([\d,\s]+)\))?$/.exec(text) ?? []
  return { name, size: size === "" ? [] : size.split(",").map(Number) }
}

const texts: ReadonlySet<string> = new Set(["text", "varchar"])

function lock(message: string, advice: string): readonly Hazard[] {
  return [{ kind: "long-lock", message, advice }]
}
