import { expect, it } from "vitest"

import { columnType, modelType, sameType } from "../src/types.ts"

it.each([
  ["INTEGER", "integer"],
  ["BLOB", "bytes"],
  ["REAL", "double"],
  ["NUMERIC(10,2)", "numeric(10,2)"],
  ["NUMERIC", "numeric"],
  ["BigInt", "BigInt"],
  ["boolean", "BOOLEAN"],
  ["varchar(20)", "VARCHAR(20)"],
  ["Double Precision", "Double Precision"],
  ["double", "DOUBLE"],
  ["date", "DATE"],
  ["datetime", "datetime"],
  ["", ""],
])("%s is %s in the model, and stays", (declared, model) => {
  expect(modelType(declared)).toBe(model)
  expect(columnType({ type: model }).toLowerCase()).toBe(declared.toLowerCase())
})

it.each([
  ["BigInt", "integer", true],
  ["UNSIGNED BIG INT", "bigint", true],
  ["BOOLEAN", "boolean", true],
  ["VARCHAR(255)", "text", true],
  ["Native Character(70)", "varchar(20)", true],
  ["CLOB", "json", true],
  ["Double Precision", "double", true],
  ["DECIMAL(10,2)", "numeric(10,2)", true],
  ["DATETIME", "datetime", true],
  ["DATETIME", "timestamp", false],
  ["int", "integer", false],
  ["INT", "integer", true],
  ["", "bytes", false],
])("%s and %s are the same to SQLite: %s", (live, declared, same) => {
  expect(sameType({ type: live }, { type: declared })).toBe(same)
})

it.each([
  ["smallint", "integer"],
  ["bigint", "integer"],
  ["boolean", "integer"],
  ["double", "real"],
  ["numeric(10,2)", "numeric(10,2)"],
  ["varchar(20)", "text"],
  ["timestamptz", "text"],
  ["json", "text"],
  ["bytes", "blob"],
  ["datetime", "datetime"],
])("%s is %s for SQLite", (type, declared) => {
  expect(columnType({ type })).toBe(declared)
})

it("stores an enum as text", () => {
  expect(columnType({ type: "kind", enum: { name: "kind" } })).toBe("text")
})
