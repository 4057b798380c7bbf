import { expect, it } from "vitest"

import { pointed } from "../../src/execution/pointed.ts"

// The SQL below an error, with the caret where PostgreSQL says; `|` is the place in the SQL of a case.
it.each<[string, string, string]>([
  ["one line", "select |cod from hotels", "  SQL: select cod from hotels\n              ^"],
  ["its end", "select 1 +|", "  SQL: select 1 +\n                 ^"],
  [
    "several lines, the first empty",
    "\ncreate view v as\n  select |cod\n  from hotels\n",
    "  SQL:\n    create view v as\n      select cod\n             ^\n      from hotels",
  ],
  ["a tab before it", "a\n\tb\t|c", "  SQL:\n    a\n    \tb\tc\n    \t \t^"],
  ["letters of two units", "select '😀😀', |cod", `  SQL: select '😀😀', cod\n${" ".repeat(20)}^`],
  [
    "a line too long for a terminal",
    `create table hotels (${"a integer, ".repeat(9)}x |nosuchtype, ${"b integer, ".repeat(9)})`,
    `  SQL: create table hotels (${"a integer, ".repeat(9)}x nosuchtype, ${"b integer, ".repeat(9)})
  here: …ger, a integer, a integer, a integer, x nosuchtype, b integer, b integer, b inte…
                                                 ^`,
  ],
  [
    "the beginning of a long line",
    `|selec ${"a, ".repeat(40)}b`,
    `  SQL: selec ${"a, ".repeat(40)}b\n  here: selec a, a, a, a, a, a, a, a, a, a, a, a…\n        ^`,
  ],
])("points into %s", (_, marked, shown) => {
  const sql = marked.replace("|", "")
  const position = Array.from(marked.slice(0, marked.indexOf("|"))).length + 1
  expect(pointed(sql, position).join("\n")).toBe(shown)
})

it("shows SQL without a place as it is", () => {
  expect(pointed("select 1")).toEqual(["  SQL: select 1"])
  expect(pointed("select\n  1")).toEqual(["  SQL:", "    select", "      1"])
})
