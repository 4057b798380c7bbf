import type { CompileContext, Identity, TableReference } from "@aludel/core/dialect"

import { pathText } from "./path-text.ts"

type Numbers = Pick<Identity, "start" | "increment" | "minimum" | "maximum" | "cache" | "cycle">

/** `generated always as identity (sequence name "s" start with 5)` */
export function identityText(identity: Identity, on: TableReference, context: CompileContext): string {
  const name =
    identity.sequence === undefined
      ? []
      : [`sequence name ${pathText(sibling(on, identity.sequence), context)}`]
  const options = [...name, ...numberOptions(identity)]
  return `generated ${generation(identity)} as identity${options.length === 0 ? "" : ` (${options.join(" ")})`}`
}

/** What is said of a sequence where it is not PostgreSQL's default: `start with 5`, `cycle`. */
export function numberOptions({
  start,
  increment,
  minimum,
  maximum,
  cache,
  cycle,
}: Numbers): readonly string[] {
  return [
    ...(increment === undefined ? [] : [`increment by ${increment}`]),
    ...(minimum === undefined ? [] : [`minvalue ${minimum}`]),
    ...(maximum === undefined ? [] : [`maxvalue ${maximum}`]),
    ...(start === undefined ? [] : [`start with ${start}`]),
    ...(cache === undefined ? [] : [`cache ${cache}`]),
    ...(cycle ? ["cycle"] : []),
  ]
}

/**
 * What turns the options of a sequence into others, defaults spelled out: with `no maxvalue` and another type PostgreSQL
 * takes the type's limit, whatever the direction.
 */
export function changedNumbers(from: Numbers, to: Numbers): readonly string[] {
  const descends = goesDown(to)
  const turned = turns(from, to)
  const first = descends ? (to.maximum ?? "-1") : (to.minimum ?? "1")
  const was = from.start ?? (turned ? undefined : descends ? (from.maximum ?? "-1") : (from.minimum ?? "1"))
  const start = to.start ?? first
  return [
    ...(from.increment === to.increment ? [] : [`increment by ${to.increment ?? "1"}`]),
    ...(from.minimum === to.minimum && !turned
      ? []
      : [limit("minvalue", to.minimum ?? (turned && !descends ? "1" : undefined))]),
    ...(from.maximum === to.maximum && !turned
      ? []
      : [limit("maxvalue", to.maximum ?? (turned && descends ? "-1" : undefined))]),
    ...(was === start ? [] : [`start with ${start}`]),
    ...(from.cache === to.cache ? [] : [`cache ${to.cache ?? "1"}`]),
    ...(from.cycle === to.cycle ? [] : [to.cycle ? "cycle" : "no cycle"]),
  ]
}

/** Whether a sequence goes the other way, and so begins again: where it stands may lie outside of its new limits. */
export function turns(from: Numbers, to: Numbers): boolean {
  return goesDown(from) !== goesDown(to)
}

/** `always`, or `by default` */
export function generation({ always }: Pick<Identity, "always">): string {
  return always ? "always" : "by default"
}

function goesDown({ increment }: Numbers): boolean {
  return increment?.startsWith("-") === true
}

function limit(word: string, value: string | undefined): string {
  return value === undefined ? `no ${word}` : `${word} ${value}`
}

function sibling({ schema }: { readonly schema?: string }, name: string) {
  return schema === undefined ? { name } : { schema, name }
}
