import { createMigrator, inMemory } from "@aludel/core"
import type { AnyDatabase, Schema } from "@aludel/core/dialect"
import { expect, it } from "vitest"

import { postgres } from "../src/index.ts"
import { introspect } from "../src/introspect.ts"
import { create, open, run } from "./database.ts"

// PostgreSQL prints what it has read, and reads some of its own texts as something that it prints otherwise. A database
// holds such a text as first printed; whoever restored its dump, as printed then.

const table = `create table t (a integer, b integer, d date)`
const texts = [
  { name: "a check", sql: "alter table t add constraint c check (a between 1 and 10 and b > 0)" },
  { name: "an index's predicate", sql: "create index i on t (d) where a between 1 and 10 and b > 0" },
  { name: "an index's key", sql: "create index i on t ((a between 1 and 10 and b > 0))" },
  {
    name: "a generated column",
    sql: "alter table t add g boolean generated always as (a between 1 and 10 and b > 0) stored",
  },
  { name: "a view", sql: "create view v as select * from t where a between 1 and 10 and b > 0" },
  { name: "a view with extract", sql: "create view v as select extract('YEAR' from d) as y from t" },
  {
    name: "a materialized view",
    sql: "create materialized view v as select * from t where a between 1 and 10 and b > 0",
  },
  { name: "a policy", sql: "create policy p on t using (a between 1 and 10 and b > 0)" },
  {
    name: "a trigger's condition",
    sql: `create function f() returns trigger language plpgsql as 'begin return new; end';
      create trigger g before insert on t for each row when (new.a between 1 and 10 and new.b > 0) execute function f()`,
  },
  {
    name: "a domain's check",
    sql: "create domain dom as integer check (value between 1 and 10 and value <> 3); alter table t add e dom",
  },
]

it.each(texts)("sees no difference in $name that is read and printed again", async ({ sql }) => {
  const [live, restored] = [await open(), await open()]
  await run(live, `${table}; ${sql}`)
  const first = await introspect(live)
  await create(restored, first)
  const second = await introspect(restored)
  expect(second.nodes).not.toEqual(first.nodes)
  expect(await findings(live, first)).toEqual([])
  expect(await findings(live, second)).toEqual([])
  expect(await findings(restored, first)).toEqual([])
  expect(await findings(restored, second)).toEqual([])
})

async function findings(db: AnyDatabase, schema: Schema): Promise<readonly unknown[]> {
  const declared = { "~schema": schema, "~declared": {}, "~renames": [] }
  const { findings: found } = await createMigrator({
    db,
    dialect: postgres(),
    source: inMemory([]),
    schema: declared,
  }).check()
  return found
}
