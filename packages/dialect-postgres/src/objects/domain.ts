import type { CompileContext, DefinedKind, DefinedNode } from "@aludel/core/dialect"
import { quoteName } from "@aludel/core/dialect"

import { defaultText } from "../ddl/column-text.ts"
import { typeAnew } from "../dependents/type-anew.ts"
import { pathText } from "../ddl/path-text.ts"
import { domainRenamed } from "../ddl/type-renames.ts"
import { engineType } from "../types.ts"
import { optionsOf } from "./options.ts"

interface DomainOptions {
  readonly type: string
  readonly collation: string
  readonly default: string
  readonly notNull: true
  readonly notNullName: string
  readonly checks: readonly DomainCheck[]
}

interface DomainCheck {
  readonly name: string
  readonly expression: string
  readonly notValid?: true
}

/** A domain: a type with a default and constraints of its own. */
export const domain: DefinedKind = {
  rank: -80,
  create(node, context) {
    const options = optionsOf<DomainOptions>(node)
    const { checks = [] } = options
    const path = pathText(node, context)
    const words = [
      `create domain ${path} as ${engineType(options.type ?? "text")}`,
      options.collation === undefined ? "" : `collate ${options.collation}`,
      options.default === undefined ? "" : `default ${defaultText(options.default)}`,
      options.notNull ? notNullText(options) : "",
      ...checks.filter(({ notValid }) => !notValid).map(checkText),
    ]
    // The words for checks that don't look at what is there are those of `alter domain` alone.
    const later = checks.filter(({ notValid }) => notValid)
    return [
      words.filter(Boolean).join(" "),
      ...later.map((check) => `alter domain ${path} add ${checkText(check)}`),
    ]
  },
  drop: (node, context) => [`drop domain ${pathText(node, context)}`],
  replace,
  rename: domainRenamed,
  commentTarget: (node, context) => `domain ${pathText(node, context)}`,
}

function replace(from: DefinedNode, to: DefinedNode, context: CompileContext): readonly string[] {
  const before = optionsOf<DomainOptions>(from)
  const after = optionsOf<DomainOptions>(to)
  if (before.type !== after.type || before.collation !== after.collation) return typeAnew(from, to, context)
  const actions = [
    ...(before.default === after.default ? [] : [defaultAction(after.default)]),
    ...notNullActions(before, after),
    ...checkActions(before.checks ?? [], after.checks ?? []),
  ]
  // What 18 has to tell of a check that goes it tells only with the next change of a catalog, and refuses a `do` block until
  // then ("cannot start a subtransaction when there are unprocessed inval messages"): the same default again is one.
  if (actions.at(-1)?.startsWith("drop constraint")) actions.push(defaultAction(after.default))
  return actions.map((action) => `alter domain ${pathText(to, context)} ${action}`)
}

function defaultAction(value: string | undefined): string {
  return value === undefined ? "drop default" : `set default ${defaultText(value)}`
}

function notNullActions(from: Partial<DomainOptions>, to: Partial<DomainOptions>): readonly string[] {
  if (from.notNull !== to.notNull) {
    if (!to.notNull) return ["drop not null"]
    return [to.notNullName === undefined ? "set not null" : `add ${notNullText(to)}`]
  }
  return from.notNullName === to.notNullName ? [] : ["drop not null", `add ${notNullText(to)}`]
}

function checkActions(from: readonly DomainCheck[], to: readonly DomainCheck[]): readonly string[] {
  const before = new Map(from.map((check) => [check.name, check]))
  const after = new Map(to.map((check) => [check.name, check]))
  const kept = (check: DomainCheck) => after.get(check.name)?.expression === check.expression
  const gone = from.filter((check) => !kept(check) || isWeaker(check, after.get(check.name)))
  const left = new Set(from.filter((check) => !gone.includes(check)).map(({ name }) => name))
  return [
    ...gone.map(({ name }) => `drop constraint ${quoteName(name)}`),
    ...to.flatMap((check) => {
      if (!left.has(check.name)) return [`add ${checkText(check)}`]
      return before.get(check.name)?.notValid && !check.notValid
        ? [`validate constraint ${quoteName(check.name)}`]
        : []
    }),
  ]
}

function isWeaker(from: DomainCheck, to: DomainCheck | undefined): boolean {
  return to?.notValid === true && !from.notValid
}

function notNullText({ notNullName }: Partial<DomainOptions>): string {
  return notNullName === undefined ? "not null" : `constraint ${quoteName(notNullName)} not null`
}

function checkText({ name, expression, notValid }: DomainCheck): string {
  return `constraint ${quoteName(name)} check (${expression})${notValid ? " not valid" : ""}`
}
