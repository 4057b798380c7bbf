import { expect, it } from "vitest"

import { columnType, engineType, modelType } from "../src/types.ts"

it.each([
  ["timestamp with time zone", "timestamptz"],
  ["timestamp(3) with time zone", "timestamptz(3)"],
  ["timestamp without time zone[]", "timestamp[]"],
  ["time(0) without time zone", "time(0)"],
  ["character varying(20)", "varchar(20)"],
  ["character varying[]", "varchar[]"],
  ["character(5)", "char(5)"],
  ["double precision", "double"],
  ["double precision[]", "double[]"],
  ["bytea", "bytes"],
  ["jsonb", "json"],
  ["json", "pg_catalog.json"],
  ["numeric(10,2)", "numeric(10,2)"],
  ["bit varying(8)", "bit varying(8)"],
  ["interval day to second(3)", "interval day to second(3)"],
  [`"char"`, `"char"`],
  ["geometry(Point,4326)", "geometry(Point,4326)"],
  [`billing."Odd (type)"`, `billing."Odd (type)"`],
])("%s is %s in the model", (engine, model) => {
  expect(modelType(engine)).toBe(model)
})

it.each([
  ["double", "double precision"],
  ["double[]", "double precision[]"],
  ["bytes", "bytea"],
  ["json", "jsonb"],
  ["pg_catalog.json", "pg_catalog.json"],
  ["timestamptz(3)", "timestamptz(3)"],
  ["varchar(20)[]", "varchar(20)[]"],
  ["citext", "citext"],
])("%s is %s for PostgreSQL", (model, engine) => {
  expect(engineType(model)).toBe(engine)
})

it("quotes the names of enumerated types", () => {
  expect(columnType({ type: "Kind", enum: { name: "Kind" } })).toBe(`"Kind"`)
  expect(columnType({ type: "kind", enum: { schema: "billing", name: "kind" } })).toBe(`"billing"."kind"`)
})
