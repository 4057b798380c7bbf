import { test } from "node:test"

import { defineRevision, inMemory, t } from "@aludel/core"
import { testMigrations } from "@aludel/core/testing"

import { sqlite } from "../../src/index.ts"

// Run by `node --test`, from project.test.ts.
const hotels = defineRevision({
  id: "a1",
  parents: [],
  message: "hotels",
  upgrade: (op) => void op.createTable("hotels", { id: t.integer().primaryKey("pk_hotels") }),
})

testMigrations(test, { dialect: sqlite(), source: inMemory([hotels]) })
