import { record } from "../../../core/src/operations/recorder.ts"
import type { Operations } from "../../../core/src/operations/registry.ts"
import { check, foreignKey, sql, t, unique } from "../../src/index.ts"
import { query } from "../../src/query.ts"
import { open, rows, run, runOperations, type Library } from "../database.ts"

import type { AnyDatabase } from "@aludel/core/dialect"
import { describe, expect, it } from "vitest"

interface Loss {
  readonly name: string
  /** What is there, rows too. */
  readonly made: string
  /** Default: a unique constraint on `a` of `t`, for which no SQLite has an `alter table`. */
  readonly write?: (op: Operations) => void
  /** What tells whether it is still there: statements, the last of which gives rows. */
  readonly look: string
  readonly found: readonly unknown[] | string
}

// What Alembic's batch mode loses when it builds a table anew, each as it was seen there.
const losses: readonly Loss[] = [
  {
    name: "autoincrement, and the highest number that was ever given",
    made: "create table t (id integer primary key autoincrement, a text);\ninsert into t (a) values ('x'), ('y');\ndelete from t where a = 'y'",
    look: "insert into t (a) values ('z');\nselect id, a from t",
    found: [
      { id: 1, a: "x" },
      { id: 3, a: "z" },
    ],
  },
  {
    name: "autoincrement of a table without rows",
    made: "create table t (id integer primary key autoincrement, a text);\ninsert into t (id, a) values (41, 'y');\ndelete from t",
    look: "insert into t (a) values ('z');\nselect id from t",
    found: [{ id: 42 }],
  },
  {
    name: "a collation",
    made: "create table t (id integer primary key, a text, b text collate nocase);\ninsert into t values (1, 'x', 'Abc')",
    look: "select id from t where b = 'aBC'",
    found: [{ id: 1 }],
  },
  {
    name: "a check without a name",
    made: "create table t (id integer primary key, a text, b int check (b > 0));\ninsert into t values (1, 'x', 1)",
    look: "insert into t values (2, 'y', -1)",
    found: "CHECK constraint failed: b > 0",
  },
  {
    name: "the order of an index",
    made: "create table t (id integer primary key, a text, b int);\ncreate index ix on t (b desc, a);\ninsert into t values (1, 'x', 1)",
    look: `select name, "desc" from pragma_index_xinfo('ix') where key`,
    found: [
      { name: "b", desc: 1 },
      { name: "a", desc: 0 },
    ],
  },
  {
    name: "an index on an expression",
    made: "create table t (id integer primary key, a text, b text);\ncreate unique index ix on t (lower(b)) where b <> '';\ninsert into t values (1, 'x', 'Q'), (2, 'y', ''), (3, 'z', '')",
    look: "insert into t values (4, 'v', 'q')",
    found: "UNIQUE constraint failed: index 'ix'",
  },
  {
    name: "a trigger on the table",
    made: "create table t (id integer primary key, a text);\ncreate table log (entry text);\ncreate trigger tr after insert on t begin insert into log values (new.a); end;\ninsert into t values (1, 'x')",
    look: "insert into t values (2, 'y');\nselect entry from log",
    found: [{ entry: "x" }, { entry: "y" }],
  },
  {
    name: "a trigger elsewhere that names it",
    made: "create table t (id integer primary key, a text);\ncreate table other (x);\ncreate trigger tr after insert on other begin update t set a = 'seen'; end;\ninsert into t values (1, 'x')",
    look: "insert into other values (2);\nselect a from t",
    found: [{ a: "seen" }],
  },
  {
    name: "a view over it, and one over that",
    made: "create table t (id integer primary key, a text);\ncreate view v as select a from t;\ncreate view w as select a || '!' as b from v;\ninsert into t values (1, 'x')",
    look: "select b from w",
    found: [{ b: "x!" }],
  },
  {
    name: "computed columns",
    made: "create table t (id integer primary key, a text, b as (a || '?') stored, c generated always as (id * 2));\ninsert into t (id, a) values (4, 'x')",
    look: "select * from t",
    found: [{ id: 4, a: "x", b: "x?", c: 8 }],
  },
  {
    name: "the rows that refer to it, on delete cascade",
    made: "create table t (id integer primary key, a text);\ncreate table child (id integer primary key, t int references t (id) on delete cascade, n int references t (id) on delete set null);\ninsert into t values (1, 'x'), (2, 'y');\ninsert into child values (10, 1, 2), (11, 2, 2)",
    look: "select * from child",
    found: [
      { id: 10, t: 1, n: 2 },
      { id: 11, t: 2, n: 2 },
    ],
  },
  {
    name: "foreign keys that point at it still do",
    made: "create table t (id integer primary key, a text);\ncreate table child (t int references t (id) on delete cascade);\ninsert into t values (1, 'x');\ninsert into child values (1)",
    look: "delete from t;\nselect count(*) as n from child",
    found: [{ n: 0 }],
  },
  {
    name: "a table that a failed attempt left",
    made: "create table t (id integer primary key, a text);\ncreate table aludel_new_t (x);\ninsert into t values (1, 'x');\ninsert into aludel_new_t values (7)",
    look: "select x, a from t, aludel_new_t",
    found: [{ x: 7, a: "x" }],
  },
]

// What Alembic's keeps, and so must ours; and what other tools were seen to lose.
const kept: readonly Loss[] = [
  {
    name: "rowids that no column has",
    made: "create table t (a text);\ninsert into t (rowid, a) values (5, 'x'), (9, 'y')",
    look: "select rowid as n, a from t",
    found: [
      { n: 5, a: "x" },
      { n: 9, a: "y" },
    ],
  },
  {
    name: "rowids behind a column called rowid",
    made: `create table t (a text, rowid text);\ninsert into t (_rowid_, a, "rowid") values (5, 'x', 'mine')`,
    look: "select _rowid_ as n, a, rowid from t",
    found: [{ n: 5, a: "x", rowid: "mine" }],
  },
  {
    name: "strict, without rowid",
    made: "create table t (a text primary key, n integer) strict, without rowid;\ninsert into t values ('x', 1)",
    write: (op) => op.alterColumn("t", "n", { default: 5 }),
    look: "select strict, wr from pragma_table_list where name = 't'",
    found: [{ strict: 1, wr: 1 }],
  },
  {
    name: "values of another type than the column's, to the bit",
    made: "create table t (id integer primary key, a text, n integer, r real, v varchar(3), x);\ninsert into t values (1, x'00ff', 'abc', 7, 1.5, '12'), (2, 'x', 9007199254740993, 0.1, null, x'')",
    look: "select hex(a) as a, typeof(a) as ta, n || '' as n, typeof(n) as tn, r, typeof(r) as tr, v, typeof(x) as tx from t",
    found: [
      { a: "00FF", ta: "blob", n: "abc", tn: "text", r: 7, tr: "real", v: "1.5", tx: "text" },
      { a: "78", ta: "text", n: "9007199254740993", tn: "integer", r: 0.1, tr: "real", v: null, tx: "blob" },
    ],
  },
  {
    name: "declared types",
    made: "create table t (id integer primary key, a VARCHAR(20), b BOOLEAN, c datetime, d Decimal(10,2), e DATE, f double precision)",
    look: "select type from pragma_table_info('t')",
    found: ["INTEGER", "VARCHAR(20)", "BOOLEAN", "datetime", "Decimal(10,2)", "DATE", "double precision"].map(
      (type) => ({ type }),
    ),
  },
  {
    name: "conflict clauses, keys with an order, a key that lets NULL in",
    made: "create table t (a text primary key desc, b text not null on conflict replace default 'q', unique (b) on conflict ignore);\ninsert into t values (null, 'x'), (null, 'y')",
    look: "insert into t values ('k', null), ('l', 'x');\nselect * from t",
    found: [
      { a: null, b: "x" },
      { a: null, b: "y" },
      { a: "k", b: "q" },
    ],
  },
  {
    name: "a foreign key to itself, deferred",
    made: "create table t (id integer primary key, a text, up int constraint fk_up references t (id) deferrable initially deferred);\ninsert into t values (1, 'x', 1)",
    look: `begin;\ninsert into t values (3, 'c', 4);\ninsert into t values (4, 'd', 3);\ncommit;\nselect "table" as "to", "from" from pragma_foreign_key_list('t')`,
    found: [{ to: "t", from: "up" }],
  },
  {
    name: "a broken view",
    made: "create table t (id integer primary key, a text);\ncreate view broken as select one from nowhere, t;\ninsert into t values (1, 'x')",
    look: "select sql from sqlite_schema where type = 'view'",
    found: [{ sql: "CREATE VIEW broken as select one from nowhere, t" }],
  },
]

describe.each<Library>(["better-sqlite3", "node:sqlite"])("with %s", (library) => {
  it.each([...losses, ...kept])("$name", async ({ made, write, look, found }) => {
    const db = open(":memory:", library)
    await run(db, made)
    const change = write ?? ((op: Operations) => op.addConstraint("t", unique("uq_t_a").on("a")))
    await runOperations(
      db,
      record((op) => void change(op), {}),
    )
    expect(await builtAnew(db)).toBe(true)
    expect(await seen(db, look)).toEqual(found)
    expect(await rows(db, "pragma integrity_check")).toEqual([{ integrity_check: "ok" }])
    expect(await rows(db, "pragma foreign_key_check")).toEqual([])
  })
})

// A table that is built anew stands in the schema under a quoted name.
async function builtAnew(db: AnyDatabase): Promise<boolean> {
  const [row] = await query<{ sql: string }>(db, "select sql from sqlite_schema where name = 't'")
  return row?.sql.startsWith('CREATE TABLE "t"') === true
}

async function seen(db: AnyDatabase, look: string): Promise<readonly unknown[] | string> {
  const statements = look.split(";\n")
  try {
    for (const statement of statements.slice(0, -1)) await query(db, statement)
    return await rows(db, statements.at(-1) ?? "")
  } catch (error) {
    return (error as Error).message
  }
}

const family = `create table t (id integer primary key, a text);
create table child (id integer primary key, t int references t (id) on delete cascade);
insert into t values (1, 'x');
insert into child values (10, 1)`

it("is refused in a transaction of the caller's where it would cascade, with the reason", async () => {
  const db = open()
  await run(db, family)
  const work = db.transaction().execute((transaction) =>
    runOperations(
      transaction,
      record((op) => op.addConstraint("t", unique("uq").on("a")), {}),
    ),
  )
  await expect(work).rejects.toMatchObject({
    code: "dialect/unsupported",
    message:
      "t must be built anew, and inside this transaction that would delete rows of child (fk_child_t is on delete cascade)",
  })
  expect(await rows(db, "select * from child")).toEqual([{ id: 10, t: 1 }])
})

it("is done in a transaction of the caller's where foreign keys are off, or nothing would cascade", async () => {
  const db = open()
  await run(db, `${family};\npragma foreign_keys = off`)
  const change = record((op) => op.addConstraint("t", unique("uq").on("a")), {})
  await db.transaction().execute((transaction) => runOperations(transaction, change))
  await run(db, "pragma foreign_keys = on")
  const other = record((op) => op.addConstraint("child", check("ck", sql`id > 1`)), {})
  await db.transaction().execute((transaction) => runOperations(transaction, other))
  expect(await rows(db, "select * from child")).toEqual([{ id: 10, t: 1 }])
})

it("leaves everything as it was where the copy fails", async () => {
  const db = open()
  await run(db, `${family};\ninsert into t values (2, 'x');\ncreate view v as select * from t`)
  const before = await rows(db, "select * from sqlite_schema")
  const work = runOperations(
    db,
    record((op) => op.addConstraint("t", unique("uq").on("a")), {}),
  )
  await expect(work).rejects.toThrow("UNIQUE constraint failed: aludel_new_t.a")
  expect(await rows(db, "select * from sqlite_schema")).toEqual(before)
  expect(await rows(db, "pragma legacy_alter_table")).toEqual([{ legacy_alter_table: 0 }])
})

it.each([
  ["create view v as select id, a from t", "no such column: a"],
  ["create trigger tr after insert on t begin update child set t = new.a; end", "no such column: new.a"],
  ["create trigger tr after delete on child begin update t set a = 'z'; end", "no such column: a"],
])("does not drop a column that is named in %s", async (made, message) => {
  const db = open()
  await run(db, `${family};\n${made}`)
  await expect(
    runOperations(
      db,
      record((op) => op.dropColumn("t", "a"), {}),
    ),
  ).rejects.toThrow(message)
  expect(await rows(db, "select * from t")).toEqual([{ id: 1, a: "x" }])
})

it("knows the names of now where something was renamed before, in triggers and checks, too", async () => {
  const db = open()
  await run(
    db,
    "create table t (id integer primary key, a text, check (a <> ''), constraint ck check (a <> 'q'));\ncreate table log (x);\ncreate trigger tr after insert on t begin insert into log values (new.a); end;\ncreate view v as select a from t;\ninsert into t values (1, 'x')",
  )
  const change = record((op) => {
    op.addConstraint("t", unique("uq").on("a"))
    op.renameColumn("t", "a", "b c")
    op.renameTable("t", "new")
    op.alterColumn("new", "b c", { type: t.varchar(3), default: "d" })
    op.dropConstraint("new", "ck")
    op.addConstraint("new", foreignKey("fk").on("id").references("new", ["id"]))
  }, {})
  await runOperations(db, change)
  await run(db, "insert into new (id) values (2)")
  expect(await rows(db, `select "b c" as b from v union all select x from log`)).toEqual(
    ["x", "d", "x", "d"].map((b) => ({ b })),
  )
})

it("converts with what the operation says, and fills", async () => {
  const db = open()
  await run(
    db,
    "create table t (a text, b integer);\ninsert into t values ('3 stars', 1), ('x', null), (null, 2)",
  )
  const change = record((op) => {
    op.alterColumn("t", "a", {
      type: t.integer(),
      using: sql`case when a like '% stars' then substr(a, 1, 1) end`,
      nullable: false,
      fill: sql`0`,
    })
    op.alterColumn("t", "b", { nullable: false, default: 9, fill: sql`a + 100` })
    op.addColumn("t", "n", t.integer().identity().primaryKey("pk"))
    op.addColumn("t", "c", t.text().unique("uq_c"), { fill: sql`'c' || n` })
  }, {})
  await runOperations(db, change)
  expect(await rows(db, "select * from t")).toEqual([
    { a: 3, b: 1, n: 1, c: "c1" },
    { a: 0, b: 100, n: 2, c: "c2" },
    { a: 0, b: 2, n: 3, c: "c3" },
  ])
})
