import { rmSync } from "node:fs"

import type { SchemaNode } from "@aludel/core/dialect"

import { isNotLoaded, type CorpusEngine } from "./engine.ts"
import { projectFolder } from "./project.ts"
import { roundTrip, type RoundTrip } from "./round-trip.ts"

/** What became of all dumps; printed as the last line. */
export interface CorpusResult {
  /** How many dumps were loaded and compared. */
  readonly files: number
  /** What was in them, by kind. */
  readonly objects: Readonly<Record<string, number>>
  /** How much is not the same, by dump; those without a difference are absent. */
  readonly differences: Readonly<Record<string, number>>
  /** What could not be declared, by kind. */
  readonly unmodelled: Readonly<Record<string, number>>
  readonly seconds: number
}

/** How dumps are taken through. */
export interface CorpusOptions {
  /** Told what happens, for people. */
  say(line: string): void
  /** The time in milliseconds. */
  now(): number
  /** Keep what was printed, and say where it is. */
  readonly keep?: boolean | undefined
}

/** Takes dumps through pull, declaration and a second database, one after the other. */
export async function corpus(
  dumps: readonly string[],
  engine: CorpusEngine,
  { say, now, keep = false }: CorpusOptions,
): Promise<CorpusResult> {
  const started = now()
  const counts = { objects: new Map<string, number>(), unmodelled: new Map<string, number>() }
  const differences: Record<string, number> = {}
  let files = 0
  for (const dump of dumps) {
    const from = now()
    const trip = await tripOf(dump, engine, say, keep)
    if (trip === undefined) continue
    files += 1
    count(counts.objects, trip.pulled.schema.nodes.map(kindOf))
    count(
      counts.unmodelled,
      trip.pulled.unmodelled.map(({ kind }) => kind),
    )
    if (trip.differences.length > 0) differences[dump] = trip.differences.length
    say(`${dump}: ${told(trip)} in ${((now() - from) / 1000).toFixed(1)} s`)
    for (const line of trip.differences) say(`  ${line}`)
  }
  return {
    files,
    objects: sorted(counts.objects),
    differences,
    unmodelled: sorted(counts.unmodelled),
    seconds: Math.round((now() - started) / 100) / 10,
  }
}

async function tripOf(
  dump: string,
  engine: CorpusEngine,
  say: (line: string) => void,
  keep: boolean,
): Promise<RoundTrip | undefined> {
  const db = await engine.load(dump)
  if (isNotLoaded(db)) {
    say(`${dump}: not loaded: ${db.reason}`)
    return undefined
  }
  const project = projectFolder()
  try {
    return await roundTrip(db, engine, { project, besides: (await engine.besides?.(dump)) ?? [] })
  } finally {
    await db.destroy()
    if (keep) say(`${dump}: printed to ${project}`)
    else rmSync(project, { recursive: true, force: true })
  }
}

function told({ pulled, differences }: RoundTrip): string {
  const { length } = differences
  const found = length === 0 ? "no difference" : length === 1 ? "1 difference" : `${length} differences`
  return `${pulled.schema.nodes.length} objects, ${found}`
}

function kindOf(node: SchemaNode): string {
  return node.kind === "defined" ? node.type : node.kind
}

function count(counts: Map<string, number>, kinds: readonly string[]): void {
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1)
}

function sorted(counts: ReadonlyMap<string, number>): Readonly<Record<string, number>> {
  return Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
