import { expect, it } from "vitest"

import { byteLength, constraintName, namesOf, type NamedKind } from "../../src/schema/names.ts"

const cases: readonly [kind: NamedKind, table: string, columns: readonly string[], name: string][] = [
  ["primaryKey", "hotels", ["id"], "pk_hotels"],
  ["unique", "hotels", ["chain", "code"], "uq_hotels_chain_code"],
  ["index", "hotels", ["code", "expression"], "ix_hotels_code_expression"],
  ["foreignKey", "rooms", ["hotel_id"], "fk_rooms_hotel_id"],
  ["check", "rooms", ["floor"], "ck_rooms_floor"],
  ["unique", "$&", ["$1"], "uq_$&_$1"],
  ["index", "t".repeat(30), ["c".repeat(29)], `ix_${"t".repeat(30)}_${"c".repeat(29)}`],
  ["index", "t".repeat(30), ["c".repeat(30)], `ix_${"t".repeat(30)}_${"c".repeat(20)}_d54842dc`],
  ["index", "t".repeat(30), [`${"c".repeat(29)}d`], `ix_${"t".repeat(30)}_${"c".repeat(20)}_d4484149`],
  ["primaryKey", "é".repeat(40), [], `pk_${"é".repeat(25)}_fc7eee09`],
]

it.each(cases)("%s of %s (%j) is %s", (kind, table, columns, name) => {
  expect(constraintName(kind, table, columns)).toBe(name)
  expect(byteLength(constraintName(kind, table, columns))).toBeLessThanOrEqual(63)
})

it("takes patterns for the kinds given, the built-in ones for the others", () => {
  const names = namesOf({ names: { unique: "{table}_{columns}_key", primaryKey: undefined } })
  expect(names.constraint("unique", "hotels", ["chain", "code"])).toBe("hotels_chain_code_key")
  expect(names.constraint("primaryKey", "hotels", ["id"])).toBe("pk_hotels")
})

it.each([
  [{ unique: "{tables}" }, `the naming pattern "{tables}" of unique has an unknown placeholder {tables}`],
  [{ pk: "pk" }, `the naming convention has no kind "pk"`],
])("refuses %j", (names, message) => {
  expect(() => namesOf({ names: names as object })).toThrow(message)
})
