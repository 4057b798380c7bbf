import { createRequire } from "node:module"
import { pathToFileURL } from "node:url"

import type { AnyDatabase, ScratchSettings } from "@aludel/core/dialect"
import { createDatabase } from "@aludel/test-postgres"
import { inject } from "vitest"

import { connect } from "../../src/connect.ts"
import { scratch } from "../../src/scratch/scratch.ts"
import { open } from "../database.ts"

/** A run's database, and how others on its server are opened. */
export interface Run {
  readonly url: string
  readonly db: AnyDatabase
  readonly connect: NonNullable<ScratchSettings["connect"]>
}

/** A fresh database with a pool of one connection: whatever needs a second one by accident waits for ever. */
export async function run(role?: string): Promise<Run> {
  const fresh = new URL(await createDatabase(inject("postgresUrl")))
  if (role !== undefined) fresh.username = role
  const url = fresh.href
  return { url, db: await open({ url, max: 1 }), connect: (database) => connect({ url, database }) }
}

/** Imports what core has installed, as a project would that has it. */
export function imported(specifier: string): Promise<unknown> {
  const core = createRequire(new URL("../../../core/package.json", import.meta.url))
  return import(pathToFileURL(core.resolve(specifier)).href)
}

/** A scratch whose choice is told, besides the result of the work. */
export async function chosen<T>(
  db: AnyDatabase,
  settings: ScratchSettings,
  work: Parameters<typeof scratch<T>>[2],
): Promise<{ readonly choices: readonly string[]; readonly result: T }> {
  const choices: string[] = []
  const result = await scratch(
    db,
    { schemas: [], settings, onChoice: (sentence) => choices.push(sentence) },
    work,
  )
  return { choices, result }
}
