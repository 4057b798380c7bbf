import { expect, it } from "vitest"

import { columnType, modelType } from "../src/types.ts"

it.each([
  ["INTEGER", "integer"],
  ["BigInt", "integer"],
  ["UNSIGNED BIG INT", "integer"],
  ["BOOLEAN", "integer"],
  ["VARCHAR(255)", "text"],
  ["Native Character(70)", "text"],
  ["CLOB", "text"],
  ["BLOB", "bytes"],
  ["Double Precision", "double"],
  ["REAL", "double"],
  ["DECIMAL(10,2)", "numeric(10,2)"],
  ["NUMERIC", "numeric"],
  ["DATETIME", "datetime"],
  ["", ""],
])("%s is %s in the model", (declared, model) => {
  expect(modelType(declared)).toBe(model)
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
