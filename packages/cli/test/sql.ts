// `sql STATEMENT`: runs a statement on the database of DATABASE_URL and prints its rows, for scenarios to look with.
import type { Dialect } from "@aludel/core"
import { CompiledQuery } from "kysely"

const url = process.env["DATABASE_URL"] ?? ""
const dialect: Dialect = url.startsWith("postgres")
  ? (await import("@aludel/dialect-postgres")).postgres()
  : (await import("@aludel/dialect-sqlite")).sqlite()
const db = await dialect.connect?.({ url })
const result = await db?.executeQuery<Record<string, unknown>>(CompiledQuery.raw(process.argv[2] ?? ""))
for (const row of result?.rows ?? []) console.log(Object.values(row).join(" | "))
await db?.destroy()
