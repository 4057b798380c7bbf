import type { CompileContext, DefinedNode } from "@aludel/core/dialect"
import { nodeKey, tableOf } from "@aludel/core/dialect"

import { rightsTexts } from "../ddl/rights-text.ts"
import { isRoutine } from "../ddl/routine-name.ts"
import { namesObject, words } from "../ddl/words.ts"
import { asideOf } from "./aside.ts"
import { castTexts } from "./casts.ts"
import { changedBy, type Changed, place, type Surroundings } from "./changed.ts"
import { convertedColumns } from "./converted-columns.ts"
import { dependents, type Dependents, isUnderstood } from "./dependents.ts"
import { domainPartsTexts } from "./domain-parts.ts"
import { rangeRoutines } from "./range-routines.ts"
import { givenBack, recreation } from "./recreation.ts"
import { tablePartsTexts } from "./table-parts.ts"
import { type Remaking, saidOf, typeTexts } from "./type-texts.ts"

/**
 * The statements around a change, as far as the schema before it is known.
 *
 * @param root the type that changes, where it is one: it is put aside and created, too
 * @throws AludelError `dialect/unsupported` where a table is partitioned by a column of a type that would be made anew
 */
export function surroundings(
  changed: readonly Changed[],
  context: CompileContext,
  root?: Remaking,
): Surroundings {
  return surroundingsOf(dependents(changed, context.before), { changed, root }, context)
}

/** {@link surroundings}, what stands on the change being known. */
export function surroundingsOf(
  found: Dependents,
  { changed, root }: { readonly changed: readonly Changed[]; readonly root?: Remaking | undefined },
  context: CompileContext,
): Surroundings {
  const types = new Set(found.types)
  const remade = [
    ...(root === undefined ? [] : [root]),
    ...found.order.filter((node) => types.has(node)).map((node) => ({ from: node, to: node })),
  ].map((each) => ({ ...each, aside: asideOf(each.from, context) }))
  const { isServing, served } = rangeRoutines(remade, found.objects)
  const isObject = (node: DefinedNode) =>
    !types.has(node) && node.kind === "defined" && node.type !== "domain"
  const when = moments(found)
  const order = found.order
    .filter((node) => isObject(node) && !isServing(node))
    .toSorted((a, b) => Number(a.table !== undefined) - Number(b.table !== undefined))
  const of = (moment: Moment) => order.filter((node) => when(node) === moment)
  const first = new Set(of("first"))
  const gone = goneRelations(changed, found)
  const dropped = (moment: Moment) =>
    of(moment)
      .toReversed()
      .filter(({ schema, table }) => table === undefined || !gone.has(relationKey(place(schema, table))))
      .flatMap((node) => context.object(node.type)!.drop(node, context))
  const created = (nodes: readonly DefinedNode[]) =>
    nodes.flatMap((node) => recreation(givenBack(node, context), context))
  const bound = found.bound.filter((part) => !gone.has(relationKey(tableOf(part))))
  const parts = tablePartsTexts({ ...found, bound }, context)
  const domains = domainPartsTexts(found.domains, context)
  const columns = convertedColumns(found.columns, root, context)
  const casts = castTexts(remade, columns, context)
  const made = (node: Remaking["to"]) => [...created(served(node)), ...typeTexts(node, context)]
  return {
    drop: [
      ...dropped("last"),
      ...parts.drop,
      ...domains.drop,
      ...dropped("between"),
      ...dropped("first"),
      ...remade.toReversed().flatMap(({ aside }) => aside.put),
    ],
    create: [
      ...(root === undefined ? [] : made(root.to)),
      ...found.order.flatMap((node) => {
        if (types.has(node)) return made(node)
        return first.has(node) ? created([node]) : []
      }),
      ...casts.create,
      ...columns.convert,
      ...created(of("between")),
      ...domains.create,
      ...parts.create,
      ...created(of("last")),
      ...casts.drop,
      ...remade.toReversed().flatMap(({ aside }) => aside.drop),
      ...remade.flatMap(({ to }) => saidOf(to, context)),
      // An owner may not be allowed what filling a materialized view takes.
      ...found.objects.flatMap((node) => rightsTexts(givenBack(node, context), context)),
    ],
  }
}

/** The statements that drop an object and create another in its place, with all that stands on it. */
export function anew(from: DefinedNode, to: DefinedNode, context: CompileContext): readonly string[] {
  const { drop, create } = surroundings(changedBy(to), context)
  return [
    ...drop,
    ...context.object(from.type)!.drop(from, context),
    ...recreation(to, context),
    ...create,
    ...rightsTexts(to, context),
  ]
}

/**
 * When an object comes back: *first* routines, which types and tables may need; *between* those of them that look into
 * columns that are converted; *last* views, what looks into these, and what has a table of its own.
 */
type Moment = "first" | "between" | "last"

function moments(found: Dependents): (node: DefinedNode) => Moment {
  const views = found.objects.filter(({ type }) => type === "view" || type === "materialized view")
  const tables = found.columns.map(tableOf)
  return (node) => {
    if (!isRoutine(node.type)) return "last"
    const text = words(node.definition ?? "")
    if (views.some(({ schema, name }) => namesObject(text, place(schema, name)))) return "last"
    return isUnderstood(node) && tables.some((table) => namesObject(text, table)) ? "between" : "first"
  }
}

/** The keys of the views that go: what stands on one goes with it. */
function goneRelations(changed: readonly Changed[], { objects }: Dependents): ReadonlySet<string> {
  const all = [...changed, ...objects.filter(({ table }) => table === undefined).flatMap(changedBy)]
  return new Set(all.filter(({ what }) => what === "relation").map(({ object }) => relationKey(object)))
}

function relationKey(relation: { readonly schema?: string; readonly name: string }): string {
  return nodeKey({ kind: "table", ...relation })
}
