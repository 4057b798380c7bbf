import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { answers } from "./answers.ts"
import { deviations } from "./deviations.ts"
import { judge, type RecordedVector } from "./judge.ts"
import type { Answer, VectorLine, VectorNode } from "./vector.ts"

const kinds = [
  "upgrade",
  "downgrade",
  "offline",
  "stamp",
  "resolve",
  "info",
  "current",
  "iterate",
  "create",
  "load",
]

interface Failure {
  readonly vector: RecordedVector
  readonly answer: Answer
  readonly why: string
}

const graphs = new Map(
  lines<{ readonly id: string; readonly nodes: readonly VectorNode[] }>("graphs").map(
    ({ id, nodes }) => [id, nodes] as const,
  ),
)
const failures = new Map(kinds.map((kind) => [kind, failuresOf(kind)] as const))

describe("what Alembic does", () => {
  it.each(kinds)("%s: as recorded, or a deviation with a reason", (kind) => {
    const unexplained = (failures.get(kind) ?? []).filter(
      ({ vector, answer }) => !deviations.some((row) => row.matches(vector, answer)),
    )
    expect(unexplained.map(({ vector, why }) => `${vector.id}: ${why}`)).toEqual([])
  })

  it.each(deviations)("deviation still met: $name", ({ matches }) => {
    const met = [...failures.values()].flat().filter(({ vector, answer }) => matches(vector, answer))
    expect(met.length).toBeGreaterThan(0)
  })

  it("has all the cases", () => {
    expect(kinds.map((kind) => lines(kind).length).reduce((sum, count) => sum + count)).toBe(3253)
  })
})

function failuresOf(kind: string): readonly Failure[] {
  const answer = answers()
  for (const [id, nodes] of graphs) answer({ type: "graph", id, nodes })
  return lines<RecordedVector>(kind).flatMap((vector) => {
    const given = answer({ ...vector, type: "vector" } as unknown as VectorLine)
    if (given === undefined) throw new Error(`no answer to ${vector.id}`)
    const why = judge(graphs.get(vector.graph) ?? [], vector, given)
    return why === undefined ? [] : [{ vector, answer: given, why }]
  })
}

function lines<T>(name: string): readonly T[] {
  const text = readFileSync(new URL(`${name}.jsonl`, import.meta.url), "utf8")
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T)
}
