import { defineRevision } from "@aludel/core"

import { t, unique } from "../../src/index.ts"

/** A revision that builds `big` anew: two indexes, a trigger and a referring table stand on it. */
export const rebuilding = defineRevision({
  id: "b1",
  parents: [],
  message: "rebuild",
  created: "2026-01-01T00:00:00Z",
  upgrade(op) {
    op.alterColumn("big", "n", { type: t.text() })
    op.addConstraint("big", unique("uq_big_code").on("code"))
  },
  downgrade(op) {
    op.dropConstraint("big", "uq_big_code")
    op.alterColumn("big", "n", { type: t.integer() })
  },
})

/** The table, and what stands on it. */
export const big = `create table big (id integer primary key autoincrement, code text not null, n integer, note text collate nocase);
create index ix_big_n on big (n desc);
create index ix_big_note on big (note, code);
create table child (id integer primary key, big integer not null references big (id) on delete cascade);
create trigger tr_big after delete on big begin select 1; end;
create view v_big as select code from big`
