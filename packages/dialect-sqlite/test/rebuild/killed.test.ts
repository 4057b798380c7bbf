import { spawn } from "node:child_process"
import { fileURLToPath } from "node:url"

import { createMigrator, inMemory } from "@aludel/core"
import { expect, it } from "vitest"

import { query } from "../../src/query.ts"
import { sqlite } from "../../src/sqlite.ts"
import { freshPath, open, rows, run } from "../database.ts"
import { big, rebuilding } from "./rebuilding.ts"

const times = Number(process.env["ALUDEL_KILLS"] ?? 5)
const script = fileURLToPath(new URL("killed.ts", import.meta.url))

it.each(["wal", "delete"])(
  `a rebuild that is killed ${times} times at random leaves the table as before or as after, in mode %s`,
  { timeout: 60_000 + times * 30_000 },
  async (mode) => {
    const path = freshPath()
    const db = open(path)
    await query(db, `pragma journal_mode = ${mode}`)
    await run(db, big)
    await query(
      db,
      "with recursive n (i) as (select 1 union all select i + 1 from n where i < 20000) insert into big (id, code, n, note) select i, 'c' || i, i % 100, 'note ' || i from n",
    )
    await query(db, "insert into child (big) select id from big where id % 7 = 0")
    const before = await picture(db)
    await db.destroy()
    const seen = { before: 0, after: 0 }
    for (let kill = 0; kill < times; kill += 1) {
      const ended = await killed(path, Math.random() * 200)
      const again = open(path)
      expect(await query(again, "pragma integrity_check")).toEqual([{ integrity_check: "ok" }])
      const isDone =
        (await rows(again, "select name from sqlite_schema where name = 'sqlite_autoindex_big_1'")).length > 0
      if (isDone) {
        seen.after += 1
        expect(await picture(again)).toEqual(after(before))
        const migrator = createMigrator({ db: again, dialect: sqlite(), source: inMemory([rebuilding]) })
        await migrator.downgrade({ to: "base" })
      } else {
        seen.before += 1
        expect(ended).toBe("killed")
      }
      expect(await picture(again)).toEqual(before)
      await again.destroy()
    }
    const last = open(path)
    const migrator = createMigrator({ db: last, dialect: sqlite(), source: inMemory([rebuilding]) })
    await migrator.upgrade()
    expect(await picture(last)).toEqual(after(before))
    expect(await rows(last, "pragma foreign_key_check")).toEqual([])
    expect(seen.before + seen.after).toBe(times)
  },
)

interface Picture {
  readonly rows: unknown
  readonly objects: unknown
  readonly n: unknown
}

async function picture(db: ReturnType<typeof open>): Promise<Picture> {
  const counts = "select count(*) as n, sum(id) as ids, sum(length(code) + length(note)) as length from big"
  return {
    rows: [
      await rows(db, counts),
      await rows(db, "select count(*) as n from child"),
      await rows(db, "select seq from sqlite_sequence where name = 'big'"),
    ],
    objects: await rows(
      db,
      "select name from sqlite_schema where name not like '%aludel_history%' and name not like 'sqlite_auto%' order by name",
    ),
    n: await rows(db, "select distinct typeof(n) as type from big"),
  }
}

function after(before: Picture): Picture {
  return { ...before, n: [{ type: "text" }] }
}

// The process is killed a while after it began to work on the table.
function killed(path: string, wait: number): Promise<"killed" | "done"> {
  const child = spawn(process.execPath, ["--conditions=@aludel/source", script, path], {
    stdio: ["ignore", "pipe", "inherit"],
  })
  let timer: NodeJS.Timeout | undefined
  child.stdout.on("data", (data: Buffer) => {
    if (data.toString().includes("works")) timer ??= setTimeout(() => child.kill("SIGKILL"), wait)
  })
  return new Promise((resolve, reject) => {
    child.on("error", reject)
    child.on("exit", (code, signal) => {
      clearTimeout(timer)
      if (signal === "SIGKILL") resolve("killed")
      else if (code === 0) resolve("done")
      else reject(new Error(`the process ended with ${code}`))
    })
  })
}
