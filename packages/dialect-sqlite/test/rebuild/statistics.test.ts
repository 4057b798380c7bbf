import type { Operations } from "@aludel/core"
import type { AnyDatabase } from "@aludel/core/dialect"
import { expect, it } from "vitest"

import { record } from "../../../core/src/operations/recorder.ts"
import { index, t, unique } from "../../src/index.ts"
import { open, rows, run, runOperations, type Library } from "../database.ts"

const made = `create table t (id integer primary key, a text unique, b text);
create index ix_a on t (a, b);
create index ix_b on t (b);
create table other (id text primary key, x text) without rowid;
create index ix_x on other (x);
insert into t values (1, 'x', 'p'), (2, 'y', 'p'), (3, 'z', 'q');
insert into other values ('k', 'x'), ('l', 'x');
analyze`

const statistics = (db: AnyDatabase) => rows(db, "select tbl, idx, stat from sqlite_stat1 order by tbl, idx")

const all = [
  { tbl: "other", idx: "ix_x", stat: "2 2" },
  { tbl: "other", idx: "other", stat: "2 1" },
  { tbl: "t", idx: "ix_a", stat: "3 1 1" },
  { tbl: "t", idx: "ix_b", stat: "3 2" },
  { tbl: "t", idx: "sqlite_autoindex_t_1", stat: "3 1" },
]
const without = (...names: readonly string[]) => all.filter(({ idx }) => !names.includes(idx))

it.each<Library>(["better-sqlite3", "node:sqlite"])("the case itself, with %s", async (library) => {
  const db = open(":memory:", library)
  await run(db, made)
  expect(await statistics(db)).toEqual(all)
})

it.each<[name: string, write: (op: Operations) => void, left: readonly unknown[]]>([
  [
    "of all indexes where none changes",
    (op) => {
      op.alterColumn("t", "b", { type: t.integer() })
      op.alterColumn("other", "x", { default: "none" })
    },
    all,
  ],
  [
    "not of an index that is another now",
    (op) => {
      op.alterColumn("t", "b", { type: t.integer() })
      op.dropIndex("t", "ix_b")
      op.createIndex("t", index("ix_b").on("b", "a"))
    },
    without("ix_b"),
  ],
  [
    "not of keys that were numbered otherwise",
    (op) => op.addConstraint("t", unique("uq_t").on("id", "b")),
    without("sqlite_autoindex_t_1"),
  ],
])("what analyze found out is kept, %s", async (_, write, left) => {
  const db = open()
  await run(db, made)
  await runOperations(
    db,
    record((op) => void write(op), {}),
  )
  expect(await statistics(db)).toEqual(left)
  expect(await rows(db, "pragma integrity_check")).toEqual([{ integrity_check: "ok" }])
})

it("the samples of sqlite_stat4 are kept, too, which better-sqlite3 takes", async () => {
  const db = open()
  await run(db, made)
  const samples = () => rows(db, "select * from sqlite_stat4 order by tbl, idx, nlt")
  const before = await samples()
  expect(before.length).toBeGreaterThan(0)
  await runOperations(
    db,
    record((op) => op.alterColumn("t", "b", { default: "x" }), {}),
  )
  expect(await samples()).toEqual(before)
})
