import type { AnyColumn } from "../../schema/column.ts"
import { defaultText } from "../../schema/default-text.ts"
import type { ColumnNode, Identity } from "../../schema/nodes/columns.ts"
import { columnNodes } from "../../schema/table-nodes.ts"
import { isSql, literal, sqlText, type Sql } from "../../sql/sql.ts"
import { alterColumnSteps } from "../alter-column-steps.ts"
import { changed, changeOf, columnAttributes } from "../column-change.ts"
import { sqlArgument, type Argument, type Definition, type Hazard, type Operation } from "../definition.ts"
import { columnOf, onTable, tableText } from "../lookup.ts"
import type { AddColumn, AlterColumn, ColumnChange, DropColumn } from "../operation.ts"
import { plainDefault } from "../plain-default.ts"
import { present } from "../present.ts"

/** What of a column is to be changed; what is left out stays. */
export interface ColumnChangeInput {
  /** The new type: `t.varchar(20)`; nothing else is read from the column. */
  readonly type?: AnyColumn | undefined
  readonly nullable?: boolean | undefined
  /** The new default, a value or SQL; `null`: none. */
  readonly default?: string | number | bigint | boolean | Sql | null | undefined
  /** `true`: numbers always assigned by the engine; `null`: no longer. */
  readonly identity?: true | Identity | null | undefined
  /** What the column is computed from; `null`: no longer, and it keeps its values. */
  readonly generated?: { readonly expression: Sql | string; readonly stored?: true } | null | undefined
  /** The collation, as SQL names it: `'"C"'`; `null`: the type's own. */
  readonly collation?: string | null | undefined
  readonly compression?: string | null | undefined
  readonly storage?: ColumnNode["storage"] | null | undefined
  readonly statistics?: number | null | undefined
  readonly parameters?: ColumnNode["parameters"] | null | undefined
  readonly notNull?: ColumnNode["notNull"] | null | undefined
  /** SQL that converts the values that exist to the new type, where the engine can't by itself. */
  readonly using?: Sql | undefined
  /** SQL that replaces NULLs before the column becomes NOT NULL. */
  readonly fill?: Sql | undefined
}

/** `op.alterColumn("hotels", "code", { type: t.varchar(20), nullable: false, fill: sql`''` })` */
export const alterColumn = {
  kind: "alterColumn",
  fills: ["from", "column", "back"],
  written({ to: { enum: enumeration, ...to }, ...operation }) {
    // Any other type says by itself that it is no enum.
    return { ...operation, to: enumeration === null ? to : present({ ...to, enum: enumeration }) }
  },
  make(table: string, name: string, change: ColumnChangeInput): AlterColumn {
    const on = onTable(table)
    const using = change.using === undefined ? undefined : sqlText(change.using)
    const fill = change.fill === undefined ? undefined : sqlText(change.fill)
    return present({
      kind: "alterColumn",
      ...on,
      name,
      to: changeTo(change, `${table}.${name}`),
      using,
      fill,
    })
  },
  arguments({ to, using, fill, ...operation }) {
    const change = present({
      type: to.type === undefined ? undefined : typeArgument(to.type, to.enum),
      nullable: to.nullable,
      default: typeof to.default === "string" ? defaultArgument(to.default, to) : to.default,
      identity: to.identity,
      generated: to.generated && {
        expression: sqlArgument(to.generated.expression),
        ...present({ stored: to.generated.stored }),
      },
      collation: to.collation,
      compression: to.compression,
      storage: to.storage,
      statistics: to.statistics,
      parameters: to.parameters,
      notNull: to.notNull,
      using: using === undefined ? undefined : sqlArgument(using),
      fill: fill === undefined ? undefined : sqlArgument(fill),
    }) as Argument
    return [tableText(operation), operation.name, change]
  },
  describe: (operation) =>
    `alter column ${columnText(operation)} (${Object.keys(operation.to).filter(isNamed).join(", ")})`,
  summary: (operation) => `~ ${columnText(operation)}: ${changeWords(operation).join(", ")}`,
  resolve(operation, before): AlterColumn {
    if (operation.from !== undefined) return operation
    const column = columnOf(before, operation, operation.name)
    // A type carries its enum, in both directions.
    const hasEnum = operation.to.type !== undefined && (operation.to.enum ?? column.enum) !== undefined
    // With a NOT NULL goes what it was besides.
    const hasMore = operation.to.nullable === true && column.notNull !== undefined
    const to: ColumnChange = {
      ...operation.to,
      ...(hasEnum ? { enum: operation.to.enum ?? null } : {}),
      ...(hasMore ? { notNull: operation.to.notNull ?? null } : {}),
    }
    return present({ ...operation, to, from: changeOf(column, to), column: computed(column, to) })
  },
  reverse({ from, to, using, fill, back, column, ...operation }) {
    if (from === undefined)
      return { irreversible: `it is not known what the column ${columnText(operation)} was` }
    if (column !== undefined) return madeAnew(changed(column, to), column)
    const forth = present({ using, fill })
    return present({
      ...operation,
      from: to,
      to: from,
      ...back,
      back: Object.keys(forth).length > 0 ? forth : undefined,
    })
  },
  apply(operation, catalog) {
    catalog.set(changed(columnOf(catalog, operation, operation.name), operation.to))
  },
  compile: alterColumnSteps,
  hazards: needsValue,
} satisfies Definition<AlterColumn>

function needsValue(operation: AlterColumn): readonly Hazard[] {
  const { to, from, fill } = operation
  if (to.nullable !== false || from?.nullable === false || fill !== undefined) return []
  const message = `${columnText(operation)} becomes NOT NULL: a table with NULLs in it refuses it.`
  return [{ kind: "needs-value", message }]
}

function changeTo(change: ColumnChangeInput, name: string): ColumnChange {
  const column = change.type === undefined ? undefined : typeOf(change.type)
  return present({
    type: column?.type,
    enum: column?.enum,
    nullable: change.nullable,
    default: defaultTo(change, name),
    identity: change.identity === true ? { always: true } : change.identity,
    generated: change.generated && {
      expression: expressionText(change.generated.expression),
      ...present({ stored: change.generated.stored }),
    },
    collation: change.collation,
    compression: change.compression,
    storage: change.storage,
    statistics: change.statistics,
    parameters: change.parameters,
    notNull: change.notNull,
  })
}

function expressionText(expression: Sql | string): string {
  return (typeof expression === "string" ? expression : sqlText(expression)).trim()
}

function typeOf(column: AnyColumn): Pick<ColumnNode, "type" | "enum"> {
  const { type, enum: enumeration } = columnNodes({ name: "" }, "", column)[0] as ColumnNode
  return present({ type, enum: enumeration })
}

function defaultTo({ type, default: value }: ColumnChangeInput, name: string): string | null | undefined {
  if (value === undefined || value === null) return value
  if (isSql(value)) return sqlText(value).trim()
  return type === undefined ? literal(value) : defaultText({ ...type["~column"], default: value }, name)
}

function typeArgument(type: string, enumeration: ColumnChange["enum"]): Argument {
  const column = enumeration === undefined || enumeration === null ? { type } : { type, enum: enumeration }
  return { "~print": "type", column }
}

function defaultArgument(sql: string, { type, enum: enumeration }: ColumnChange): Argument {
  const column = type === undefined ? undefined : present({ type, enum: enumeration ?? undefined })
  return plainDefault(sql, column) ?? sqlArgument(sql)
}

function changeWords({ to }: AlterColumn): readonly string[] {
  return [
    ...(to.type === undefined ? [] : [to.type]),
    ...(to.nullable === undefined ? [] : [to.nullable ? "null" : "not null"]),
    ...(to.default === undefined ? [] : [to.default === null ? "no default" : `default ${to.default}`]),
    ...(to.identity === undefined ? [] : [to.identity === null ? "no identity" : "identity"]),
    ...columnAttributes
      .filter((attribute) => !toldApart.has(attribute) && to[attribute] !== undefined)
      .map((attribute) => (to[attribute] === null ? `no ${attribute}` : attribute)),
  ]
}

/** The column, where it is computed and is no longer to be: no engine makes a column of rows that exist a computed one. */
export function computed(column: ColumnNode, to: ColumnChange): ColumnNode | undefined {
  return column.generated !== undefined && to.generated === null ? column : undefined
}

function madeAnew(from: ColumnNode, to: ColumnNode): readonly Operation[] {
  const { schema, table, name } = to
  const place = present({ schema, table, name })
  const drop: DropColumn = { kind: "dropColumn", ...place, nodes: [from] }
  const add: AddColumn = { kind: "addColumn", ...place, nodes: [to] }
  return [drop, add]
}

const toldApart: ReadonlySet<string> = new Set(["type", "enum", "nullable", "default", "identity"])

function isNamed(attribute: string): boolean {
  return attribute !== "enum"
}

function columnText(operation: {
  readonly schema?: string
  readonly table: string
  readonly name: string
}): string {
  return `${tableText(operation)}.${operation.name}`
}
