/** A column of the table, inside the callback that gives its constraints and indexes; ascending unless said otherwise. */
export interface ColumnRef {
  readonly "~ref": ColumnRefData
  /** The smallest value first; the default. */
  asc(): ColumnRef
  /** The largest value first. */
  desc(): ColumnRef
  /** NULLs before all values. Default: as the engine has it. */
  nullsFirst(): ColumnRef
  /** NULLs behind all values. Default: as the engine has it. */
  nullsLast(): ColumnRef
}

/** What a reference to a column says, as plain data. */
export interface ColumnRefData {
  readonly column: string
  readonly descending?: true
  readonly nulls?: "first" | "last"
}

/** References to columns by their keys: what the callback with constraints and indexes is given. */
export function columnRefs<K extends string>(keys: readonly K[]): { readonly [P in K]: ColumnRef } {
  return Object.fromEntries(keys.map((key) => [key, columnRef({ column: key })])) as {
    readonly [P in K]: ColumnRef
  }
}

/** The name of a column, from a reference or from text. */
export function columnOf(column: ColumnRef | string): string {
  return typeof column === "string" ? column : column["~ref"].column
}

function columnRef(data: ColumnRefData): ColumnRef {
  return Object.freeze(new Reference(data))
}

// The methods stand on the class: every column of every table has one of these.
class Reference implements ColumnRef {
  readonly "~ref": ColumnRefData

  constructor(data: ColumnRefData) {
    this["~ref"] = Object.freeze(data)
  }

  asc() {
    const { descending: _, ...ascending } = this["~ref"]
    return columnRef(ascending)
  }

  desc() {
    return columnRef({ ...this["~ref"], descending: true })
  }

  nullsFirst() {
    return columnRef({ ...this["~ref"], nulls: "first" })
  }

  nullsLast() {
    return columnRef({ ...this["~ref"], nulls: "last" })
  }
}
