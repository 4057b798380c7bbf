import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import { createMigrator } from "@aludel/core"
import { folder } from "@aludel/core/node"
import type { ColumnType, Generated } from "kysely"
import type { DefinedNode, SchemaNode } from "@aludel/core/dialect"
import { expect, expectTypeOf, inject, it } from "vitest"

import {
  check,
  compositeType,
  defineSchema,
  domain,
  exclusion,
  extension,
  index,
  materializedView,
  namespace,
  partition,
  policy,
  postgres,
  procedure,
  rangeType,
  sequence,
  sql,
  storedFunction,
  t,
  table,
  tableOptions,
  trigger,
  unique,
  view,
  type AnyObject,
  type InferDatabase,
} from "../src/index.ts"
import { routineCall } from "../src/declaration/routine-call.ts"
import { introspect } from "../src/introspect.ts"
import { create, open, rows } from "./database.ts"

const hotels = table("billing.hotels", { id: t.integer().primaryKey("pk_hotels"), code: t.text() })
const list = view("hotel_list", { id: t.integer() }, sql`select ${1} as id;`)

it.each<{ name: string; object: AnyObject; node: Omit<DefinedNode, "kind"> }>([
  { name: "an extension", object: extension("citext"), node: { type: "extension", name: "citext" } },
  {
    name: "an extension of a version in a schema",
    object: extension("vector", { version: "0.8", schema: "extensions", comment: "c" }),
    node: {
      type: "extension",
      name: "vector",
      options: { version: "0.8", schema: "extensions" },
      comment: "c",
    },
  },
  {
    name: "a domain",
    object: domain("mail", t.varchar(20)),
    node: { type: "domain", name: "mail", options: { type: "varchar(20)" } },
  },
  {
    name: "a domain with all that it can be",
    object: domain("billing.percent", t.array(t.numeric()), {
      collation: '"C"',
      default: sql` array[${1}] `,
      notNull: true,
      notNullName: "nn",
      checks: { z: sql`value > ${0}`, a: { expression: sql` true `, notValid: true } },
      comment: "c",
    }),
    node: {
      type: "domain",
      schema: "billing",
      name: "percent",
      options: {
        type: "numeric[]",
        collation: '"C"',
        default: "array[1]",
        notNull: true,
        notNullName: "nn",
        checks: [
          { name: "a", expression: "true", notValid: true },
          { name: "z", expression: "value > 0" },
        ],
      },
      comment: "c",
    },
  },
  {
    name: "a domain over an enumerated type, by default a value",
    object: domain("m", t.enum("Mood", ["a"])(), { default: "it's", checks: {}, notNull: false }),
    node: { type: "domain", name: "m", options: { type: '"Mood"', default: "'it''s'" } },
  },
  {
    name: "a composite type",
    object: compositeType(
      "billing.address",
      {
        street: t.text().with({ collation: '"C"' }),
        at: t.timestamptz(3),
        mail: domain("odd mail", t.text())(),
      },
      { comment: "c" },
    ),
    node: {
      type: "composite type",
      schema: "billing",
      name: "address",
      options: {
        attributes: [
          { name: "street", type: "text", collation: '"C"' },
          { name: "at", type: "timestamptz(3)" },
          { name: "mail", type: '"odd mail"' },
        ],
      },
      comment: "c",
    },
  },
  {
    name: "a range type",
    object: rangeType("price_range", { subtype: t.double(), difference: "float8mi", multirange: "prices" }),
    node: {
      type: "range type",
      name: "price_range",
      options: { subtype: "double", difference: "float8mi", multirange: "prices" },
    },
  },
  { name: "a sequence", object: sequence("numbers"), node: { type: "sequence", name: "numbers" } },
  {
    name: "a sequence as PostgreSQL would have it",
    object: sequence("numbers", { type: "bigint", start: 1, increment: 1n, cache: "1", unlogged: false }),
    node: { type: "sequence", name: "numbers" },
  },
  {
    name: "a sequence with all that it can be",
    object: sequence("billing.numbers", {
      type: "integer",
      increment: -2,
      minimum: -100,
      maximum: 100n,
      start: "50",
      cache: 5,
      cycle: true,
      unlogged: true,
      ownedBy: hotels.id,
      comment: "c",
    }),
    node: {
      type: "sequence",
      schema: "billing",
      name: "numbers",
      options: {
        type: "integer",
        start: "50",
        increment: "-2",
        minimum: "-100",
        maximum: "100",
        cache: "5",
        cycle: true,
        unlogged: true,
        ownedBy: { schema: "billing", table: "hotels", column: "id" },
      },
      comment: "c",
    },
  },
  {
    name: "a sequence with its owner as text",
    object: sequence("n", { ownedBy: "billing.hotels.id" }),
    node: {
      type: "sequence",
      name: "n",
      options: { ownedBy: { schema: "billing", table: "hotels", column: "id" } },
    },
  },
  {
    name: "a view",
    object: list,
    node: { type: "view", name: "hotel_list", definition: "select 1 as id" },
  },
  {
    name: "a view with all that it can be",
    object: view("billing.v", { id: t.integer() }, sql` select id from hotels `, {
      securityInvoker: true,
      securityBarrier: true,
      checkOption: "cascaded",
      columnComments: { id: "number" },
      columnDefaults: { id: sql` ${1} ` },
      comment: "c",
    }),
    node: {
      type: "view",
      schema: "billing",
      name: "v",
      definition: "select id from hotels",
      options: {
        securityInvoker: true,
        securityBarrier: true,
        checkOption: "cascaded",
        columnComments: { id: "number" },
        columnDefaults: { id: "1" },
      },
      comment: "c",
    },
  },
  {
    name: "a materialized view",
    object: materializedView("m", { n: t.bigint() }, sql`select 1 as n`, {
      parameters: { fillfactor: 70 },
      accessMethod: "heap2",
      populated: false,
      columnComments: { n: "sum" },
      comment: "c",
    }),
    node: {
      type: "materialized view",
      name: "m",
      definition: "select 1 as n",
      options: {
        parameters: { fillfactor: "70" },
        accessMethod: "heap2",
        columnComments: { n: "sum" },
        populated: false,
      },
      comment: "c",
    },
  },
  {
    name: "a function, its arguments in the words of the catalog",
    object: storedFunction(
      "billing.f",
      [
        "timestamptz(3)",
        "int",
        "json",
        "double precision",
        t.jsonb(),
        t.array(t.varchar(5)),
        t.bytes(),
        "money.Amount",
      ],
      sql` (a integer) returns integer language sql as $$ select ${1} $$ `,
      { comment: "c" },
    ),
    node: {
      type: "function",
      schema: "billing",
      name: "f(timestamp with time zone, integer, json, double precision, jsonb, character varying[], bytea, money.Amount)",
      definition: "(a integer) returns integer language sql as $$ select 1 $$",
      comment: "c",
    },
  },
  {
    name: "a procedure",
    object: procedure("p", [], sql`() language sql as $$ select 1 $$`),
    node: { type: "procedure", name: "p()", definition: "() language sql as $$ select 1 $$" },
  },
  {
    name: "a trigger",
    object: trigger("tr", hotels, " after insert ", sql` for each row execute function f() `, {
      constraint: true,
      enabled: "always",
      comment: "c",
    }),
    node: {
      type: "trigger",
      schema: "billing",
      table: "hotels",
      name: "tr",
      definition: "for each row execute function f()",
      options: { timing: "after insert", constraint: true, enabled: "always" },
      comment: "c",
    },
  },
  {
    name: "a trigger on a view",
    object: trigger("tr", list, "instead of insert", sql`for each row execute function f()`),
    node: {
      type: "trigger",
      table: "hotel_list",
      name: "tr",
      definition: "for each row execute function f()",
      options: { timing: "instead of insert" },
    },
  },
  {
    name: "a policy",
    object: policy("own", "hotels", { permissive: true, roles: [] }),
    node: { type: "policy", table: "hotels", name: "own" },
  },
  {
    name: "a policy with all that it can be",
    object: policy("own", hotels, {
      command: "update",
      permissive: false,
      roles: ["app", "current_user"],
      using: sql` id = ${1} `,
      withCheck: "true",
      comment: "c",
    }),
    node: {
      type: "policy",
      schema: "billing",
      table: "hotels",
      name: "own",
      options: {
        command: "update",
        roles: ["app", "current_user"],
        using: "id = 1",
        withCheck: "true",
        permissive: false,
      },
      comment: "c",
    },
  },
])("$name", ({ object, node }) => {
  expect(object["~object"]).toStrictEqual({ kind: "defined", ...node })
  expect(Object.isFrozen(object["~object"])).toBe(true)
})

it.each([
  "f()",
  "f(json, jsonb, jsonb[], timestamp with time zone, double precision, character varying[], bytea)",
  'f(billing."odd, type", "char", time without time zone, interval)',
])("what is pulled of %s declares it again", (name) => {
  const node: DefinedNode = { kind: "defined", type: "function", schema: "billing", name, definition: "()" }
  const [place, types] = routineCall("storedFunction", node).arguments as [string, string[]]
  expect(storedFunction(place, types, sql`()`)["~object"]).toEqual(node)
})

it("options name tables and columns as the casing spells them", () => {
  const guests = table("hotelGuests", { theId: t.integer().primaryKey("pk") })
  const nodes = defineSchema(
    {
      guests,
      numbers: sequence("guestNumbers", { ownedBy: guests.theId, cache: 2 }),
      list: view("guestList", { theId: t.integer() }, sql`select 1`, {
        columnComments: { theId: "number" },
        columnDefaults: { theId: "1" },
      }),
      plain: view("guestNames", { theId: t.integer() }, sql`select 1`),
      totals: materializedView("guestTotals", { theId: t.integer() }, sql`select 1`, {
        columnComments: { theId: "number" },
        populated: false,
      }),
    },
    { casing: "snake_case" },
  )["~schema"].nodes
  expect(nodes.flatMap((node) => (node.kind === "defined" ? [[node.name, node.options]] : []))).toEqual([
    ["guestNumbers", { cache: "2", ownedBy: { table: "hotel_guests", column: "the_id" } }],
    ["guest_list", { columnComments: { the_id: "number" }, columnDefaults: { the_id: "1" } }],
    ["guest_names", undefined],
    ["guest_totals", { columnComments: { the_id: "number" }, populated: false }],
  ])
})

it("refuses a sequence that is owned by what is no column of a table", () => {
  expect(() => sequence("n", { ownedBy: t.integer() })).toThrow(
    "the sequence n is owned by what is no column of a table",
  )
})

// Texts as PostgreSQL prints them, so that what is read is what is declared.
const address = compositeType("address", { street: t.text(), number: t.smallint() }, { comment: "where" })
const percent = domain("percent", t.smallint(), {
  checks: { percent_range: sql`(VALUE >= 0) AND (VALUE <= 100)` },
  comment: "of a hundred",
})
const prices = rangeType("price_range", { subtype: t.numeric(10, 2) })
const numbers = sequence("invoice_numbers", { start: 1000, cache: 10, comment: "of invoices" })
const visits = table(
  "visits",
  {
    id: t.integer(),
    day: t.date(),
    share: percent().default(0),
    place: address().nullable(),
    price: prices().nullable(),
    shares: t.array(percent()).nullable(),
    initial: t
      .text()
      .nullable()
      .generated(sql`"left"((id)::text, 1)`, { stored: true }),
  },
  (c) => [
    index("ix_visits_day").on(c.day),
    tableOptions({
      partitionBy: { strategy: "range", keys: [c.day] },
      rowSecurity: true,
      comment: "all of them",
    }),
  ],
)
const visits2026 = partition(
  visits,
  "archive.visits_2026",
  sql`FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')`,
  (c) => [index("ix_visits_2026_id").on(c.id)],
)
// What PostgreSQL has since 15.
const has15 = inject("postgresMajor") >= 15
const daily = view("daily", { day: t.date(), n: t.bigint().nullable() }, dailyQuery(), {
  securityInvoker: has15,
  comment: "by day",
})
const totals = materializedView(
  "totals",
  { day: t.date(), n: t.bigint() },
  dailyQuery(),
  { columnComments: { n: "how many" } },
  (c) => [index("ix_totals_day").on(c.day).unique()],
)
const touch = storedFunction(
  "touch",
  [],
  sql`()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin return new; end $function$`,
)
const doubled = storedFunction(
  "doubled",
  [t.integer()],
  sql`(n integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$ select n * 2 $function$`,
  { comment: "twice" },
)
const tidy = procedure(
  "tidy",
  ["text"],
  sql`(IN what text)
 LANGUAGE sql
AS $procedure$ select 1 $procedure$`,
)
const schema = defineSchema({
  archive: namespace("archive", { comment: "old" }),
  citext: extension("citext"),
  visits,
  visits2026,
  numbers,
  daily,
  totals,
  touch,
  doubled,
  tidy,
  touched: trigger(
    "touched",
    visits,
    "BEFORE INSERT OR UPDATE OF day",
    sql`FOR EACH ROW EXECUTE FUNCTION touch()`,
  ),
  own: policy("own", visits, { command: "select", using: sql`id > 0`, comment: "mine" }),
})

function dailyQuery() {
  // Before 16 every column of a view is printed with its table.
  const day = sql.raw(inject("postgresMajor") < 16 ? "visits.day" : "day")
  return sql`SELECT ${day},
    count(*) AS n
   FROM visits
  GROUP BY ${day}`
}

it("what is declared is created, and read back as it was declared", async () => {
  const db = await open({ max: 1 })
  await create(db, schema["~schema"])
  const { nodes } = await introspect(db, { schemas: ["archive"] })
  expect(nodes.map(readable)).toEqual(schema["~schema"].nodes)
  await rows(db, "insert into visits (id, day, place) values (1, '2026-05-01', '(Main,1)')")
  expect(await rows(db, "select id, initial, share, place from archive.visits_2026")).toEqual([
    { id: 1, initial: "1", share: 0, place: "(Main,1)" },
  ])
})

// An extension that says no version may have any, and comments on itself.
function readable(node: SchemaNode): SchemaNode {
  if (node.kind !== "defined" || node.type !== "extension") return node
  const { comment: _, options: _options, ...rest } = node
  return rest
}

it("types the rows of tables, partitions and views", () => {
  type Database = InferDatabase<typeof schema>
  expectTypeOf<keyof Database>().toEqualTypeOf<"visits" | "archive.visits_2026" | "daily" | "totals">()
  type Visits = Database["visits"]
  expectTypeOf<Visits["share"]>().toEqualTypeOf<Generated<number>>()
  expectTypeOf<Visits["place"]>().toEqualTypeOf<string | null>()
  expectTypeOf<Visits["initial"]>().toEqualTypeOf<ColumnType<string | null, never, never>>()
  expectTypeOf<Database["archive.visits_2026"]>().toEqualTypeOf<Visits>()
  expectTypeOf<Database["daily"]>().toEqualTypeOf<{
    day: ColumnType<Date, never, never>
    n: ColumnType<string | null, never, never>
  }>()
  expectTypeOf<Database["totals"]>().toEqualTypeOf<{
    day: ColumnType<Date, never, never>
    n: ColumnType<string, never, never>
  }>()
})

// The same things as a person would spell them.
function spelledByHand() {
  const amount = domain("amount", t.numeric(10, 2), { default: 0, checks: { amount_sign: sql`value >= 0` } })
  const room = compositeType("room", { hotel: t.integer(), number: t.varchar(5) })
  const spans = rangeType("time_span", { subtype: t.time() })
  const stays = table(
    "stays",
    {
      id: t.integer().identity({ start: 100, cache: 5 }).primaryKey(),
      day: t.date(),
      price: amount(),
      room: room().nullable(),
      open: spans().nullable(),
      guest: t.citext().with({ comment: "who" }),
      code: t.char(3).nullable().with({ collation: '"C"', storage: "main", statistics: 200 }),
      during: t.tstzrange().nullable(),
      upper: t
        .text()
        .nullable()
        .generated(sql`upper(code)`, { stored: true }),
      tags: t.array(t.text()).default(sql`'{}'`),
      seen: t.timestamptz(3).default(sql`now()`),
    },
    (c) => [
      check("ck_stays_day", sql`day > '2020-01-01'`, { comment: "no older ones" }),
      exclusion("ex_stays")
        .using("gist")
        .on([c.during, "&&"])
        .where(sql`during is not null`),
      index("ix_stays_tags")
        .on(c.tags)
        .using("gin")
        .with({ parameters: { fastupdate: false } }),
      index()
        .on({ column: c.code, operatorClass: "bpchar_pattern_ops" }, sql`lower(guest)`)
        .with({ include: [c.day] }),
      unique().on(c.day, c.code).with({ nullsNotDistinct: has15, deferrable: "deferred" }),
      tableOptions({ rowSecurity: true, parameters: { fillfactor: 80, "toast.autovacuum_enabled": false } }),
    ],
  )
  const logs = table("reporting.logs", { at: t.timestamptz(), line: t.text() }, (c) => [
    tableOptions({ partitionBy: { strategy: "range", keys: [c.at] } }),
    index().on(c.at.desc()),
  ])
  const days = view(
    "days",
    { day: t.date(), n: t.bigint() },
    sql`select day, count(*) n from stays group by 1`,
  )
  const rates = materializedView(
    "reporting.rates",
    { day: t.date(), price: t.numeric() },
    sql`select day, max(price)::numeric as price from stays group by day`,
    {},
    (c) => [index().on(c.day).unique()],
  )
  const numbers = sequence("bill_numbers", { type: "integer", minimum: 10, cycle: true })
  const noted = storedFunction(
    "noted",
    [],
    sql`() returns trigger language plpgsql as $$ begin return new; end $$`,
  )
  return defineSchema({
    citext: extension("citext"),
    stays,
    logs,
    first: partition(logs, "reporting.logs_2026", sql`for values from ('2026-01-01') to ('2027-01-01')`),
    rest: partition(logs, "reporting.logs_rest", sql`default`),
    days,
    rates,
    numbers,
    noted,
    total: storedFunction(
      "total",
      ["int", t.date()],
      sql`(a int, b date) returns int language sql as 'select a'`,
    ),
    tidy: procedure("tidy", [], sql`() language sql as 'delete from stays'`),
    note: trigger("note", stays, "after delete or insert", sql`for each row execute procedure noted()`),
    own: policy("own", stays, { command: "select", using: sql`guest = current_user` }),
  })
}

it("what is declared is generated, applied, and then there is nothing left to do; taken back, nothing is left", async () => {
  const db = await open()
  const migrator = createMigrator({
    db,
    dialect: postgres(),
    source: folder(mkdtempSync(join(tmpdir(), "aludel-definers-"))),
    schema: spelledByHand(),
  })
  const { summary } = await migrator.revision({ message: "all of it", autogenerate: true })
  expect(summary).toMatchInlineSnapshot(`
    [
      "+ schema reporting",
      "+ extension citext",
      "+ domain amount",
      "+ composite type room",
      "+ range type time_span",
      "+ sequence bill_numbers",
      "+ table reporting.logs",
      "+ table reporting.logs_2026",
      "+ table reporting.logs_rest",
      "+ table stays",
      "+ function noted()",
      "+ procedure tidy()",
      "+ function total(integer, date)",
      "+ view days",
      "+ materialized view reporting.rates",
      "+ index ix_rates_day on reporting.rates",
      "+ trigger note on stays",
      "+ policy own on stays",
    ]
  `)
  await migrator.upgrade()
  expect((await migrator.check()).findings).toEqual([])
  expect((await migrator.revision({ message: "nothing", autogenerate: true })).summary).toEqual([])
  await migrator.downgrade({ to: "base" })
  const exclude = ["aludel_history", "aludel_history_control", "aludel_history_log"]
  expect((await introspect(db, { schemas: ["reporting"], exclude })).nodes).toEqual([])
}, 60_000)
