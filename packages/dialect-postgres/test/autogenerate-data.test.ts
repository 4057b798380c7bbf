import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import {
  check,
  createMigrator,
  decided,
  defineSchema,
  index,
  sql,
  t,
  table,
  tableOptions,
  unique,
  type Decision,
  type DeclaredSchema,
  type Question,
} from "@aludel/core"
import { folder } from "@aludel/core/node"
import { expect, it } from "vitest"

import { postgres } from "../src/index.ts"
import { open, rows, run } from "./database.ts"

const id = () => t.integer().primaryKey()
const before = defineSchema({
  hotels: table("hotels", {
    id: id(),
    code: t.varchar(50),
    stars: t.integer().nullable(),
    size: t.text().nullable(),
    parent: t.integer().nullable(),
  }),
})

async function project(content: string) {
  const db = await open()
  const source = folder(mkdtempSync(join(tmpdir(), "aludel-data-")))
  const migratorFor = (schema: DeclaredSchema<object>) =>
    createMigrator({ db, dialect: postgres(), source, schema })
  await migratorFor(before).revision({ message: "from", autogenerate: true })
  await migratorFor(before).upgrade()
  await run(db, content)
  const asked: Question[] = []
  const generate = (schema: DeclaredSchema<object>, decisions: readonly Decision[] = []) => {
    const answers = decided(decisions)
    return migratorFor(schema).revision({
      message: "to",
      autogenerate: true,
      againstData: true,
      ask: (question) => {
        asked.push(question)
        return answers(question)
      },
    })
  }
  return { db, asked, generate, migratorFor, source }
}

const wanted = () =>
  defineSchema({
    inns: table(
      "inns",
      {
        id: id(),
        short_code: t.varchar(3).renamedFrom("code"),
        stars: t.integer(),
        size: t.integer().nullable(),
        parent: t.integer().nullable().references("inns.id"),
        label: t.text(),
      },
      (c) => [
        tableOptions({ renamedFrom: "hotels" }),
        unique().on(c.short_code),
        check("ck_stars", sql`stars > 0`),
        index("uq_lower")
          .on(sql`lower(short_code)`)
          .where(sql`stars > 1`)
          .unique(),
      ],
    ),
  })

it("asks only what concerns rows, with their number", async () => {
  const { asked, generate } = await project(
    "insert into hotels values (1, 'abc', null, '12', null), (2, 'abcd', null, 'large', null), (3, 'ab', 3, null, 1)",
  )
  await expect(generate(wanted())).rejects.toMatchObject({
    code: "generate/unanswered",
    message: `Answers are needed:
  inns.label is NOT NULL and has no default: what do the 3 rows that exist get?
  inns.short_code changes from varchar(50) to varchar(3): what becomes of 1 value that does not fit?
  inns.stars becomes NOT NULL: what do the 2 rows that hold NULL get?
  inns.size changes from text to integer: what becomes of its values?`,
  })
  expect(asked).toHaveLength(4)
})

it("asks nothing where no row is concerned, and the file says what would stumble", async () => {
  const { asked, generate, migratorFor, db } = await project(
    "insert into hotels values (1, 'abc', 1, '12', 1)",
  )
  const schema = wanted()
  const { text } = await generate(schema, [{ kind: "fill", table: "inns", column: "label", answer: "'x'" }])
  expect(asked).toEqual([
    { kind: "fill", table: "inns", column: "label", type: "text", because: "new", rows: 1 },
  ])
  expect(text?.slice(text.indexOf("  upgrade"), text.indexOf("  downgrade"))).toMatchInlineSnapshot(`
    "  upgrade(op) {
        op.renameTable("hotels", "inns")
        op.renameColumn("inns", "code", "short_code")
        op.renameConstraint("inns", "pk_hotels", "pk_inns")
        op.addColumn("inns", "label", t.text(), { fill: sql\`'x'\` })
        // Nobody reads or writes inns while its rows are written anew.
        // For a large table: add another column, fill it piece by piece, and drop this one in a later revision.
        op.alterColumn("inns", "short_code", { type: t.varchar(3) })
        // inns.stars becomes NOT NULL: a table with NULLs in it refuses it.
        // Give them a value where there are any: { fill: sql\`…\` }.
        // Nobody reads or writes inns while all its rows are looked at.
        // For a large table: add and validate a check that it is not null before; then the rows are not looked at again.
        op.alterColumn("inns", "stars", { nullable: false })
        // Nobody reads or writes inns while its rows are written anew.
        // For a large table: add another column, fill it piece by piece, and drop this one in a later revision.
        op.alterColumn("inns", "size", { type: t.integer() })
        // Rows of inns that break the unique constraint uq_inns_short_code make it fail.
        // See them: select short_code, count(*) from inns where short_code is not null group by short_code having count(*) > 1
        // Nobody reads or writes inns while the index of uq_inns_short_code is built.
        // Where the table is large, choose a quiet hour.
        op.addConstraint("inns", unique("uq_inns_short_code").on("short_code"))
        // Rows of inns that break the check constraint ck_stars make it fail.
        // See them: select * from inns where not (stars > 0)
        // Nobody writes to inns while all its rows are looked at.
        // For a large table: add it with { notValid: true }, and op.validateConstraint() in a later revision.
        op.addConstraint("inns", check("ck_stars", sql\`stars > 0\`))
        // Rows of inns that break the unique index uq_lower make it fail.
        // See them: select (lower(short_code)), count(*) from inns where (stars > 1) and (lower(short_code)) is not null group by (lower(short_code)) having count(*) > 1
        // Nobody writes to inns while the index is built.
        // For a large table: { concurrently: true }.
        op.createIndex(
          "inns",
          index("uq_lower")
            .on(sql\`lower(short_code)\`)
            .unique()
            .where(sql\`stars > 1\`),
        )
        // Rows of inns that break the foreign key fk_inns_parent make it fail.
        // See them: select child.* from inns as child where child.parent is not null and not exists (select 1 from inns as parent where parent.id = child.parent)
        // Nobody writes to inns while all its rows are looked at.
        // For a large table: add it with { notValid: true }, and op.validateConstraint() in a later revision.
        op.addConstraint("inns", foreignKey("fk_inns_parent").on("parent").references("inns", ["id"]))
      },
    "
  `)
  await migratorFor(schema).upgrade()
  expect((await migratorFor(schema).check()).findings).toEqual([])
  expect(await rows(db, "select * from inns")).toEqual([
    { id: 1, short_code: "abc", stars: 1, size: 12, parent: 1, label: "x" },
  ])
})

it("refuses what rows would break, with their number and a query for them", async () => {
  const { generate, db, source } = await project(
    `insert into hotels values (1, 'abc', 2, null, 7), (2, 'abc', 0, null, null), (3, 'ABC', 3, null, 1)`,
  )
  const error = await generate(wanted(), [
    { kind: "fill", table: "inns", column: "label", answer: "'x'" },
  ]).catch(
    (thrown: unknown) => thrown as Error & { details: { violations: { query: string; rows: number }[] } },
  )
  expect((error as Error).message).toMatchInlineSnapshot(`
    "rows of the database stand in the way, so that no revision was written:
      1 group of rows breaks the unique constraint uq_inns_short_code of inns
        select code, count(*) from hotels where code is not null group by code having count(*) > 1
      1 row breaks the check constraint ck_stars of inns
        select * from hotels where not (stars > 0)
      1 group of rows breaks the unique index uq_lower of inns
        select (lower(code)), count(*) from hotels where (stars > 1) and (lower(code)) is not null group by (lower(code)) having count(*) > 1
      1 row breaks the foreign key fk_inns_parent of inns
        select child.* from hotels as child where child.parent is not null and not exists (select 1 from hotels as parent where parent.id = child.parent)"
  `)
  const { violations } = (error as Exclude<typeof error, { text?: string }>).details
  for (const { query, rows: many } of violations) expect(await rows(db, query)).toHaveLength(many)
  expect(await source.headers()).toHaveLength(1)
})
