import * as fc from "fast-check"
import { describe, expect, it, vi } from "vitest"
import { isAludelError } from "../../src/errors/error.ts"
import { headsOf } from "../../src/revisions/applied.ts"
import { newHeader } from "../../src/revisions/create.ts"
import { downgradeSteps } from "../../src/revisions/downgrade.ts"
import { revisionGraph } from "../../src/revisions/graph.ts"
import { range } from "../../src/revisions/range.ts"
import { resolve } from "../../src/revisions/resolve.ts"
import type { LocatedHeader } from "../../src/revisions/source.ts"
import { stampSet } from "../../src/revisions/stamp.ts"
import { upgradeSteps } from "../../src/revisions/upgrade.ts"
import { below, everythingBelow, header, histories, runs } from "./histories.ts"

const options = { numRuns: runs }
vi.setConfig({ testTimeout: 20_000 + 20 * runs })

/** A history, something applied (closed or with holes), and one of its revisions. */
const situations = fc
  .tuple(
    histories,
    fc.array(fc.nat(30), { maxLength: 3 }),
    fc.nat(30),
    fc.array(fc.nat(30), { maxLength: 3 }),
  )
  .map(([headers, tips, pick, holes]) => {
    const idAt = (index: number) => headers[index % headers.length]?.id ?? ""
    const closed = everythingBelow(headers, tips.map(idAt))
    const missing = new Set(holes.map(idAt))
    return {
      headers,
      graph: revisionGraph(headers),
      closed,
      holed: new Set([...closed].filter((id) => !missing.has(id))),
      target: idAt(pick),
    }
  })

describe("the graph", () => {
  it("orders revisions after what they stand on, whatever order files are read in", () => {
    fc.assert(
      fc.property(histories, fc.array(fc.nat(), { minLength: 14, maxLength: 14 }), (headers, keys) => {
        const { ids } = revisionGraph(headers)
        const shuffled = headers
          .map((each, index) => ({ each, key: keys[index] ?? 0 }))
          .toSorted((a, b) => a.key - b.key)
        expect(revisionGraph(shuffled.map(({ each }) => each)).ids).toEqual(ids)
        for (const [index, id] of ids.entries())
          expect(below(headers, id).every((lower) => ids.indexOf(lower) < index)).toBe(true)
      }),
      options,
    )
  })

  it("keeps its order when a revision is added on top", () => {
    fc.assert(
      fc.property(situations, fc.integer({ min: 0, max: 999 }), ({ headers, graph, target }, name) => {
        const more = revisionGraph([...headers, header(`${name}new`, [target])])
        expect(more.ids.filter((id) => graph.has(id))).toEqual(graph.ids)
      }),
      options,
    )
  })

  it("finds the closures that adding what lies below one by one finds", () => {
    fc.assert(
      fc.property(situations, ({ headers, graph, target, closed }) => {
        expect(graph.ancestors([target])).toEqual(new Set(graph.order(everythingBelow(headers, [target]))))
        const above = headers.map(({ id }) => id).filter((id) => everythingBelow(headers, [id]).has(target))
        expect([...graph.descendants([target])].toSorted()).toEqual(above.toSorted())
        const heads = [...closed].filter(
          (id) => ![...closed].some((other) => other !== id && everythingBelow(headers, [other]).has(id)),
        )
        expect([...headsOf(graph, closed)].toSorted()).toEqual(heads.toSorted())
      }),
      options,
    )
  })
})

describe("upgrade", () => {
  it("applies what is missing below the target, each after what it stands on", () => {
    fc.assert(
      fc.property(situations, ({ headers, graph, holed, target }) => {
        const steps = upgradeSteps(graph, holed, target)
        expect([...steps].toSorted()).toEqual(
          [...everythingBelow(headers, [target])].filter((id) => !holed.has(id)).toSorted(),
        )
        expectOrdered(headers, steps)
      }),
      options,
    )
  })

  it("leaves the same set in whatever order its steps run, and its steps backwards lead back", () => {
    fc.assert(
      fc.property(situations, ({ graph, closed }) => {
        const steps = upgradeSteps(graph, closed, "heads")
        const all = new Set([...closed, ...steps])
        expect(all).toEqual(new Set([...closed, ...graph.ids.filter((id) => !closed.has(id))]))
        for (const id of steps.toReversed()) all.delete(id)
        expect(all).toEqual(closed)
      }),
      options,
    )
  })

  it("goes as many steps as are asked for, along children", () => {
    fc.assert(
      fc.property(situations, fc.integer({ min: 1, max: 4 }), ({ graph, target }, count) => {
        let end: string | undefined = target
        for (let step = 0; step < count && end !== undefined; step++)
          end = graph.children(end).length === 1 ? graph.children(end)[0] : undefined
        const attempt = outcome(() => upgradeSteps(graph, new Set(), `${target}+${count}`))
        expect(attempt).toEqual(end === undefined ? "revision/relative" : upgradeSteps(graph, new Set(), end))
      }),
      options,
    )
  })
})

describe("downgrade", () => {
  it("takes back what is applied above the target and what depends on that, newest first", () => {
    fc.assert(
      fc.property(situations, ({ headers, graph, holed, target }) => {
        const roots = headers.filter(({ parents }) => parents.includes(target)).map(({ id }) => id)
        const gone = [...holed].filter((id) => roots.some((root) => everythingBelow(headers, [id]).has(root)))
        const refused = gone.length === 0 && !headsOf(graph, holed).includes(target)
        const attempt = outcome(() => downgradeSteps(graph, holed, target))
        const steps = typeof attempt === "string" ? [] : attempt
        expect(typeof attempt === "string" ? attempt : "done").toBe(refused ? "revision/not-applied" : "done")
        expect(steps.toSorted()).toEqual(gone.toSorted())
        expectOrdered(headers, steps.toReversed())
      }),
      options,
    )
  })

  it("to base leaves nothing, and what it leaves can be upgraded again", () => {
    fc.assert(
      fc.property(situations, ({ graph, closed, target }) => {
        expect(new Set(downgradeSteps(graph, closed, "base"))).toEqual(closed)
        const full = graph.ancestors(graph.ids)
        const steps = outcome(() => downgradeSteps(graph, full, target))
        // Applied merely because somebody depends on it: nothing above it to take back, as in Alembic.
        fc.pre(steps !== "revision/not-applied" || graph.dependents(target).length === 0)
        const left = new Set([...full].filter((id) => !steps.includes(id)))
        expect(left.has(target)).toBe(true)
        expect(new Set(upgradeSteps(graph, left, "heads"))).toEqual(new Set(steps))
      }),
      options,
    )
  })
})

describe("stamp", () => {
  it("makes the target a head, keeps what has no part in it, and leaves no holes", () => {
    fc.assert(
      fc.property(situations, ({ headers, graph, closed, target }) => {
        const stamped = stampSet(graph, closed, target)
        const related = new Set(graph.lineage(target))
        const kept = headsOf(graph, closed).filter((id) => !related.has(id))
        expect([...stamped].toSorted()).toEqual([...everythingBelow(headers, [target, ...kept])].toSorted())
        expect(headsOf(graph, stamped)).toContain(target)
        expect(stampSet(graph, closed, target, { purge: true })).toEqual(graph.ancestors([target]))
        expect(stampSet(graph, closed, "base")).toEqual(new Set())
      }),
      options,
    )
  })
})

describe("any text", () => {
  const words = fc.constantFrom(
    "head",
    "heads",
    "base",
    "current",
    "label0",
    "0r0",
    "r1",
    "@",
    "+",
    "-",
    ":",
    "1",
    "99",
    "9".repeat(400),
    "0r".repeat(5_000),
    "",
    " ",
    "é",
  )
  const texts = fc.oneof(
    fc.array(words, { maxLength: 6 }).map((parts) => parts.join("")),
    fc.string({ unit: "binary" }),
  )

  it("is a result or an error with a code, wherever it is typed", () => {
    fc.assert(
      fc.property(situations, texts, ({ graph, holed, closed }, text) => {
        const attempts: readonly (() => unknown)[] = [
          () => resolve(graph, text),
          () => upgradeSteps(graph, holed, text),
          () => downgradeSteps(graph, holed, text),
          () => stampSet(graph, closed, [text, "head"]),
          () => range(graph, text, holed),
          () => range(graph, `${text}:`, holed),
          () => range(graph, `:${text}`, holed),
          () =>
            newHeader(graph, {
              id: text,
              message: text,
              heads: [text],
              dependsOn: [text],
              branchLabels: [text],
            }),
        ]
        expect(() => attempts.map(outcome)).not.toThrow()
      }),
      options,
    )
  })
})

function expectOrdered(headers: readonly LocatedHeader[], steps: readonly string[]): void {
  for (const [index, id] of steps.entries()) {
    for (const lower of everythingBelow(headers, [id]))
      expect(steps.indexOf(lower)).toBeLessThanOrEqual(index)
  }
}

function outcome<T>(work: () => T): T | string {
  try {
    return work()
  } catch (error) {
    if (isAludelError(error)) return error.code
    throw error
  }
}
