import {
  displayName,
  sqlArgument,
  type Argument,
  type DefinedNode,
  type ObjectCall,
} from "@aludel/core/dialect"

import { optionList } from "./option-list.ts"

interface DomainOptions {
  readonly type: string
  readonly default?: string
  readonly checks?: readonly {
    readonly name: string
    readonly expression: string
    readonly notValid?: true
  }[]
}

/** `domain("percent", t.integer(), { checks: { … } })` */
export function domainCall(node: DefinedNode): ObjectCall {
  const { type, default: value, checks = [], ...rest } = node.options as unknown as DomainOptions
  const options = {
    ...rest,
    default: value === undefined ? undefined : sqlArgument(value),
    checks:
      checks.length === 0
        ? undefined
        : Object.fromEntries(checks.map((check) => [check.name, checkArgument(check)])),
  }
  return typeDefiner("domain", [displayName(node), typeArgument(type), ...optionList(options, node)])
}

function checkArgument({
  expression,
  notValid,
}: {
  readonly expression: string
  readonly notValid?: true
}): Argument {
  const sql = sqlArgument(expression)
  return notValid === undefined ? sql : { expression: sql, notValid }
}

interface CompositeOptions {
  readonly attributes: readonly {
    readonly name: string
    readonly type: string
    readonly collation?: string
  }[]
}

/** `compositeType("address", { street: t.text() })` */
export function compositeCall(node: DefinedNode): ObjectCall {
  const { attributes } = node.options as unknown as CompositeOptions
  const columns = attributes.map((attribute): [string, Argument] => [
    attribute.name,
    { "~print": "column", column: { kind: "column", table: node.name, ...attribute }, parts: [] },
  ])
  return typeDefiner("compositeType", [
    displayName(node),
    Object.fromEntries(columns),
    ...optionList({}, node),
  ])
}

/** `rangeType("price_range", { subtype: t.numeric() })` */
export function rangeCall(node: DefinedNode): ObjectCall {
  const { subtype, ...rest } = node.options as { readonly subtype: string }
  return typeDefiner("rangeType", [
    displayName(node),
    ...optionList({ subtype: typeArgument(subtype), ...rest }, node),
  ])
}

function typeArgument(type: string): Argument {
  return { "~print": "type", column: { type } }
}

function typeDefiner(definer: string, args: readonly Argument[]): ObjectCall {
  return { definer, arguments: args, file: "types", makesColumns: true }
}
