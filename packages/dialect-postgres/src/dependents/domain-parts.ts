import type { CompileContext, DefinedNode, JsonValue } from "@aludel/core/dialect"

import type { Surroundings } from "./changed.ts"
import type { DomainParts } from "./dependents.ts"

/** The statements that take defaults and checks from domains, and give them back. */
export function domainPartsTexts(domains: readonly DomainParts[], context: CompileContext): Surroundings {
  const turned = (from: DefinedNode, to: DefinedNode) =>
    context.object(from.type)!.replace!(from, to, context)!
  return {
    drop: domains.flatMap((parts) => turned(parts.node, without(parts))),
    create: domains
      .filter(({ isRemade }) => !isRemade)
      .flatMap((parts) => turned(without(parts), parts.node)),
  }
}

function without({ node, default: isDefault, checks: gone }: DomainParts): DefinedNode {
  const { default: value, checks = [], ...rest } = node.options ?? {}
  const left = (checks as readonly { readonly name: string }[]).filter(({ name }) => !gone.has(name))
  const options = {
    ...rest,
    ...(isDefault || value === undefined ? {} : { default: value }),
    checks: left as readonly JsonValue[],
  }
  return { ...node, options }
}
