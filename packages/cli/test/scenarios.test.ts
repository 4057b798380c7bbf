import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"

import { createDatabase } from "@aludel/test-postgres"
import { describe, expect, inject, it } from "vitest"

import { clear, play, stage } from "./scenario.ts"

// Every file is played on each engine that its first line names. UPDATE_SCENARIOS=1 writes down what came out.
const folder = fileURLToPath(new URL("scenarios", import.meta.url))
const files = readdirSync(folder).filter((name) => name.endsWith(".txt"))

const update = process.env["UPDATE_SCENARIOS"] === "1"

const databases: Readonly<Record<string, () => Promise<string | undefined> | string | undefined>> = {
  none: () => undefined,
  SQLite: () => "sqlite:app.db",
  PostgreSQL: () => createDatabase(inject("postgresUrl")),
}

describe.concurrent.each(files)("%s", (file) => {
  const text = readFileSync(`${folder}/${file}`, "utf8")
  const engines = (/^# on (.*)$/m.exec(text)?.[1] ?? "none").split(" and ")
  it.concurrent.each(engines)("on %s", { timeout: 600_000 }, async (engine) => {
    const on = stage(await databases[engine]?.())
    const played = await play(text, on)
    clear(on)
    if (update) writeFileSync(`${folder}/${file}`, played)
    expect(played).toBe(update ? played : text)
  })
})
