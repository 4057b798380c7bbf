import { expect, it } from "vitest"

import type { AnyColumn } from "../../src/schema/column.ts"
import { defaultText } from "../../src/schema/default-text.ts"
import { t } from "../../src/schema/t.ts"
import { sql } from "../../src/sql/sql.ts"

const kind = t.enum("kind", ["a", "b"])

const cases: readonly [column: AnyColumn, text: string | undefined][] = [
  [t.text(), undefined],
  [t.text().nullable().default(null), undefined],
  [t.text().default("it's"), "'it''s'"],
  [t.integer().default(-1), "-1"],
  [t.bigint().default(9007199254740993n), "9007199254740993"],
  [t.bigint().default("9007199254740993"), "'9007199254740993'"],
  [t.numeric(10, 2).default("1.50"), "'1.50'"],
  [t.double().default(0.5), "0.5"],
  [t.boolean().default(true), "true"],
  [t.boolean().default(0), "false"],
  [t.boolean().default(sql` 1 `), "1"],
  [kind().default("b"), "'b'"],
  [t.timestamptz().default(new Date("2026-11-18T14:49:44Z")), "'2026-11-18T14:49:44.000Z'"],
  [t.date().default(new Date("2026-11-18T14:49:44Z")), "'2026-11-18'"],
  [t.date().default("2026-11-18"), "'2026-11-18'"],
  [t.json().default({ a: ["it's"] }), `'{"a":["it''s"]}'`],
  [t.json<number[]>().default([1]), "'[1]'"],
  [t.json().default("[]"), "'[]'"],
  [t.type<string>("citext").default("x"), "'x'"],
  [t.type<Date>("timestamptz(3)").default(new Date("2026-11-18T14:49:44Z")), "'2026-11-18T14:49:44.000Z'"],
  [t.type<string>("char(3)").default("abc"), "'abc'"],
  [t.type<string[]>("text[]").default([]), "'{}'"],
  [t.type("text[]").default(["it's", 'a "b" \\', null]), `'{"it''s","a \\"b\\" \\\\",NULL}'`],
  [t.type("integer[]").default([[1, -2n], [true]]), "'{{1,-2},{true}}'"],
  [t.text().default(sql`lower(${"A"})`), "lower('A')"],
]

it.each(cases.map(([column, text]) => ({ type: column["~column"].type, column, text })))(
  "$type: $text",
  ({ column, text }) => {
    expect(defaultText(column["~column"], "a.b")).toBe(text)
  },
)

const refused: readonly [column: AnyColumn, message: string][] = [
  [t.integer().default(0.5), "the default 0.5 of a.b is no value of the type integer"],
  [t.integer().default("one" as never), 'the default "one" of a.b is no value of the type integer'],
  [t.integer().default(true as never), "the default true of a.b is no value of the type integer"],
  [t.boolean().default(2), "the default 2 of a.b is no value of the type boolean"],
  [t.text().default(1 as never), "the default 1 of a.b is no value of the type text"],
  [t.double().default(Number.NaN), "the default NaN of a.b is no value of the type double"],
  [t.text().default(undefined as never), "the default undefined of a.b is no value of the type text"],
  [
    t.timestamptz().default(new Date(Number.NaN)),
    "the default Invalid Date of a.b is no value of the type timestamptz",
  ],
  [t.json().default("{"), 'the default "{" of a.b is no value of the type json'],
  [t.bytes().default(new Uint8Array(1)), "the default of bytes of a.b is no value of the type bytes"],
  [t.text().default(["a"] as never), "the default a of a.b is no value of the type text"],
  [t.type("text[]").default([{}]), "the default [object Object] of a.b is no value of the type text[]"],
  [kind().default("c" as never), 'the default "c" of a.b is no value of the enum kind'],
]

it.each(refused.map(([column, message]) => ({ column, message })))("$message", ({ column, message }) => {
  expect(() => defaultText(column["~column"], "a.b")).toThrow(message)
})
