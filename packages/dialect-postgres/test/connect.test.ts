import { createDatabase } from "@aludel/test-postgres"
import { sql } from "kysely"
import { inspect } from "node:util"
import { expect, inject, it } from "vitest"

import { connect, driverUrl } from "../src/connect.ts"

const secret = "s3cr3t-w0rd"

it("opens a database by any of the usual spellings", async () => {
  const url = await createDatabase(inject("postgresUrl"))
  const spelled = url.replace(/^postgres(ql)?:/, "postgresql+asyncpg:")
  const db = await connect({ url: spelled })
  const { rows } = await sql`select current_setting('application_name') as name`.execute(db)
  await db.destroy()
  expect(rows).toEqual([{ name: "aludel" }])
})

it.each([
  ["postgres://h/d", "postgresql://h/d"],
  ["postgresql+psycopg2://u:p@h:1/d?sslmode=require", "postgresql://u:p@h:1/d?sslmode=require"],
  [" POSTGRES://h/d ", "postgresql://h/d"],
])("%s is %s for the driver", (given, expected) => {
  expect(driverUrl(given)).toBe(expected)
})

it.each([`mysql://u:${secret}@h/d`, `postgres://u:${secret}@h:port/d`, secret])(
  "refuses %s without repeating it",
  (url) => {
    const error = thrown(() => driverUrl(url))
    expect(error).toMatchObject({ code: "database/url" })
    expect(inspect(error, { depth: 9 })).not.toContain(secret)
  },
)

const refused = (change: (url: URL) => void) => {
  const url = new URL(inject("postgresUrl"))
  url.username = "somebody"
  url.password = secret
  change(url)
  return url.href
}

it.each([
  {
    name: "nobody listens",
    url: () => "postgres://somebody:s3cr3t-w0rd@127.0.0.1:1/hotels",
    message:
      'cannot connect to database "hotels" at 127.0.0.1:1 as "somebody": connect ECONNREFUSED 127.0.0.1:1',
    hint: "Is the server running, and does it listen on port 1?",
  },
  {
    name: "no such host",
    url: () => "postgres://somebody:s3cr3t-w0rd@nowhere.invalid/hotels",
    message: expect.stringMatching(
      /^cannot connect to database "hotels" at nowhere\.invalid:5432 as "somebody": getaddrinfo \w+ nowhere\.invalid$/,
    ),
    hint: "Is the host name nowhere.invalid right?",
  },
  {
    name: "no such role",
    url: () => refused((url) => (url.pathname = "/postgres")),
    message: expect.stringMatching(/as "somebody": role "somebody" does not exist$/),
    hint: "Check the user somebody and the password in the database URL.",
  },
  {
    name: "no such database",
    url: () =>
      refused((url) => {
        url.username = "postgres"
        url.pathname = "/missing"
      }),
    message: expect.stringMatching(
      /^cannot connect to database "missing" at .* as "postgres": database "missing" does not exist$/,
    ),
    hint: "Create it: createdb missing",
  },
])("says what is wrong and hides the password: $name", async ({ url, message, hint }) => {
  const error = await connect({ url: url() }).catch((caught: unknown) => caught)
  expect(error).toMatchObject({ code: "database/connection", message, hint, cause: expect.any(Error) })
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(secret)
})

it("compiles without connecting", async () => {
  const db = await connect({ url: "postgres://somebody@127.0.0.1:1/hotels", offline: true })
  expect(db.selectFrom("hotels").selectAll().where("id", "=", 1).compile().sql).toBe(
    `select * from "hotels" where "id" = $1`,
  )
})

function thrown(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}
