import type { WholeTable } from "../diff/changes.ts"
import type { Operation } from "../operations/definition.ts"
import type {
  AlterColumn,
  AlterTable,
  DropColumn,
  DropTable,
  RenameColumn,
  RenameNamespace,
  RenameTable,
  ReplaceObject,
  TableChange,
} from "../operations/operation.ts"
import { displayName, tableKey, tableOf, type ObjectName } from "../schema/catalog.ts"
import { quoteName } from "../sql/sql.ts"
import { words } from "../sql/words.ts"
import type { Scratch } from "../scratch/scratch.ts"

/** A column whose value is to be the same after a revision and after it was taken back. */
interface FollowedColumn {
  readonly name: string
  /** What it is called after the upgrade. */
  now: string
  readonly type: string
  /** Whether its value is converted on the way, so that only afterwards it must be the same. */
  isConverted: boolean
}

/** A table with a row. */
interface FollowedTable {
  readonly table: ObjectName
  /** What it is called after the upgrade; nothing where it is dropped. */
  now: ObjectName | undefined
  columns: readonly FollowedColumn[]
}

/** A value that is not the same. */
export interface LostValue {
  /** The key of the table, see `tableKey`, as it is called before the upgrade. */
  readonly table: string
  /** `hotels.code`, as it is called before the upgrade. */
  readonly column: string
  /** What it was and is, as one line. */
  readonly line: string
}

/** What rows of a scratch are compared with. */
export interface FollowedRows {
  /** What is not the same after the upgrade. */
  afterUpgrade(): Promise<readonly LostValue[]>
  /** What is not the same once it was taken back. */
  afterDowngrade(): Promise<readonly LostValue[]>
}

/** Reads the rows that are there, to see what becomes of the values that a revision must keep. */
export async function followRows(
  scratch: Scratch,
  tables: readonly WholeTable[],
  upgrade: readonly Operation[],
): Promise<FollowedRows> {
  const followed = tables.map(({ table, parts }): FollowedTable => ({
    table,
    now: table,
    columns: parts.flatMap((part) =>
      part.kind === "column" && part.generated === undefined
        ? [{ name: part.name, now: part.name, type: part.type, isConverted: part.enum !== undefined }]
        : [],
    ),
  }))
  for (const operation of upgrade) follow(operation, followed)
  const before: ReadonlyMap<string, string>[] = []
  for (const { table, columns } of followed)
    before.push(
      await valuesIn(
        scratch,
        table,
        columns.map(({ name }) => name),
      ),
    )
  const compared =
    (read: (each: FollowedTable) => Promise<ReadonlyMap<string, string> | undefined>) => async () => {
      const found: LostValue[] = []
      for (const [index, each] of followed.entries()) {
        const values = await read(each)
        for (const [column, value] of values ?? []) {
          const was = before[index]!.get(column)
          if (was === value) continue
          const named = `${displayName(each.table)}.${column}`
          found.push({
            table: tableKey(each.table),
            column: named,
            line: `${named} was ${was}, and is ${value}`,
          })
        }
      }
      return found
    }
  return {
    afterUpgrade: compared(async ({ now, columns }) => {
      const kept = columns.filter(({ isConverted }) => !isConverted)
      if (now === undefined || kept.length === 0) return undefined
      const values = await valuesIn(
        scratch,
        now,
        kept.map((column) => column.now),
      )
      return new Map(kept.map((column) => [column.name, values.get(column.now)!]))
    }),
    afterDowngrade: compared(async ({ table, now, columns }) =>
      now === undefined
        ? undefined
        : valuesIn(
            scratch,
            table,
            columns.map(({ name }) => name),
          ),
    ),
  }
}

function follow(operation: Operation, tables: readonly FollowedTable[]): void {
  const on = (place: ObjectName) =>
    tables.find(({ now }) => now !== undefined && tableKey(now) === tableKey(place))
  switch (operation.kind) {
    case "dropTable": {
      const { nodes = [], ...table } = operation as DropTable
      const [own] = nodes
      return leave([table, ...(own?.kind === "table" ? parentsOf(own) : [])].map(on))
    }
    case "alterTable": {
      // Rows come and go with partitions.
      const { from = {}, to, ...table } = operation as AlterTable
      const parents = [from, to].flatMap(parentsOf)
      return parents.length === 0 ? undefined : leave([table, ...parents].map(on))
    }
    case "renameTable": {
      const { from, to, ...place } = operation as RenameTable
      const found = on({ ...place, name: from })
      if (found?.now !== undefined) found.now = { ...found.now, name: to }
      return
    }
    case "renameSchema": {
      const { from, to } = operation as RenameNamespace
      for (const each of tables) if (each.now?.schema === from) each.now = { ...each.now, schema: to }
      return
    }
    case "renameColumn": {
      const { from, to } = operation as RenameColumn
      const column = on(tableOf(operation as RenameColumn))?.columns.find(({ now }) => now === from)
      if (column !== undefined) column.now = to
      return
    }
    case "dropColumn":
      return lose(on(tableOf(operation as DropColumn)), (operation as DropColumn).name)
    case "alterColumn": {
      const { name, using, fill, to } = operation as AlterColumn
      const found = on(tableOf(operation as AlterColumn))
      if (using !== undefined || fill !== undefined) return lose(found, name)
      const column = found?.columns.find(({ now }) => now === name)
      if (column !== undefined && to.type !== undefined) column.isConverted = true
      return
    }
    case "replaceObject": {
      // A type: drivers give the values of another one otherwise.
      const { name } = (operation as ReplaceObject).to
      for (const { columns } of tables)
        for (const column of columns) if (words(column.type).has(name)) column.isConverted = true
    }
  }
}

function parentsOf({ partitionOf, inherits }: TableChange): readonly ObjectName[] {
  return [...(partitionOf ? [partitionOf] : []), ...(inherits ?? [])].map(tableOf)
}

function leave(tables: readonly (FollowedTable | undefined)[]): void {
  for (const table of tables) if (table !== undefined) table.now = undefined
}

function lose(table: FollowedTable | undefined, column: string): void {
  if (table !== undefined) table.columns = table.columns.filter(({ now }) => now !== column)
}

/** The values of the one row, as text. */
async function valuesIn(
  scratch: Scratch,
  table: ObjectName,
  columns: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (columns.length === 0) return new Map()
  const path = scratch.path(table).map(quoteName).join(".")
  const rows = await scratch.rows(`select ${columns.map(quoteName).join(", ")} from ${path}`)
  if (rows.length === 0) return new Map(columns.map((column) => [column, "gone"]))
  return new Map(columns.map((column) => [column, told(rows[0]![column])]))
}

function told(value: unknown): string {
  if (typeof value === "bigint") return String(value)
  return JSON.stringify(value) ?? "null"
}
