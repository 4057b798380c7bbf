import type { AnyDatabase, Dialect } from "../dialect/dialect.ts"
import { holds, type Engine } from "../dialect/generic.ts"
import { AludelError } from "../errors/error.ts"
import { tableNames, type HistoryTables } from "../history/tables.ts"
import type { RenameColumn } from "../operations/operation.ts"
import { catalog, displayName } from "../schema/catalog.ts"
import type { DefinedNode, Schema, SchemaNode } from "../schema/model.ts"
import { canonical } from "../scratch/canonical.ts"
import type { Replay } from "../scratch/replay.ts"
import { canScratch, schemasOf, type ScratchRequest } from "../scratch/scratch.ts"
import { aligned, differing } from "./align.ts"
import { ours } from "./ours.ts"
import { pendingRenames, rename, renamed, type Declaration } from "./renames.ts"

/** What a declaration is compared with. */
export interface ComparisonRequest extends Pick<ScratchRequest, "settings" | "onChoice"> {
  readonly db: AnyDatabase
  readonly dialect: Dialect
  readonly engine: Engine
  readonly tables: HistoryTables
  readonly defaultSchema: string | undefined
  readonly declared: Declaration
  readonly replayed: Replay
}

/** Two schemas in the same words, ready for an exact comparison. */
export interface Comparison {
  /** The database, with the renames made. */
  readonly from: Schema
  readonly to: Schema
  /** The declared renames that the database has not seen yet. */
  readonly renames: readonly RenameColumn[]
  /** Objects of the database that are left alone, one line each. */
  readonly unmanaged: readonly string[]
}

/**
 * Brings the database and the declaration to the same words.
 *
 * @throws AludelError `dialect/unsupported` where the dialect can't read the database
 */
export async function compare({
  db,
  dialect,
  engine,
  tables,
  defaultSchema,
  declared,
  replayed,
  ...scratch
}: ComparisonRequest): Promise<Comparison> {
  if (dialect.introspect === undefined) {
    throw new AludelError(
      "dialect/unsupported",
      `the ${dialect.name} dialect can't read a database, so nothing can be compared with it`,
      {
        hint: "Install @aludel/dialect-postgres or @aludel/dialect-sqlite, or write the revision by hand.",
      },
    )
  }
  const plain = db.withoutPlugins()
  const to = declared["~schema"]
  const wanted = catalog(to)
  const schemas = [...new Set([...schemasOf(to), ...schemasOf(replayed.catalog.schema())])]
  const exclude = tableNames(tables, defaultSchema)
  const there = await dialect.introspect(plain, { defaultSchema, schemas, exclude, unmodelled: true })
  const renames = pendingRenames(declared, catalog(there))
  rename(replayed.catalog, renames)
  const live = renamed(there, renames)
  const { schema, unmanaged } = ours(live, wanted, replayed, (kind) => holds(dialect, kind))
  const canon = canScratch(dialect)
    ? await canonical(to, differing(schema, wanted), {
        ...scratch,
        db: plain,
        dialect,
        engine,
        defaultSchema,
      })
    : { nodes: [] }
  return {
    from: aligned(schema, {
      declared: wanted,
      canonical: catalog(canon),
      replayed: replayed.catalog,
      same: (node, other) => isSame(dialect, node, other),
    }),
    to,
    renames,
    unmanaged: [
      ...unmanaged,
      ...(there.unmodelled ?? []).map((object) => `${object.kind} ${displayName(object)}`),
    ],
  }
}

function isSame({ same, objects }: Dialect, live: SchemaNode, other: SchemaNode): boolean {
  if (same?.(live, other) === true) return true
  return live.kind === "defined" && objects?.[live.type]?.same?.(live, other as DefinedNode) === true
}
