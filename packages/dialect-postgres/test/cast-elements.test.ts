import { expect, it } from "vitest"

import { withCastElements } from "../src/reading/cast-elements.ts"
import { introspect } from "../src/introspect.ts"
import { open, run } from "./database.ts"

it.each([
  [
    "a = ANY ((ARRAY['b'::character varying, 'c'::character varying])::text[])",
    "a = ANY (ARRAY[('b'::character varying)::text, ('c'::character varying)::text])",
  ],
  [
    "f((ARRAY['it''s, ]'::x, (a || ','::x)])::text[])",
    "f(ARRAY[('it''s, ]'::x)::text, ((a || ','::x))::text])",
  ],
  [`(ARRAY["odd ] name", 'b'])::"odd ] type"[]`, `ARRAY[("odd ] name")::"odd ] type", ('b')::"odd ] type"]`],
  [
    "(ARRAY[a, now()])::timestamp(3) with time zone[] = b",
    "ARRAY[(a)::timestamp(3) with time zone, (now())::timestamp(3) with time zone] = b",
  ],
  ["(ARRAY[(x.y)[1], 2])::numeric(10,2)[]", "ARRAY[((x.y)[1])::numeric(10,2), (2)::numeric(10,2)]"],
  [
    "(ARRAY[f((ARRAY[a])::text[])])::x.y[] and (ARRAY[b])::text[] = c",
    "ARRAY[(f(ARRAY[(a)::text]))::x.y] and ARRAY[(b)::text] = c",
  ],
  ["(ARRAY[a, b])[1]", "(ARRAY[a, b])[1]"],
  ["(ARRAY[a] || b)::text[]", "(ARRAY[a] || b)::text[]"],
  ["(ARRAY[]::character varying[])::text[]", "(ARRAY[]::character varying[])::text[]"],
  ["(ARRAY[ARRAY['a'], ARRAY['b']])::text[]", "(ARRAY[ARRAY['a'], ARRAY['b']])::text[]"],
  ["a = '(ARRAY[1])::text[]'::text", "a = '(ARRAY[1])::text[]'::text"],
])("%s is %s", (given, expected) => {
  expect(withCastElements(given)).toBe(expected)
})

it("reads what comes back the same when it is executed", async () => {
  const codes = "in ('a', 'it''s', 'b')"
  const [first, second] = [await open(), await open()]
  await run(
    first,
    `create table t (code varchar(9), short smallint, kind varchar(3) generated always as (case when code ${codes} then 'x' end) stored,
      check (code ${codes}), check (short = any (array[1::smallint, 2::smallint]::integer[])));
    create index i on t (code, (code ${codes})) where code ${codes};
    create domain d varchar(9) check (value ${codes});
    create view v as select code from t where code not ${codes};
    create function f() returns trigger language plpgsql as 'begin return new; end';
    create trigger g before update on t for each row when (old.code ${codes}) execute function f();
    create policy p on t using (code ${codes}) with check (code ${codes})`,
  )
  const { nodes } = await introspect(first)
  const text = (type: string, option: string) => {
    const node = nodes.find((each) => each.kind === "defined" && each.type === type)
    return (node as unknown as Record<string, unknown>)[option]
  }
  const check = (name: string) => nodes.find((each) => each.kind === "check" && each.name === name)
  const index = nodes.find((each) => each.kind === "index")!
  const column = nodes.find((each) => each.kind === "column" && each.name === "kind")
  await run(
    second,
    `create table t (code varchar(9), short smallint,
      kind varchar(3) generated always as (${(column as { generated: { expression: string } }).generated.expression}) stored,
      constraint t_code_check check (${(check("t_code_check") as { expression: string }).expression}),
      constraint t_short_check check (${(check("t_short_check") as { expression: string }).expression}));
    create index i on t (code, (${(index.keys[1] as { expression: string }).expression})) where ${index.where};
    create domain d varchar(9) check (${(text("domain", "options") as { checks: { expression: string }[] }).checks[0]!.expression});
    create view v as ${text("view", "definition") as string};
    create function f() returns trigger language plpgsql as 'begin return new; end';
    create trigger g before update on t ${text("trigger", "definition") as string};
    create policy p on t using (${(text("policy", "options") as { using: string }).using})
      with check (${(text("policy", "options") as { withCheck: string }).withCheck})`,
  )
  expect((await introspect(second)).nodes).toEqual(nodes)
})
