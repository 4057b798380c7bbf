import type { ColumnType, Kysely, Selectable } from "kysely"
import { Kysely as Database, PostgresDialect } from "kysely"
import { createDatabase } from "@aludel/test-postgres"
import { Pool, types } from "pg"
import { expect, expectTypeOf, inject, it, onTestFinished } from "vitest"

import {
  compositeType,
  defineSchema,
  domain,
  rangeType,
  sql,
  t,
  table,
  typesFor,
  type Circle,
  type InferDatabase,
  type Point,
  type PostgresInterval,
} from "../src/index.ts"
import { introspect } from "../src/introspect.ts"
import { create, open, run } from "./database.ts"

const mood = t.enum("Mood", ["good", "bad"])
const percent = domain("percent", t.smallint(), { checks: { percent_range: sql`value between 0 and 100` } })
const address = compositeType("address", { street: t.text(), number: t.integer() })
const prices = rangeType("price_range", { subtype: t.numeric() })

// One column of each type. What is missing: the types of extensions that the tests have no server with, vectors.
const one = {
  integer: t.integer(),
  smallint: t.smallint(),
  bigint: t.bigint(),
  double: t.double(),
  real: t.real(),
  numeric: t.numeric(10, 2),
  money: t.money(),
  oid: t.oid(),
  text: t.text(),
  varchar: t.varchar(20),
  char: t.char(3),
  citext: t.citext(),
  uuid: t.uuid(),
  boolean: t.boolean(),
  bit: t.bit(3),
  varbit: t.varbit(5),
  bits: t.varbit(),
  bytes: t.bytes(),
  inet: t.inet(),
  cidr: t.cidr(),
  macaddr: t.macaddr(),
  macaddr8: t.macaddr8(),
  tsvector: t.tsvector(),
  tsquery: t.tsquery(),
  regclass: t.regclass(),
  regtype: t.regtype(),
  pg_lsn: t.pg_lsn(),
  timestamptz: t.timestamptz(3),
  timestamp: t.timestamp(0),
  date: t.date(),
  time: t.time(0),
  timetz: t.timetz(),
  interval: t.interval(),
  span: t.interval("day to second", 0),
  json: t.json<{ a: number }>(),
  jsonb: t.jsonb<{ a: number }>(),
  textualJson: t.textualJson<{ a: number }>(),
  jsonpath: t.jsonpath(),
  xml: t.xml(),
  int4range: t.int4range(),
  int8range: t.int8range(),
  numrange: t.numrange(),
  tsrange: t.tsrange(),
  tstzrange: t.tstzrange(),
  daterange: t.daterange(),
  int4multirange: t.int4multirange(),
  int8multirange: t.int8multirange(),
  nummultirange: t.nummultirange(),
  tsmultirange: t.tsmultirange(),
  tstzmultirange: t.tstzmultirange(),
  datemultirange: t.datemultirange(),
  point: t.point(),
  line: t.line(),
  lseg: t.lseg(),
  box: t.box(),
  path: t.path(),
  polygon: t.polygon(),
  circle: t.circle(),
  hstore: t.hstore(),
  ltree: t.ltree(),
  mood: mood(),
  percent: percent(),
  address: address(),
  prices: prices(),
  seg: t.type<string>("seg"),
}

const many = {
  integer: t.array(t.integer()),
  smallint: t.array(t.smallint()),
  bigint: t.array(t.bigint()),
  double: t.array(t.double()),
  real: t.array(t.real()),
  numeric: t.array(t.numeric(10, 2)),
  money: t.array(t.money()),
  oid: t.array(t.oid()),
  text: t.array(t.text()),
  varchar: t.array(t.varchar(20)),
  char: t.array(t.char(3)),
  citext: t.array(t.citext()),
  uuid: t.array(t.uuid()),
  boolean: t.array(t.boolean()),
  bit: t.array(t.bit(3)),
  varbit: t.array(t.varbit(5)),
  bits: t.array(t.varbit()),
  bytes: t.array(t.bytes()),
  inet: t.array(t.inet()),
  cidr: t.array(t.cidr()),
  macaddr: t.array(t.macaddr()),
  macaddr8: t.array(t.macaddr8()),
  tsvector: t.array(t.tsvector()),
  tsquery: t.array(t.tsquery()),
  regclass: t.array(t.regclass()),
  regtype: t.array(t.regtype()),
  pg_lsn: t.array(t.pg_lsn()),
  timestamptz: t.array(t.timestamptz(3)),
  timestamp: t.array(t.timestamp(0)),
  date: t.array(t.date()),
  time: t.array(t.time(0)),
  timetz: t.array(t.timetz()),
  interval: t.array(t.interval()),
  span: t.array(t.interval("day to second", 0)),
  json: t.array(t.json<{ a: number }>()),
  jsonb: t.array(t.jsonb<{ a: number }>()),
  textualJson: t.array(t.textualJson<{ a: number }>()),
  jsonpath: t.array(t.jsonpath()),
  xml: t.array(t.xml()),
  int4range: t.array(t.int4range()),
  int8range: t.array(t.int8range()),
  numrange: t.array(t.numrange()),
  tsrange: t.array(t.tsrange()),
  tstzrange: t.array(t.tstzrange()),
  daterange: t.array(t.daterange()),
  int4multirange: t.array(t.int4multirange()),
  int8multirange: t.array(t.int8multirange()),
  nummultirange: t.array(t.nummultirange()),
  tsmultirange: t.array(t.tsmultirange()),
  tstzmultirange: t.array(t.tstzmultirange()),
  datemultirange: t.array(t.datemultirange()),
  point: t.array(t.point()),
  line: t.array(t.line()),
  lseg: t.array(t.lseg()),
  box: t.array(t.box()),
  path: t.array(t.path()),
  polygon: t.array(t.polygon()),
  circle: t.array(t.circle()),
  hstore: t.array(t.hstore()),
  ltree: t.array(t.ltree()),
  mood: t.array(mood()),
  percent: t.array(percent()),
  address: t.array(address()),
  prices: t.array(prices()),
  seg: t.array(t.type<string>("seg")),
  rows: t.array(t.array(t.integer())),
}

const schema = defineSchema({ one: table("one", one), many: table("many", many) })
type Rows = InferDatabase<typeof schema>

const values = {
  integer: 1,
  smallint: 1,
  bigint: 9_007_199_254_740_993n,
  double: 0.5,
  real: 0.5,
  numeric: "12.50",
  money: 12.5,
  oid: 5,
  text: "a",
  varchar: "a",
  char: "a",
  citext: "A",
  uuid: "4d4d0d47-7a1c-4a4a-9fd6-8f3a0f6d6d2b",
  boolean: true,
  bit: "101",
  varbit: "101",
  bits: "101",
  bytes: Buffer.from([1, 255]),
  inet: "10.0.0.1",
  cidr: "10.0.0.0/8",
  macaddr: "08:00:2b:01:02:03",
  macaddr8: "08:00:2b:01:02:03:04:05",
  tsvector: "a b",
  tsquery: "a & b",
  regclass: "one",
  regtype: "integer",
  pg_lsn: "16/B374D848",
  timestamptz: new Date("2026-11-18T10:00:00.123Z"),
  timestamp: "2026-11-18 10:00",
  date: "2026-11-18",
  time: "10:00",
  timetz: "10:00+02",
  interval: "1 day 2 hours",
  span: "1 day 2 hours",
  json: `{"a":1}`,
  jsonb: `{"a":1}`,
  textualJson: `{"a":1}`,
  jsonpath: "$.a",
  xml: "<a/>",
  int4range: "[1,3)",
  int8range: "[1,3)",
  numrange: "[1,3)",
  tsrange: "[2026-01-01,2026-01-02)",
  tstzrange: "[2026-01-01 00:00+00,2026-01-02 00:00+00)",
  daterange: "[2026-01-01,2026-01-02)",
  int4multirange: "{[1,3)}",
  int8multirange: "{[1,3)}",
  nummultirange: "{[1,3)}",
  tsmultirange: "{[2026-01-01,2026-01-02)}",
  tstzmultirange: "{}",
  datemultirange: "{[2026-01-01,2026-01-02)}",
  point: "(1,2)",
  line: "{1,2,3}",
  lseg: "[(1,2),(3,4)]",
  box: "(3,4),(1,2)",
  path: "((1,2),(3,4))",
  polygon: "((1,2),(3,4))",
  circle: "<(1,2),3>",
  hstore: `"a"=>"1"`,
  ltree: "a.b",
  mood: "good" as const,
  percent: 50,
  address: "(Main,12)",
  prices: "[1,2.5)",
  seg: "1 .. 2",
}

it("gives what the types of columns and of arrays say, whatever the type", async () => {
  const db = await open({ max: 1 })
  for (const name of ["citext", "hstore", "ltree", "seg"]) await run(db, `create extension ${name}`)
  await create(db, schema["~schema"])

  const typeOf = ({ table: on, name, type }: { table: string; name: string; type: string }) => [
    on,
    name,
    type,
  ]
  const columns = (await introspect(db)).nodes.filter((node) => node.kind === "column")
  expect(columns.map(typeOf)).toEqual(
    schema["~schema"].nodes.filter((node) => node.kind === "column").map(typeOf),
  )

  const typed: Kysely<Rows> = db
  const row = await typed.insertInto("one").values(values).returningAll().executeTakeFirstOrThrow()
  const span = { days: 1, hours: 2 }
  const given = {
    ...values,
    bigint: "9007199254740993",
    money: "$12.50",
    char: "a  ",
    tsvector: "'a' 'b'",
    tsquery: "'a' & 'b'",
    timestamp: new Date("2026-11-18 10:00"),
    date: new Date(2026, 10, 18),
    time: "10:00:00",
    timetz: "10:00:00+02",
    interval: expect.objectContaining(span),
    span: expect.objectContaining(span),
    json: { a: 1 },
    jsonb: { a: 1 },
    textualJson: { a: 1 },
    jsonpath: '$."a"',
    tsrange: '["2026-01-01 00:00:00","2026-01-02 00:00:00")',
    tstzrange: expect.stringMatching(/^\["2026-01-01 /),
    tsmultirange: '{["2026-01-01 00:00:00","2026-01-02 00:00:00")}',
    point: { x: 1, y: 2 },
    circle: { x: 1, y: 2, radius: 3 },
  }
  expect(row).toEqual(given)
  // What pg gives for a span of time it takes, too.
  await typed.updateTable("one").set({ interval: row.interval, span: row.span }).execute()

  const lists = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value]]))
  const listed = await typed
    .insertInto("many")
    .values({ ...(lists as { [K in keyof typeof values]: (typeof values)[K][] }), rows: [[1], [2]] })
    .returningAll()
    .executeTakeFirstOrThrow()
  const isText = (value: unknown) => typeof value === "string"
  const texts = Object.entries(listed).flatMap(([name, value]) => (isText(value) ? [name] : []))
  expect(texts).toEqual([
    "citext",
    "bit",
    "varbit",
    "bits",
    "macaddr8",
    "tsvector",
    "tsquery",
    "regclass",
    "regtype",
    "pg_lsn",
    "jsonpath",
    "xml",
    "int4range",
    "int8range",
    "tsrange",
    "tstzrange",
    "daterange",
    "int4multirange",
    "int8multirange",
    "nummultirange",
    "tsmultirange",
    "tstzmultirange",
    "datemultirange",
    "line",
    "lseg",
    "box",
    "path",
    "polygon",
    "circle",
    "hstore",
    "ltree",
    "mood",
    "percent",
    "address",
    "prices",
    "seg",
  ])
  for (const [name, value] of Object.entries(listed)) {
    if (name === "rows") expect(value).toEqual([[1], [2]])
    else if (name === "numeric") expect(value).toEqual([12.5])
    else if (!isText(value))
      expect({ [name]: value }).toEqual({ [name]: [given[name as keyof typeof given]] })
  }
  // The text that pg gives is taken again.
  await typed.updateTable("many").set({ mood: listed.mood, circle: listed.circle }).execute()
})

// `toEqualTypeOf` takes lists of objects apart, and finds differences that are none.
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

it("types columns and arrays by what pg gives", () => {
  type One = Selectable<Rows["one"]>
  type Many = Selectable<Rows["many"]>
  type Text<T> = { [K in keyof T]: string extends T[K] ? K : never }[keyof T]
  expectTypeOf<Omit<One, Text<One>>>().toEqualTypeOf<{
    integer: number
    smallint: number
    double: number
    real: number
    oid: number
    boolean: boolean
    bytes: Buffer
    timestamptz: Date
    timestamp: Date
    date: Date
    interval: PostgresInterval
    span: PostgresInterval
    json: { a: number }
    jsonb: { a: number }
    textualJson: { a: number }
    point: Point
    circle: Circle
    mood: "good" | "bad"
    percent: number
  }>()
  type Lists = {
    integer: number[]
    smallint: number[]
    bigint: string[]
    double: number[]
    real: number[]
    numeric: number[]
    money: string[]
    oid: number[]
    text: string[]
    varchar: string[]
    char: string[]
    uuid: string[]
    boolean: boolean[]
    bytes: Buffer[]
    inet: string[]
    cidr: string[]
    macaddr: string[]
    timestamptz: Date[]
    timestamp: Date[]
    date: Date[]
    time: string[]
    timetz: string[]
    interval: PostgresInterval[]
    span: PostgresInterval[]
    json: { a: number }[]
    jsonb: { a: number }[]
    textualJson: { a: number }[]
    numrange: string[]
    point: Point[]
    rows: number[][]
  }
  expectTypeOf<Exclude<keyof Many, Text<Many>>>().toEqualTypeOf<keyof Lists>()
  expectTypeOf<{ [K in keyof Lists]: Same<Many[K], Lists[K]> }[keyof Lists]>().toEqualTypeOf<true>()
  expectTypeOf<Rows["many"]["mood"]>().toEqualTypeOf<
    ColumnType<string, string | readonly ("good" | "bad")[], string | readonly ("good" | "bad")[]>
  >()
  expectTypeOf<Rows["one"]["percent"]>().toEqualTypeOf<number>()
})

it("types what an application has told pg to give", async () => {
  const mine = typesFor({ bigint: "number", numeric: "number", timestamps: "text" })
  const exact = typesFor({ bigint: "bigint" })
  const columns = {
    large: mine.bigint(),
    amount: mine.numeric(10, 2),
    at: mine.timestamptz(),
    local: mine.timestamp(3),
    day: mine.date(),
    list: mine.array(mine.bigint()),
    days: mine.array(mine.date()),
    name: mine.text(),
    range: mine.int4range(),
  }
  const own = defineSchema({
    things: table("things", columns),
    exact: table("exact", { large: exact.bigint(), amount: exact.numeric(), at: exact.timestamptz() }),
  })
  type Own = InferDatabase<typeof own>
  expectTypeOf<Selectable<Own["things"]>>().toEqualTypeOf<{
    large: number
    amount: number
    at: string
    local: string
    day: string
    list: string[]
    days: Date[]
    name: string
    range: string
  }>()
  expectTypeOf<Selectable<Own["exact"]>>().toEqualTypeOf<{ large: bigint; amount: string; at: Date }>()

  const db = await parsing<Own>({
    [types.builtins.INT8]: Number,
    [types.builtins.NUMERIC]: Number,
    [types.builtins.TIMESTAMPTZ]: String,
    [types.builtins.TIMESTAMP]: String,
    [types.builtins.DATE]: String,
  })
  await create(db as never, own["~schema"])
  const row = await db
    .insertInto("things")
    .values({
      large: 5n,
      amount: "1.5",
      at: new Date(0),
      local: "2026-11-18",
      day: "2026-11-18",
      list: [1, "2"],
      days: ["2026-11-18"],
      name: "n",
      range: "[1,2)",
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  expect(row).toEqual({
    large: 5,
    amount: 1.5,
    at: expect.stringContaining("1970-01-01 "),
    local: "2026-11-18 00:00:00",
    day: "2026-11-18",
    list: ["1", "2"],
    days: [new Date(2026, 10, 18)],
    name: "n",
    range: "[1,2)",
  })
})

/** A Kysely whose pg parses some types otherwise. */
async function parsing<D>(parsers: Readonly<Record<number, (text: string) => unknown>>): Promise<Kysely<D>> {
  const pool = new Pool({
    connectionString: await createDatabase(inject("postgresUrl")),
    max: 1,
    types: {
      getTypeParser: (oid: number, format?: "text" | "binary") =>
        parsers[oid] ?? types.getTypeParser(oid, format),
    },
  })
  pool.on("error", () => {})
  const db = new Database<D>({ dialect: new PostgresDialect({ pool }) })
  onTestFinished(() => db.destroy())
  return db
}
