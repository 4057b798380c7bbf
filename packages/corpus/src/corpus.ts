import { rmSync } from "node:fs"

import type { Pulled } from "@aludel/core"
import type { SchemaNode } from "@aludel/core/dialect"

import type { NotLoaded } from "./engine.ts"
import { projectFolder } from "./project.ts"

/** Something that is taken through the mill: a dump, or a pair of them. */
export interface Grist {
  /** What it is called in the result. */
  readonly name: string
  /** Takes it through; what is printed goes to the folder. */
  grind(project: string): Promise<Ground | NotLoaded>
}

/** What became of it. */
export interface Ground {
  readonly pulled: Pick<Pulled, "schema" | "unmodelled">
  /** What is not as it should be, one line each. */
  readonly differences: readonly string[]
}

/** What became of all; printed as the last line. */
export interface CorpusResult {
  /** How many dumps, or pairs of them, were loaded and compared. */
  readonly files: number
  /** What was in them, by kind; of a pair, in the new one. */
  readonly objects: Readonly<Record<string, number>>
  /** How much is not the same, by dump or by the folder of a pair; those without a difference are absent. */
  readonly differences: Readonly<Record<string, number>>
  /** What could not be declared, by kind. */
  readonly unmodelled: Readonly<Record<string, number>>
  readonly seconds: number
}

/** How all is taken through. */
export interface CorpusOptions {
  /** Told what happens, for people. */
  say(line: string): void
  /** The time in milliseconds. */
  now(): number
  /** Keep what was printed, and say where it is. */
  readonly keep?: boolean | undefined
}

/** Takes one after the other through the mill. */
export async function corpus(
  grists: readonly Grist[],
  { say, now, keep = false }: CorpusOptions,
): Promise<CorpusResult> {
  const started = now()
  const counts = { objects: new Map<string, number>(), unmodelled: new Map<string, number>() }
  const differences: Record<string, number> = {}
  let files = 0
  for (const { name, grind } of grists) {
    const from = now()
    const project = projectFolder()
    try {
      const ground = await grind(project)
      if ("reason" in ground) {
        say(`${name}: not loaded: ${ground.reason}`)
        continue
      }
      files += 1
      count(counts.objects, ground.pulled.schema.nodes.map(kindOf))
      count(
        counts.unmodelled,
        ground.pulled.unmodelled.map(({ kind }) => kind),
      )
      if (ground.differences.length > 0) differences[name] = ground.differences.length
      say(`${name}: ${told(ground)} in ${((now() - from) / 1000).toFixed(1)} s`)
      for (const line of ground.differences) say(`  ${line}`)
    } finally {
      if (keep) say(`${name}: printed to ${project}`)
      else rmSync(project, { recursive: true, force: true })
    }
  }
  return {
    files,
    objects: sorted(counts.objects),
    differences,
    unmodelled: sorted(counts.unmodelled),
    seconds: Math.round((now() - started) / 100) / 10,
  }
}

function told({ pulled, differences }: Ground): string {
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
