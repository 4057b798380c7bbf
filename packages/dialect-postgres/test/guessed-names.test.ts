import { expect, it } from "vitest"

import { introspect } from "../src/introspect.ts"
import { withoutGuessedNames } from "../src/reading/guessed-names.ts"
import { open, run } from "./database.ts"

it.each<readonly [given: string, expected: string]>([
  ["SELECT 'it''s'::text AS text", "SELECT 'it''s'::text"],
  [
    `SELECT NULL::character varying(3) AS "varchar",\n    1 AS a`,
    "SELECT NULL::character varying(3),\n    1 AS a",
  ],
  [`SELECT a,\n    (0)::"odd ""x" AS "odd ""x"`, `SELECT a,\n    (0)::"odd ""x"`],
  [`SELECT ((a + 1))::bigint AS int8`, "SELECT ((a + 1))::bigint"],
  [
    `SELECT '{}'::s.kind[] AS kind,\n    '2020'::timestamp(3) with time zone AS "timestamptz"`,
    "SELECT '{}'::s.kind[],\n    '2020'::timestamp(3) with time zone",
  ],
  // What has a name of its own, or another one.
  ...[
    "SELECT 'x'::text AS a",
    "SELECT (a)::text AS text",
    "SELECT ((c).a)::text AS text",
    "SELECT (( SELECT a))::text AS text",
    "SELECT xmlforest(a AS b, 'x'::text AS text) AS x",
    "SELECT 'SELECT ''x''::text AS text'::text AS a",
    `SELECT a AS ",\n 'x'::text AS text"`,
  ].map((text): readonly [string, string] => [text, text]),
])("%s is %s", (given, expected) => {
  expect(withoutGuessedNames(given)).toBe(expected)
})

it("reads what comes back the same when it is executed", async () => {
  const [first, second] = [await open(), await open()]
  const query =
    "select relname, 1::bigint as n, 'a'::text as t from pg_class union all select 'x', 2, 'it''s' union select null, 1 + 2, null"
  await run(
    first,
    `create view v as ${query}; create function f() returns table (relname name, n bigint, t text) begin atomic ${query}; end; create materialized view m as ${query}`,
  )
  const { nodes } = await introspect(first)
  for (const node of nodes) {
    if (node.kind !== "defined") continue
    const { type, name, definition } = node
    await run(
      second,
      type === "function" ? `create function f${definition}` : `create ${type} ${name} as ${definition}`,
    )
  }
  expect((await introspect(second)).nodes).toEqual(nodes)
})
