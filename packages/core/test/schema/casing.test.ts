import { CamelCasePlugin } from "kysely"
import { expect, it } from "vitest"

import { camelCase, snakeCase } from "../../src/schema/casing.ts"

class Plugin extends CamelCasePlugin {
  snake(name: string): string {
    return this.snakeCase(name)
  }
  camel(name: string): string {
    return this.camelCase(name)
  }
}

it.each([
  "createdAt",
  "created_at",
  "fooBAR",
  "URL",
  "aB1",
  "a1b_2c",
  "_id",
  "a__b_",
  "x",
  "",
  "éÉé",
  "Hotel",
  "hotels",
])("%j is mapped as Kysely's plugin maps it", (name) => {
  const plugin = new Plugin()
  expect([snakeCase(name), camelCase(name)]).toEqual([plugin.snake(name), plugin.camel(name)])
})
