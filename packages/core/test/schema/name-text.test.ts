import fc from "fast-check"
import { expect, it } from "vitest"

import { columnName, columnText, displayName, objectName } from "../../src/schema/catalog.ts"

it.each([
  ["hotels", { name: "hotels" }],
  ["billing.invoices", { schema: "billing", name: "invoices" }],
  ['"my.table"', { name: "my.table" }],
  ['"my.schema"."my.table"', { schema: "my.schema", name: "my.table" }],
  ['billing."""odd"""', { schema: "billing", name: '"odd"' }],
  ['half"odd"', { name: 'half"odd"' }],
  ["billing.last_day(other.kind, my.kind)", { schema: "billing", name: "last_day(other.kind, my.kind)" }],
  ['"my.f"(other.kind)', { name: "my.f(other.kind)" }],
])("%s names %j", (text, name) => {
  expect(objectName(text)).toEqual(name)
  expect(objectName(displayName(name))).toEqual(name)
})

it("reads every name as it is written", () => {
  const name = fc.string({ minLength: 1, unit: fc.constantFrom("a", ".", '"', "(", ")", "B", " ") })
  fc.assert(
    fc.property(fc.option(name, { nil: undefined }), name, name, (schema, table, column) => {
      const place = schema === undefined ? {} : { schema }
      expect(objectName(displayName({ ...place, name: table }))).toEqual({ ...place, name: table })
      expect(columnName(columnText({ ...place, table }, column))).toEqual({ ...place, table, name: column })
    }),
  )
})

it("refuses a dot too many, with the name that may be meant", () => {
  expect(() => objectName("a.b.c")).toThrow(
    expect.objectContaining({
      code: "schema/invalid",
      message: "the name a.b.c has a dot too many",
      hint: 'A dot stands only between names; one that has a dot itself stands in double quotes: a."b.c".',
    }),
  )
  expect(columnName("hotels")).toBeUndefined()
})
